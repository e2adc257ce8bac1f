-- one row per staged record of topics
insert into topics by name
select document_id, unnest(columns(* exclude (document_id)))
from (select document_id, unnest(topics), from staged where is_extracted);
