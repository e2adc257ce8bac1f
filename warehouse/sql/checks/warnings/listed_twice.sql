-- papers that a document lists twice, with the same authors
with works as (
    select document_id, work_id from papers
    group by document_id, work_id
    having count(*) > 1
),

-- lists are made of these few only: they stay in memory
listings as (
    select papers.paper_id, papers.document_id, papers.work_id, papers.title,
    from papers
    inner join works using (document_id, work_id)
)

select listings.document_id, work_id, any_value(title) as title, count(*) as listings,
from listings
inner join (
    select paper_id, list(author_id order by position) as authors,
    from paper_authors
    where paper_id in (select paper_id from listings)
    group by paper_id
) using (paper_id)
group by listings.document_id, work_id, authors
having count(*) > 1
