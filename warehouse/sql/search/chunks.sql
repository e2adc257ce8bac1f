-- one row per chunk of fresh records, of bounded size: the first number and the last
with sizes as (
    select entry, sum(size) over (order by entry) // $chunk_chars as chunk, from fresh
)

select min(entry), max(entry), from sizes group by chunk order by chunk
