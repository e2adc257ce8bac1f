-- one row per document that has rows already and gets new ones
create or replace temp table replaced as
select staged.document_id,
from staged
inner join documents using (document_id)
where staged.is_extracted;
