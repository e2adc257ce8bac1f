-- one row per staged document with records
insert into documents by name
select unnest(document), $run_id as run_id
from staged
where is_extracted;
