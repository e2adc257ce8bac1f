-- one row per document that a person should look at, the least understood first
create or replace view review_queue as
select
    document_id,
    source_uri,
    headline,
    review_reasons,
    unclassified_share,
    (select count(*) from rejects where rejects.document_id = documents.document_id) as rejects,
from documents
where needs_review
order by unclassified_share desc, source_uri;
