-- people who stand twice in their table
select author_id, count(*) as rows_found,
from authors
group by author_id
having count(*) > 1
