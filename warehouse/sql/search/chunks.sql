-- one row per chunk of fresh records, of bounded size: the first number and the last
with sizes as (
    select number, sum(size) over (order by number) // $chunk_chars as chunk, from fresh
)

select min(number), max(number), from sizes group by chunk order by chunk
