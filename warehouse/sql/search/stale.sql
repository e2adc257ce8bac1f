-- one row per record that search() looks in and that was read from a document as it is no longer
create or replace temp table stale as
select record_id,
from search_entries
where (document_id, run_id) not in (select (document_id, run_id) from documents)
