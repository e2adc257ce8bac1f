-- one row per unit that hires
create or replace view hiring_teams as
select
    employer,
    team,
    count(*) as postings,
    coalesce(list(distinct city order by city) filter (where city is not null), []) as cities,
    coalesce(list(distinct title order by title) filter (where title is not null), []) as titles,
from job_postings
where coalesce(employer, team) is not null
group by employer, team;
