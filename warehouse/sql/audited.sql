-- one row per document of the slice that is audited now
create or replace temp table audited as
select document_id, place,
from to_audit
where slice = $slice
