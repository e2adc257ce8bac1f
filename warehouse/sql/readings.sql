-- one row per value that is not at once what its span holds: the value, and what the text has there
--
-- Of the text, the segments are read: that they are the text, the audit `partition` tells. A place is the
-- number of the document and the offset in it, so that one sorted join finds the piece that a span starts in.
create or replace temp table readings as
with spans as (
    select false as is_value, 'documents' as name, document_id, start_char, end_char, verbatim as value,
    from documents
    union all
    select false, 'topics', document_id, start_char, end_char, verbatim from topics
    union all
    select false, 'papers', document_id, start_char, end_char, verbatim from papers
    union all
    select false, 'authors', document_id, start_char, end_char, verbatim from authors
    union all
    select false, 'paper_authors', document_id, start_char, end_char, verbatim from paper_authors
    union all
    select false, 'figures', document_id, start_char, end_char, verbatim from figures
    union all
    select false, 'job_postings', document_id, start_char, end_char, verbatim from job_postings
    union all
    select false, 'job_sections', document_id, start_char, end_char, verbatim from job_sections
    union all
    select false, 'job_section_items', document_id, start_char, end_char, verbatim from job_section_items
    union all
    select false, 'job_facts', document_id, start_char, end_char, verbatim from job_facts
    union all
    select false, 'job_skills', document_id, start_char, end_char, verbatim from job_skills
    union all
    select false, 'rejects', document_id, start_char, end_char, verbatim from rejects
    where record_type <> 'document'
    union all
    select true, 'dek', document_id, dek_start_char, dek_end_char, dek from documents
    union all
    select true, 'introduction', document_id, introduction_start_char, introduction_end_char, introduction
    from documents
    union all
    select true, 'publisher', document_id, publisher_start_char, publisher_end_char, publisher from documents
    union all
    select true, 'venue', document_id, venue_start_char, venue_end_char, venue from documents
    union all
    select true, 'description', document_id, description_start_char, description_end_char, description
    from topics
    union all
    select true, 'affiliation', document_id, affiliation_start_char, affiliation_end_char, affiliation
    from paper_authors
    union all
    select true, 'file_name', document_id, file_name_start_char, file_name_end_char, file_name from figures
    union all
    select true, 'credit', document_id, credit_start_char, credit_end_char, credit from figures
    union all
    select true, 'description', document_id, description_start_char, description_end_char, description
    from job_postings
    union all
    select true, 'heading', document_id, heading_start_char, heading_end_char, heading from job_sections
),

placed as (
    select spans.*, (audited.place << 32) + start_char as start_place, end_char - start_char as size,
    from spans
    inner join audited using (document_id)
    where value is not null or start_char is not null or end_char is not null
),

located as (
    select
        placed.*,
        pieces.number,
        if(
            start_place + size <= piece_place + length(piece),
            substring(piece, start_place - piece_place + 1, size),
            null
        ) as reading,
    from placed
    asof left join pieces on placed.start_place >= pieces.piece_place
)

select row_number() over () as row, *,
from located
where reading is distinct from value or size is distinct from length(value)
