-- documents whose source map is unsound: a run out of order or out of bounds, or a copy that is none
with numbered as (
    select document_id, unnest(source_map, recursive := true), generate_subscripts(source_map, 1) as position,
    from documents
),

sizes as materialized (
    select document_id, length(text) as text_size, length(source_text) as source_size,
    from documents
    where len(source_map) > 0
),

runs as materialized (
    select
        numbered.*,
        coalesce(
            text_start >= lag(text_end, 1, 0) over (partition by document_id order by position)
            and text_start < text_end
            and text_end <= text_size
            and source_start between 0 and source_end
            and source_end <= source_size,
            false
        ) as is_sound,
    from numbered
    inner join sizes using (document_id)
),

parts as (
    select
        document_id,
        text_start + part as text_at,
        source_start + part as source_at,
        least(256, text_end - text_start - part) as size,
    from (
        select *, unnest(range(0, text_end - text_start, 256)) as part, from runs
        where is_sound and text_end - text_start = source_end - source_start
    )
)

select document_id, text_start as start_char, 'out of order or bounds' as finding, from runs
where not is_sound
union all
select parts.document_id, parts.text_at, 'differs from the source'
from parts
left join pieces_of_markup as here
    on parts.document_id = here.document_id
    and not here.is_source
    and parts.text_at // 256 = here.number
left join pieces_of_markup as there
    on parts.document_id = there.document_id
    and there.is_source
    and parts.source_at // 256 = there.number
where substring(here.piece, parts.text_at % 256 + 1, parts.size)
    is distinct from substring(there.piece, parts.source_at % 256 + 1, parts.size)
union all
select document_id, 0, 'source missing, or superfluous' from documents
where (format = 'text') <> (source_text is null)
