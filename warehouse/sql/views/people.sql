-- one row per person, over all documents
create or replace view people as
with coauthor_counts as (
    select author_id, count(distinct coauthor_id) as coauthors,
    from (
        select one.author_id, other.author_id as coauthor_id,
        from paper_authors as one
        inner join paper_authors as other using (paper_id)
        where one.author_id <> other.author_id
    )
    group by all
)

select
    authors.author_id,
    authors.full_name,
    authors.family_name,
    count(distinct papers.work_id) as works,
    count(distinct papers.document_id) as documents,
    coalesce(any_value(coauthor_counts.coauthors), 0) as coauthors,
    min(documents.year) as first_year,
    max(documents.year) as last_year,
    coalesce(list(distinct documents.venue order by documents.venue) filter (documents.venue is not null), [])
        as venues,
    coalesce(
        list(distinct paper_authors.affiliation order by paper_authors.affiliation)
            filter (paper_authors.affiliation is not null),
        []
    ) as affiliations,
from authors
inner join paper_authors using (author_id)
inner join papers using (paper_id)
inner join documents on papers.document_id = documents.document_id
left join coauthor_counts using (author_id)
group by authors.author_id, authors.full_name, authors.family_name;
