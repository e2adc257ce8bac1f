-- records that search() does not look in, or that it looks in and that there are not
with records as (
    select paper_id as record_id, from papers
    union all select figure_id, from figures
    union all select topic_id, from topics
    union all select job_id, from job_postings
)

select coalesce(records.record_id, search_entries.record_id) as record_id,
from records
full join search_entries using (record_id)
where records.record_id is null or search_entries.record_id is null
