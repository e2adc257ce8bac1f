-- one row per record that search() is to look in and does not yet, with the number that it gets there
create or replace temp table fresh as
with texts as (
    select 'papers' as table_name, paper_id as record_id, document_id, title as text, from papers
    union all
    select 'figures', figure_id, document_id, caption, from figures
    union all
    select 'topics', topic_id, document_id, concat_ws(' ', name, description), from topics
    union all
    select
        'job_postings',
        job_id,
        document_id,
        concat_ws(' ', title, team, employer, location_raw, description),
    from job_postings
)

select
    getvariable('numbered') + row_number() over () as entry,
    texts.*,
    length(texts.text) as size,
    documents.run_id,
from texts
inner join documents using (document_id)
where texts.record_id not in (select record_id from search_entries where record_id not in (from stale))
