-- one row per person: the first mention, whatever the order of loading
create or replace temp table first_mentions as
select distinct on (paper_authors.author_id)
    paper_authors.author_id,
    paper_authors.document_id,
    paper_authors.start_char,
    paper_authors.end_char,
    paper_authors.verbatim,
from paper_authors
inner join documents using (document_id)
order by paper_authors.author_id, documents.source_uri, paper_authors.start_char;
