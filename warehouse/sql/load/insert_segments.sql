-- one row per staged record of segments
insert into segments by name
select record.*
from (select unnest(extraction.segments) as record from staged where extraction is not null);
