-- one row per staged record of paper_authors
insert into paper_authors by name
select document_id, unnest(columns(* exclude (document_id)))
from (select document_id, unnest(paper_authors), from staged where is_extracted);
