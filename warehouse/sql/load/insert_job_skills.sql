-- one row per staged record of job_skills
insert into job_skills by name
select document_id, unnest(columns(* exclude (document_id)))
from (select document_id, unnest(job_skills), from staged where is_extracted);
