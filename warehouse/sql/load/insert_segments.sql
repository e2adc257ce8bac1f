-- one row per staged record of segments
insert into segments by name
select record.*
from (select unnest(segments) as record from staged where is_extracted);
