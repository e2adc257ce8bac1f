-- one row per country, region and month: postings; the month is null where they bear no date
create or replace view jobs_by_month as
select
    job_postings.country_code,
    job_postings.region_code,
    job_postings.region,
    documents.year,
    strftime(job_postings.posted_on, '%Y-%m') as month,
    count(*) as postings,
from job_postings
inner join documents using (document_id)
group by all;
