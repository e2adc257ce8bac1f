-- one row per staged record of job_sections
insert into job_sections by name
select document_id, unnest(columns(* exclude (document_id)))
from (select document_id, unnest(job_sections), from staged where is_extracted);
