-- rows whose span does not hold their verbatim text
--
-- Reads each row's slice from the segment around it: a slice far into a long text is slow to reach, and the
-- check `partition` proves that the segments, joined, are the text. The view `ungrounded` is the plain form.
with spans as (
    select 'documents' as table_name, document_id, start_char, end_char, verbatim, from documents
    union all select 'topics', document_id, start_char, end_char, verbatim from topics
    union all select 'papers', document_id, start_char, end_char, verbatim from papers
    union all select 'authors', document_id, start_char, end_char, verbatim from authors
    union all select 'paper_authors', document_id, start_char, end_char, verbatim from paper_authors
    union all select 'figures', document_id, start_char, end_char, verbatim from figures
    union all select 'job_postings', document_id, start_char, end_char, verbatim from job_postings
    union all select 'job_sections', document_id, start_char, end_char, verbatim from job_sections
    union all select 'job_skills', document_id, start_char, end_char, verbatim from job_skills
    union all
    select 'rejects', document_id, start_char, end_char, verbatim from rejects
    where record_type <> 'document'
),

audited_spans as materialized (
    from spans
    where document_id in (from audited) and verbatim <> ''
),

in_segments as materialized (
    select
        spans.*,
        spans.end_char <= segments.end_char as is_within,
        substring(
            segments.verbatim, spans.start_char - segments.start_char + 1, spans.end_char - spans.start_char
        ) as slice,
    from audited_spans as spans
    asof left join (from segments where document_id in (from audited)) as segments
        on spans.document_id = segments.document_id
        and spans.start_char >= segments.start_char
)

select table_name, document_id, start_char, end_char,
from in_segments
where is_within and slice is distinct from verbatim
union all
-- the few that reach over the end of a segment, and those that lie in none
select in_segments.table_name, document_id, in_segments.start_char, in_segments.end_char,
from in_segments
inner join documents using (document_id)
where is_within is distinct from true
    and substring(documents.text, in_segments.start_char + 1, in_segments.end_char - in_segments.start_char)
    is distinct from in_segments.verbatim
