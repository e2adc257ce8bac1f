-- one row per word of a chunk: the records that it stands in, one as often as it does
--
-- Texts are parted at their spaces, which takes little, and what comes of it is folded once, however often
-- it stands in the chunk: no word of fold_words() goes over a space.
create or replace temp table words as
with parted as (
    select part, list(entry) as entries,
    from (select unnest(string_split(text, ' ')) as part, entry, from fresh where entry between $first and $last)
    group by part
)

select term, flatten(list(entries)) as entries,
from (select unnest(fold_words(part)) as term, entries, from parted)
group by term
