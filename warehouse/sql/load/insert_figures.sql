-- one row per staged record of figures
insert into figures by name
select record.*
from (select unnest(extraction.figures) as record from staged where extraction is not null);
