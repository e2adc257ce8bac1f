-- one row per staged record of figures
insert into figures by name
select document_id, unnest(columns(* exclude (document_id)))
from (select document_id, unnest(figures), from staged where is_extracted);
