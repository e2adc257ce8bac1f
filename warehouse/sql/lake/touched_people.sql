-- one row per person whom moved documents name, or named
create or replace temp table touched_people as
select author_id from lake.main.paper_authors
where document_id in (select document_id from moved where goes)
union
select author_id from source.main.paper_authors
where document_id in (select document_id from moved where comes)
