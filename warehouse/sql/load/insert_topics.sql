-- one row per staged record of topics
insert into topics by name
select record.*
from (select unnest(extraction.topics) as record from staged where extraction is not null);
