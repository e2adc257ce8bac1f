-- documents whose segments do not cover each character of the text exactly once
with placed as (
    select
        audited.place,
        (audited.place << 32) + start_char as start_place,
        end_char - start_char as size,
        verbatim,
    from segments
    inner join audited using (document_id)
),

-- a segment starts where the one before ends, and the first where the document does
gaps as (
    select distinct place,
    from (
        select
            place,
            start_place <> greatest(lag(start_place + size, 1, 0) over (order by start_place, size), place << 32)
                as is_gap,
        from placed
    )
    where is_gap
),

joined as (
    select
        place,
        bool_and(size = length(verbatim)) as are_as_long,
        string_agg(verbatim, '' order by start_place, size) as text,
    from placed
    group by place
)

select documents.document_id, documents.source_uri,
from documents
inner join audited using (document_id)
left join joined using (place)
where not coalesce(joined.are_as_long, false)
        -- no condition on the text alone: it would be read of all documents before their rows are told apart
        and (documents.text <> '' or joined.place is not null)
    or joined.text is distinct from documents.text and joined.place is not null
    or audited.place in (select place from gaps)
