-- one row per staged record of job_section_items
insert into job_section_items by name
select document_id, unnest(columns(* exclude (document_id)))
from (select document_id, unnest(job_section_items), from staged where is_extracted);
