-- documents whose source map is unsound: runs out of order or out of bounds, or copies that are none
with runs as (
    select document_id, unnest(source_map, recursive := true), generate_subscripts(source_map, 1) as position,
    from documents
    where document_id in (from audited) and source_text is not null
),

ordered as (
    select *, lag(text_end, 1, 0) over (partition by document_id order by position) as former_end,
    from runs
)

select document_id, text_start, source_start,
from ordered
inner join documents using (document_id)
where text_start < former_end
    or text_end <= text_start
    or source_end < source_start
    or text_end > length(documents.text)
    or source_end > length(documents.source_text)
