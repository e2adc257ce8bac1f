-- one row per document that the audits look at, in slices of bounded size: those of a run, or all
--
-- Those of runs that were killed or failed before they were recorded too: nobody has audited them yet.
create or replace temp table to_audit as
select
    documents.document_id,
    documents.rowid as place,
    coalesce(sources.size_bytes, 0) as size_bytes,
    sum(coalesce(sources.size_bytes, 0)) over (order by documents.rowid) // $slice_bytes as slice,
from documents
left join sources using (document_id)
where $run_id is null
    or documents.run_id = $run_id
    or documents.run_id not in (select run_id from runs where status <> 'failed')
