-- documents whose segments do not cover each character of the text exactly once
with pieces as (
    select
        document_id,
        verbatim,
        start_char,
        end_char - start_char = length(verbatim) as is_as_long,
        start_char = lag(end_char, 1, 0) over (partition by document_id order by start_char, end_char)
            as is_next,
    from segments
    where document_id in (from audited)
),

joined as (
    select
        document_id,
        bool_and(is_as_long and is_next) as is_gapless,
        string_agg(verbatim, '' order by start_char) as text,
    from pieces
    group by document_id
)

select documents.document_id, documents.source_uri,
from documents
left join joined using (document_id)
where document_id in (from audited)
    and documents.rowid between getvariable('first_audited') and getvariable('last_audited')
    and documents.text <> ''
    and (not coalesce(joined.is_gapless, false) or joined.text is distinct from documents.text)
