-- documents whose segments do not cover each character of the text exactly once
with pieces as (
    select
        document_id,
        min(start_char) as first_char,
        max(end_char) as last_char,
        sum(end_char - start_char) as characters,
        string_agg(verbatim, '' order by start_char) as joined,
    from segments
    where document_id in (from audited)
    group by document_id
)

select documents.document_id, documents.source_uri,
from documents
left join pieces using (document_id)
where document_id in (from audited)
    and (
        pieces.first_char is distinct from 0
        or pieces.last_char is distinct from length(documents.text)
        or pieces.characters is distinct from length(documents.text)
        or pieces.joined is distinct from documents.text
    )
