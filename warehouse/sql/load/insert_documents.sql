-- one row per staged document with records
insert into documents by name
select unnest(extraction.document), $run_id as run_id
from staged
where extraction is not null;
