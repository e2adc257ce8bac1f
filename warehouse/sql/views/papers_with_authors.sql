-- one row per paper, with topic, venue and its authors in printed order
create or replace view papers_with_authors as
with authorships as (
    select
        paper_id,
        list(name_as_printed order by position) as authors,
        count(*) as author_count,
    from paper_authors
    group by all
)

select
    papers.paper_id,
    papers.work_id,
    documents.publisher,
    documents.venue,
    documents.year,
    topics.name as topic,
    papers.title,
    coalesce(authorships.authors, []) as authors,
    coalesce(authorships.author_count, 0) as author_count,
    papers.et_al,
    papers.document_id,
from papers
inner join documents using (document_id)
left join topics using (topic_id)
left join authorships using (paper_id);
