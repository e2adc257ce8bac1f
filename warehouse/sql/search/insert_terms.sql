-- one row per word of a chunk
insert into search_terms by name
select term, entries, $last as last_entry,
from words
order by term
