-- one row per staged record of job_sections
insert into job_sections by name
select record.*
from (select unnest(job_sections) as record from staged where is_extracted);
