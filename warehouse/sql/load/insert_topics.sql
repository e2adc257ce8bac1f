-- one row per staged record of topics
insert into topics by name
select record.*
from (select unnest(topics) as record from staged where is_extracted);
