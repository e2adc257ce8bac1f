-- one row per country, seniority, currency and period: what postings that state it pay
create or replace view pay_ranges as
select
    country_code,
    seniority,
    pay_currency,
    pay_period,
    count(*) as postings,
    min(coalesce(pay_min, pay_max)) as lowest,
    median(pay_min) as median_min,
    median(pay_max) as median_max,
    max(coalesce(pay_max, pay_min)) as highest,
from job_postings
where coalesce(pay_min, pay_max) is not null
group by all;
