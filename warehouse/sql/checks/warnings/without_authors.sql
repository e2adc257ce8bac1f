-- papers without authors
select paper_id, document_id, title,
from papers
where paper_id not in (select paper_id from paper_authors)
