-- one row per slice of documents and table: between which rows those of the slice stand
--
-- Documents are loaded one behind the other, so that no slice has to read the rows of all the others.
create or replace temp table rows_to_audit as
with rows_of as (
    select 'documents' as table_name, document_id, rowid as row_number, from documents
    union all select 'topics', document_id, rowid from topics
    union all select 'papers', document_id, rowid from papers
    union all select 'authors', document_id, rowid from authors
    union all select 'paper_authors', document_id, rowid from paper_authors
    union all select 'figures', document_id, rowid from figures
    union all select 'job_postings', document_id, rowid from job_postings
    union all select 'job_sections', document_id, rowid from job_sections
    union all select 'job_section_items', document_id, rowid from job_section_items
    union all select 'job_facts', document_id, rowid from job_facts
    union all select 'job_skills', document_id, rowid from job_skills
    union all select 'segments', document_id, rowid from segments
    union all select 'rejects', document_id, rowid from rejects
    union all select 'search_entries', document_id, rowid from search_entries
)

select
    slice,
    table_name,
    min(row_number) as first_row,
    max(row_number) as last_row,
    -- no row of another document stands between them
    count(*) = max(row_number) - min(row_number) + 1 as is_dense,
from rows_of
inner join to_audit using (document_id)
group by slice, table_name
