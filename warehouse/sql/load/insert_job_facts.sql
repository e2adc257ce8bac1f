-- one row per staged record of job_facts
insert into job_facts by name
select record.*
from (select unnest(job_facts) as record from staged where is_extracted);
