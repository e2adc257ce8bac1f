-- one row per staged record of segments
insert into segments by name
select document_id, unnest(columns(* exclude (document_id)))
from (select document_id, unnest(segments), from staged where is_extracted);
