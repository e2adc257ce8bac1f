-- one row per staged record of figures
insert into figures by name
select record.*
from (select unnest(figures) as record from staged where is_extracted);
