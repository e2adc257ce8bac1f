-- one row per document whose text the audits read: those of a run, or all
create or replace temp table audited as
select document_id,
from documents
where coalesce(run_id = $run_id, true)
