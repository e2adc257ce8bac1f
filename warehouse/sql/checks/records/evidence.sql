-- values of postings without a fact that evidences them
--
-- Postings that an earlier release loaded have no facts at all.
with stated as (
    unpivot (
        select
            job_id,
            country_code,
            region,
            region_code,
            city,
            posted_on::varchar as posted_on,
            remote_mode,
            title,
            seniority,
            team,
            employer,
            hours_per_week::varchar as hours_per_week,
            pay_min::varchar as pay_min,
            pay_max::varchar as pay_max,
            pay_currency,
            pay_period,
        from job_postings
        where job_id in (select job_id from job_facts)
    )
    on columns(* exclude (job_id)) into name field value value
),

listed as (
    select job_id, 'employment_type' as field, unnest(employment_types) as value, from job_postings
    where job_id in (select job_id from job_facts)
    union all
    select job_id, 'work_authorization', unnest(work_authorization) from job_postings
    where job_id in (select job_id from job_facts)
)

select *, from stated
where not exists (
    from job_facts as facts
    where facts.job_id = stated.job_id
        and facts.field = stated.field
        and (facts.value = stated.value or try_cast(facts.value as double) = try_cast(stated.value as double))
)
union all
select *, from listed
where (job_id, field, value) not in (select (job_id, field, value) from job_facts)
