-- one row per record of a chunk
insert into search_entries by name
select fresh.entry, document_id, run_id, table_name, record_id, coalesce(counts.words, 0) as words,
from fresh
left join (
    select entry, count(*) as words,
    from (select unnest(entries) as entry, from words)
    group by entry
) as counts using (entry)
where fresh.entry between $first and $last
