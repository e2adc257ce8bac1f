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
),

in_segments as (
    select
        spans.*,
        spans.e <= segments.end_char as is_within,
        substring(segments.verbatim, spans.s - segments.start_char + 1, spans.e - spans.s) as slice,
    from spans
    asof left join segments
        on spans.document_id = segments.document_id
        and spans.s >= segments.start_char
    where spans.document_id in (from audited)
),

slices as (
    select document_id, field, s, e, value, nfc_normalize(slice) as slice,
    from in_segments
    where is_within or s is null or e is null
    union all
    -- the few that reach over the end of a segment
    select document_id, field, s, e, value, nfc_normalize(substring(documents.text, s + 1, e - s)),
    from in_segments
    left join documents using (document_id)
    where not coalesce(is_within, false) and s is not null and e is not null
)

-- white space is folded in values, and \s knows ASCII only
select document_id, field, s as start_char, e as end_char,
from slices
where (s is null) is distinct from (value is null)
    or (e is null) is distinct from (value is null)
    or (
        slice is distinct from value
        and trim(regexp_replace(coalesce(slice, ''), '[\t-\r\x{1c}-\x{1f}\x{85}\pZ]+', ' ', 'g')) <> value
    )
