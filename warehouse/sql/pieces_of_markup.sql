-- one row per 256 code points of the texts and sources of markup that are audited now, with the 256 that follow
--
-- To reach a place far into a long text takes as long as the text; to reach its piece takes no time. What is
-- cut into parts of up to 256 finds each part whole in one piece.
create or replace temp table pieces_of_markup as
with markup as (
    select document_id, text, source_text,
    from documents
    where source_text is not null
),

cut as (
    select document_id, false as is_source, regexp_extract_all(text, '(?s).{1,256}') as parts, from markup
    union all
    select document_id, true, regexp_extract_all(source_text, '(?s).{1,256}') from markup
),

numbered as (
    select document_id, is_source, unnest(parts) as part, generate_subscripts(parts, 1) - 1 as number,
    from cut
)

select
    document_id,
    is_source,
    number,
    part || lead(part, 1, '') over (partition by document_id, is_source order by number) as piece,
from numbered
