-- one row per word of a fresh record, sorted, so that few row groups hold a word
insert into search_terms by name
select term, record_id, least(count(*), 255) as frequency,
from (select record_id, unnest(fold_words(text)) as term, from fresh)
group by term, record_id
order by term, record_id
