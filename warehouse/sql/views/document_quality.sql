-- one row per document: what was found in it, and what speaks for a look at it
create or replace view document_quality as
with paper_counts as (
    select
        document_id,
        count(*) as papers,
        count(*) filter (paper_id not in (select paper_id from paper_authors)) as papers_without_authors,
        count(*) filter (topic_id is null) as papers_without_topic,
    from papers
    group by all
),

posting_counts as (
    select document_id, count(*) as postings, from job_postings group by all
),

reject_counts as (
    select document_id, count(*) as rejects, from rejects group by all
)

select
    documents.document_id,
    documents.source_uri,
    documents.needs_review,
    documents.review_reasons,
    documents.unclassified_share,
    coalesce(paper_counts.papers, 0) as papers,
    coalesce(paper_counts.papers_without_authors, 0) as papers_without_authors,
    coalesce(paper_counts.papers_without_topic, 0) as papers_without_topic,
    coalesce(posting_counts.postings, 0) as postings,
    coalesce(reject_counts.rejects, 0) as rejects,
    documents.run_id,
from documents
left join paper_counts using (document_id)
left join posting_counts using (document_id)
left join reject_counts using (document_id);
