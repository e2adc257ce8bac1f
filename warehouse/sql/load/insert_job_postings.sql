-- one row per staged record of job_postings
insert into job_postings by name
select document_id, unnest(columns(* exclude (document_id)))
from (select document_id, unnest(job_postings), from staged where is_extracted);
