-- one row per record of a chunk
insert into search_entries by name
select
    document_id,
    run_id,
    table_name,
    record_id,
    coalesce(list_sum(map_values(frequencies)), 0) as words,
from folded
