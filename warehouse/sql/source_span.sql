-- the stretch of a document's source file that a stretch of its text was read from; null where it was inserted
--
-- A run as long in the source as in the text is the same there, character by character.
with runs as (
    select unnest(source_map, recursive := true),
    from documents
    where document_id = $document_id
),

touched as (
    select *, text_end - text_start = source_end - source_start as is_copy,
    from runs
    where text_start < greatest($end_char, $start_char + 1) and text_end > $start_char
)

select
    min(source_start + if(is_copy, greatest(0, $start_char - text_start), 0)) as start_char,
    max(source_end - if(is_copy, greatest(0, text_end - $end_char), 0)) as end_char,
from touched
