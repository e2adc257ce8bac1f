-- one row per skill and seniority: how many postings name it, and how many of them require it
create or replace view skill_demand as
select
    job_skills.skill,
    job_skills.category,
    job_postings.seniority,
    count(*) as postings,
    count(*) filter (where job_skills.requirement = 'required') as required,
    count(*) filter (where job_skills.requirement = 'preferred') as preferred,
    round(required / postings, 2) as required_share,
from job_skills
inner join job_postings using (job_id)
group by all;
