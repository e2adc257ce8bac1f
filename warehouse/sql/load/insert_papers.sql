-- one row per staged record of papers
insert into papers by name
select record.*
from (select unnest(extraction.papers) as record from staged where extraction is not null);
