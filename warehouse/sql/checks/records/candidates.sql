-- documents and kinds of record of which not as many were found as were loaded and rejected
with rows_of as (
    select 'topic' as record_type, document_id, from topics
    union all select 'paper', document_id from papers
    union all select 'authorship', document_id from paper_authors
    union all select 'figure', document_id from figures
    union all select 'job_posting', document_id from job_postings
    union all select 'job_section', document_id from job_sections
    union all select 'job_section_item', document_id from job_section_items
    union all select 'job_fact', document_id from job_facts
    union all select 'job_skill', document_id from job_skills
    union all select record_type, document_id from rejects where record_type <> 'document'
),

kept as (
    select document_id, record_type, count(*) as kept,
    from rows_of
    group by all
),

found as (
    select document_id, unnest(map_keys(candidates)) as record_type, unnest(map_values(candidates)) as found,
    from documents
)

select document_id, record_type, coalesce(found, 0) as found, coalesce(kept, 0) as kept,
from found
full join kept using (document_id, record_type)
where coalesce(found, 0) <> coalesce(kept, 0)
    -- those that an earlier release loaded were not counted
    and document_id in (select document_id from documents where candidates is not null)
