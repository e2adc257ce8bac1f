-- one row per staged record of job_postings
insert into job_postings by name
select record.*
from (select unnest(extraction.job_postings) as record from staged where extraction is not null);
