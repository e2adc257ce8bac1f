-- one row per document of the slice that is audited now
create or replace temp table audited as
select document_id,
from to_audit
where slice = $slice
