-- one row per staged record of papers
insert into papers by name
select record.*
from (select unnest(papers) as record from staged where is_extracted);
