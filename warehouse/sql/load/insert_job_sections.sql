-- one row per staged record of job_sections
insert into job_sections by name
select record.*
from (select unnest(extraction.job_sections) as record from staged where extraction is not null);
