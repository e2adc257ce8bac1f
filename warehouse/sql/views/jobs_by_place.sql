-- one row per place that postings name
create or replace view jobs_by_place as
select
    country_code,
    region_code,
    region,
    city,
    count(*) as postings,
from job_postings
group by all;
