-- with whom people whose name has these words have written, and how many works
create or replace macro coauthors_of(name) as table
with pairs as (
    select author, coauthor, works, from coauthors
    union all
    select coauthor, author, works, from coauthors
)

select author, coauthor, works,
from pairs
where list_bool_and(
    [
        contains(' ' || lower(strip_accents(author)), ' ' || word)
        for word in string_split(lower(strip_accents(trim(name))), ' ')
    ]
)
order by works desc, author, coauthor;
