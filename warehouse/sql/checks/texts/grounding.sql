-- rows whose span does not hold their verbatim text
--
-- Part by part, against the pieces of the text. The view `ungrounded` is the plain form.
with spans as (
    select 'documents' as table_name, document_id, start_char, end_char, verbatim, from documents
    union all select 'topics', document_id, start_char, end_char, verbatim from topics
    union all select 'papers', document_id, start_char, end_char, verbatim from papers
    union all select 'authors', document_id, start_char, end_char, verbatim from authors
    union all select 'paper_authors', document_id, start_char, end_char, verbatim from paper_authors
    union all select 'figures', document_id, start_char, end_char, verbatim from figures
    union all select 'job_postings', document_id, start_char, end_char, verbatim from job_postings
    union all select 'job_sections', document_id, start_char, end_char, verbatim from job_sections
    union all select 'job_section_items', document_id, start_char, end_char, verbatim from job_section_items
    union all select 'job_facts', document_id, start_char, end_char, verbatim from job_facts
    union all select 'job_skills', document_id, start_char, end_char, verbatim from job_skills
    union all
    select 'rejects', document_id, start_char, end_char, verbatim from rejects
    where record_type <> 'document'
),

cut as (
    select
        table_name,
        document_id,
        start_char,
        end_char,
        length(verbatim) as size,
        regexp_extract_all(verbatim, '(?s).{1,256}') as cut_verbatim,
    from spans
    where document_id in (from audited) and (verbatim <> '' or start_char <> end_char)
),

parts as (
    select
        * exclude (cut_verbatim),
        -- what is empty is one part too
        unnest(if(size = 0, [''], cut_verbatim)) as part,
        start_char + unnest(range(0, greatest(size, 1), 256)) as part_start,
    from cut
)

select distinct parts.table_name, parts.document_id, parts.start_char, parts.end_char,
from parts
left join pieces
    on parts.document_id = pieces.document_id
    and not pieces.is_source
    and parts.part_start // 256 = pieces.number
where parts.end_char - parts.start_char <> parts.size
    or substring(pieces.piece, parts.part_start % 256 + 1, length(parts.part)) is distinct from parts.part
