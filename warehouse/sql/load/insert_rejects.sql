-- one row per refused candidate, and one per refused document
insert into rejects by name
select record.*, $run_id as run_id
from (
    select unnest(rejects) as record from staged where is_extracted
    union all
    select refusal as record from staged where refusal is not null
);
