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
    select *, row_number() over () as span,
    from spans
    where document_id in (from audited) and (value is not null or s is not null or e is not null)
),

-- what a span holds of each piece of the text that it touches
touched as (
    select
        spans.span,
        pieces.number,
        substring(
            pieces.piece,
            greatest(spans.s - 256 * pieces.number, 0) + 1,
            least(spans.e - 256 * pieces.number, 256) - greatest(spans.s - 256 * pieces.number, 0)
        ) as part,
    from (
        select
            span,
            document_id,
            s,
            e,
            unnest(range(s // 256, least((e - 1) // 256, last_number) + 1)) as number,
        from audited_spans
        inner join (
            select document_id, max(number) as last_number, from pieces
            where not is_source
            group by document_id
        ) using (document_id)
        where s < e
    ) as spans
    inner join pieces
        on spans.document_id = pieces.document_id
        and not pieces.is_source
        and spans.number = pieces.number
),

slices as (
    select audited_spans.* exclude (span), found.slice,
    from audited_spans
    left join (
        select span, string_agg(part, '' order by number) as slice,
        from touched
        group by span
    ) as found using (span)
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
