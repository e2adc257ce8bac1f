-- tables of a hundred rows and more that have lost a larger part than is allowed since the last run
with counts as (
    select 'documents' as table_name, count(*) as row_count, from documents
    union all select 'topics', count(*) from topics
    union all select 'papers', count(*) from papers
    union all select 'authors', count(*) from authors
    union all select 'paper_authors', count(*) from paper_authors
    union all select 'figures', count(*) from figures
    union all select 'job_postings', count(*) from job_postings
)

select counts.table_name, former.row_count as rows_before, counts.row_count as rows_now,
from counts
inner join table_counts as former using (table_name)
where former.run_id = (select max(run_id) from table_counts)
    and former.row_count >= 100
    and counts.row_count < (1 - getvariable('max_shrink')) * former.row_count
