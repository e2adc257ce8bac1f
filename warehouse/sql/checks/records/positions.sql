-- parents whose children are not numbered 1, 2, 3, ... without gaps
with children as (
    select 'topics' as table_name, document_id as parent, position, from topics
    union all
    select 'papers', document_id, position from papers
    union all
    select 'paper_authors', paper_id, position from paper_authors
    union all
    select 'figures', document_id, position from figures
    union all
    select 'job_postings', document_id, position from job_postings
    union all
    select 'job_sections', job_id, position from job_sections
    union all
    select 'job_section_items', concat_ws(' ', job_id, section_position), position from job_section_items
)

select table_name, parent,
from children
group by all
having min(position) <> 1 or max(position) <> count(*) or count(distinct position) <> count(*)
