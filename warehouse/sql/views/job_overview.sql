-- one row per posting: all that it states, with its requirements side by side
create or replace view job_overview as
with requirements as (
    select
        job_id,
        list(value order by start_char) filter (
            where field = 'degree' and requirement = 'required'
        ) as degrees_required,
        list(value order by start_char) filter (
            where field = 'degree' and requirement = 'preferred'
        ) as degrees_preferred,
        list(distinct value order by value) filter (where field = 'field_of_study') as fields_of_study,
        list(value order by start_char) filter (
            where field = 'years_of_experience' and requirement = 'required'
        ) as years_required,
        list(value order by start_char) filter (
            where field = 'years_of_experience' and requirement = 'preferred'
        ) as years_preferred,
    from job_facts
    group by job_id
),

skills as (
    select
        job_id,
        list(skill order by start_char) filter (where requirement = 'required') as skills_required,
        list(skill order by start_char) filter (where requirement = 'preferred') as skills_preferred,
        list(skill order by start_char) filter (where requirement = 'mentioned') as skills_mentioned,
    from job_skills
    group by job_id
)

select
    job_postings.job_id,
    job_postings.document_id,
    job_postings.position,
    job_postings.location_raw,
    job_postings.country_code,
    job_postings.region_code,
    job_postings.city,
    job_postings.remote_mode,
    job_postings.posted_on,
    job_postings.title,
    job_postings.seniority,
    job_postings.employment_types,
    job_postings.team,
    job_postings.employer,
    job_postings.hours_per_week,
    job_postings.pay_min,
    job_postings.pay_max,
    job_postings.pay_currency,
    job_postings.pay_period,
    job_postings.work_authorization,
    coalesce(requirements.degrees_required, []) as degrees_required,
    coalesce(requirements.degrees_preferred, []) as degrees_preferred,
    coalesce(requirements.fields_of_study, []) as fields_of_study,
    coalesce(requirements.years_required, []) as years_required,
    coalesce(requirements.years_preferred, []) as years_preferred,
    coalesce(skills.skills_required, []) as skills_required,
    coalesce(skills.skills_preferred, []) as skills_preferred,
    coalesce(skills.skills_mentioned, []) as skills_mentioned,
    job_postings.location_warnings,
from job_postings
left join requirements using (job_id)
left join skills using (job_id);
