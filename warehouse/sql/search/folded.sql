-- one row per record of a chunk: how often each of its words stands in it
create or replace temp table folded as
select
    document_id,
    run_id,
    table_name,
    record_id,
    list_aggregate(fold_words(text), 'histogram') as frequencies,
from fresh
where number between $first and $last
