-- rows that stand twice in a table without a primary key
select 'job_skills' as table_name, job_id as row_id, skill as value, from job_skills
group by all
having count(*) > 1
union all
select 'job_facts', job_id, concat_ws(' ', field, value, requirement) from job_facts
group by all
having count(*) > 1
