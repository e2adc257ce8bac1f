-- one row per pair of people who share a work, each pair once
create or replace view coauthors as
with authorships as (
    select distinct papers.work_id, paper_authors.author_id, authors.full_name,
    from paper_authors
    inner join papers using (paper_id)
    inner join authors using (author_id)
)

select
    one.full_name as author,
    other.full_name as coauthor,
    count(*) as works,
    one.author_id,
    other.author_id as coauthor_id,
from authorships as one
inner join authorships as other using (work_id)
where one.author_id < other.author_id
group by all;
