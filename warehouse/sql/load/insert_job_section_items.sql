-- one row per staged record of job_section_items
insert into job_section_items by name
select record.*
from (select unnest(job_section_items) as record from staged where is_extracted);
