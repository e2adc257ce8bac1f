-- records that search() does not look in, or looks in without their being there or with other words
with records as (
    select paper_id as record_id, from papers
    union all select figure_id, from figures
    union all select topic_id, from topics
    union all select job_id, from job_postings
),

postings as (
    select entry, count(*) as words,
    from (select unnest(entries) as entry, from search_terms)
    group by entry
)

select coalesce(records.record_id, search_entries.record_id) as record_id,
from records
full join search_entries using (record_id)
where records.record_id is null or search_entries.record_id is null
union all
select search_entries.record_id,
from search_entries
left join postings using (entry)
where search_entries.words <> coalesce(postings.words, 0)
