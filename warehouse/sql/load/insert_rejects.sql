-- one row per refused candidate, and one per refused document
insert into rejects by name
select record.*, $run_id as run_id
from (
    select unnest(extraction.rejects) as record from staged where extraction is not null
    union all
    select refusal as record from staged where refusal is not null
);
