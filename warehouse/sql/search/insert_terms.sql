-- one row per record of a chunk and word of it, sorted, so that few row groups hold a word
insert into search_terms by name
select term, record_id, least(frequency, 255) as frequency,
from (
    select unnest(map_keys(frequencies)) as term, unnest(map_values(frequencies)) as frequency, record_id,
    from folded
)
order by term, record_id
