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

audited_spans as materialized (
    from spans
    where document_id in (from audited) and (value is not null or s is not null or e is not null)
),

in_segments as materialized (
    select
        audited_spans.*,
        audited_spans.e <= segments.end_char as is_within,
        substring(
            segments.verbatim, audited_spans.s - segments.start_char + 1, audited_spans.e - audited_spans.s
        ) as slice,
    from audited_spans
    asof left join (from segments where document_id in (from audited)) as segments
        on audited_spans.document_id = segments.document_id
        and audited_spans.s >= segments.start_char
),

slices as (
    select document_id, field, s, e, value, slice,
    from in_segments
    where is_within or s is null or e is null
    union all
    -- the few that reach over the end of a segment
    select document_id, field, s, e, value, substring(documents.text, s + 1, e - s),
    from in_segments
    inner join documents using (document_id)
    where not coalesce(is_within, false) and s is not null and e is not null
)

select document_id, field, s as start_char, e as end_char,
from slices
where (s is null) is distinct from (value is null)
    or (e is null) is distinct from (value is null)
    or (
        slice is distinct from value
        -- values are without invisible characters and line ends behind hyphens; white space is folded in
        -- them, and \s knows ASCII only
        and trim(
            regexp_replace(
                regexp_replace(
                    regexp_replace(
                        nfc_normalize(coalesce(slice, '')), '[\x{ad}\x{200b}\x{2060}\x{feff}]', '', 'g'
                    ),
                    '(\pL-)\r?\n[ \t]{0,40}(\pL)', '\1\2', 'g'
                ),
                '[\t-\r\x{1c}-\x{1f}\x{85}\pZ]+', ' ', 'g'
            )
        ) <> value
    )
