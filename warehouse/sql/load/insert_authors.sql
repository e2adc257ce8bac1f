-- one row per staged record of authors
insert into authors by name
select document_id, unnest(columns(* exclude (document_id)))
from (select document_id, unnest(authors), from staged where is_extracted);
