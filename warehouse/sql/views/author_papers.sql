-- one row per author and paper
create or replace view author_papers as
select
    authors.author_id,
    authors.full_name,
    paper_authors.position,
    paper_authors.affiliation,
    papers.paper_id,
    papers.title,
    documents.venue,
    documents.year,
from paper_authors
inner join authors using (author_id)
inner join papers using (paper_id)
inner join documents on papers.document_id = documents.document_id;
