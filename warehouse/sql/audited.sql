-- one row per document whose text the audits read: those of a run, or all
--
-- Those of runs that were killed or failed before they were recorded too: nobody has audited them yet.
create or replace temp table audited as
select document_id,
from documents
where $run_id is null
    or run_id = $run_id
    or run_id not in (select run_id from runs where status <> 'failed')
