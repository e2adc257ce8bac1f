-- one row per row of any table whose span does not hold its verbatim text; there are none
create or replace view ungrounded as
with spans as (
    select 'documents' as table_name, document_id, start_char, end_char, verbatim from documents
    union all by name select 'topics' as table_name, document_id, start_char, end_char, verbatim from topics
    union all by name select 'papers' as table_name, document_id, start_char, end_char, verbatim from papers
    union all by name select 'authors' as table_name, document_id, start_char, end_char, verbatim from authors
    union all by name
    select 'paper_authors' as table_name, document_id, start_char, end_char, verbatim from paper_authors
    union all by name select 'figures' as table_name, document_id, start_char, end_char, verbatim from figures
    union all by name
    select 'job_postings' as table_name, document_id, start_char, end_char, verbatim from job_postings
    union all by name
    select 'job_sections' as table_name, document_id, start_char, end_char, verbatim from job_sections
    union all by name
    select 'job_section_items' as table_name, document_id, start_char, end_char, verbatim
    from job_section_items
    union all by name
    select 'job_facts' as table_name, document_id, start_char, end_char, verbatim from job_facts
    union all by name
    select 'job_skills' as table_name, document_id, start_char, end_char, verbatim from job_skills
    union all by name
    select 'segments' as table_name, document_id, start_char, end_char, verbatim from segments
    union all by name
    select 'rejects' as table_name, document_id, start_char, end_char, verbatim from rejects
    where record_type <> 'document'
)

select spans.*,
from spans
left join documents using (document_id)
where substring(documents.text, spans.start_char + 1, spans.end_char - spans.start_char)
    is distinct from spans.verbatim;
