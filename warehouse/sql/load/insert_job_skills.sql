-- one row per staged record of job_skills
insert into job_skills by name
select record.*
from (select unnest(job_skills) as record from staged where is_extracted);
