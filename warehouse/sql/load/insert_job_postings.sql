-- one row per staged record of job_postings
insert into job_postings by name
select record.*
from (select unnest(job_postings) as record from staged where is_extracted);
