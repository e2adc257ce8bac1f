-- one row per staged record of papers
insert into papers by name
select document_id, unnest(columns(* exclude (document_id)))
from (select document_id, unnest(papers), from staged where is_extracted);
