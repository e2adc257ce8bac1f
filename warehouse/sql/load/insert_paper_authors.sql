-- one row per staged record of paper_authors
insert into paper_authors by name
select record.*
from (select unnest(paper_authors) as record from staged where is_extracted);
