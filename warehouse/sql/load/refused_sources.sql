-- one row per source file that is refused as things stand, with the reason
select sources.document_id, sources.rule, rejects.reason
from sources
join rejects using (document_id)
where sources.status = 'refused' and rejects.record_type = 'document';
