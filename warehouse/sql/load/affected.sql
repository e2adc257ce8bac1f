-- one row per document with rejects; a fault that may be over is worth another try of the same file
select
    document_id,
    bool_or(rule in ('worker_died', 'timed_out', 'load_failed', 'unreadable', 'disappeared')) as is_transient,
from rejects
group by document_id
