-- papers that a document lists twice, with the same authors
select papers.document_id, work_id, any_value(title) as title, count(*) as listings,
from papers
inner join (
    select paper_id, list(author_id order by position) as authors, from paper_authors group by all
) using (paper_id)
group by papers.document_id, work_id, authors
having count(*) > 1
