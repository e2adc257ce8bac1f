-- the papers of people whose name has these words, in any order and spelling of case and accents
create or replace macro papers_by(name) as table
select full_name, title, venue, year, position, paper_id,
from author_papers
where list_bool_and(
    [
        contains(' ' || lower(strip_accents(full_name)), ' ' || word)
        for word in string_split(lower(strip_accents(trim(name))), ' ')
    ]
)
order by full_name, year desc, title;
