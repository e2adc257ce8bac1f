-- rows that stand twice in a table, by what tells its rows apart
--
-- Tables of records have no primary keys: an index of so many random keys costs as much as the load.
with keys_of as (
    select 'topics' as table_name, topic_id as row_id, '' as value, from topics
    union all select 'papers', paper_id, '' from papers
    union all select 'figures', figure_id, '' from figures
    union all select 'job_postings', job_id, '' from job_postings
    union all select 'job_skills', job_id, skill from job_skills
)

select table_name, row_id, value, from keys_of
group by all
having count(*) > 1
union all
select 'job_facts', job_id, concat_ws(' ', field, value, requirement) from job_facts
group by all
having count(*) > 1
