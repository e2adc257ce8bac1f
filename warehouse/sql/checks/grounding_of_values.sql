-- values beside the principal one whose span does not hold them (white space and Unicode form aside)
with spans as (
    select document_id, 'dek' as field, dek as value, dek_start_char as s, dek_end_char as e, from documents
    union all
    select document_id, 'introduction', introduction, introduction_start_char, introduction_end_char
    from documents
    union all
    select document_id, 'publisher', publisher, publisher_start_char, publisher_end_char from documents
    union all
    select document_id, 'venue', venue, venue_start_char, venue_end_char from documents
    union all
    select document_id, 'description', description, description_start_char, description_end_char from topics
    union all
    select document_id, 'affiliation', affiliation, affiliation_start_char, affiliation_end_char
    from paper_authors
    union all
    select document_id, 'file_name', file_name, file_name_start_char, file_name_end_char from figures
    union all
    select document_id, 'credit', credit, credit_start_char, credit_end_char from figures
    union all
    select document_id, 'description', description, description_start_char, description_end_char
    from job_postings
    union all
    select document_id, 'heading', heading, heading_start_char, heading_end_char from job_sections
)

select document_id, field, s as start_char, e as end_char,
from spans
inner join documents using (document_id)
where document_id in (from audited)
    and (s is null) is distinct from (value is null)
    or (
        value is not null
        and document_id in (from audited)
        and regexp_replace(nfc_normalize(substring(text, s + 1, e - s)), '\s+', '', 'g')
        <> regexp_replace(value, '\s+', '', 'g')
        -- \s knows ASCII only: compare letters and digits where other white space may stand
        and regexp_replace(nfc_normalize(substring(text, s + 1, e - s)), '[^\pL\pN]+', '', 'g')
        <> regexp_replace(value, '[^\pL\pN]+', '', 'g')
    )
