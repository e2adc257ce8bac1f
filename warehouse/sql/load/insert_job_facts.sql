-- one row per staged record of job_facts
insert into job_facts by name
select document_id, unnest(columns(* exclude (document_id)))
from (select document_id, unnest(job_facts), from staged where is_extracted);
