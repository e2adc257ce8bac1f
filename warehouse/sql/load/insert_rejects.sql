-- one row per refused candidate, and one per refused document
insert into rejects by name
select *, $run_id as run_id
from (
    select document_id, unnest(columns(* exclude (document_id)))
    from (select document_id, unnest(rejects), from staged where is_extracted)
    union all by name
    select unnest(refusal), from staged where refusal is not null
);
