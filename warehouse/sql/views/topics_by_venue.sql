-- one row per venue, year and topic, spelling of case aside: how much was listed under it
create or replace view topics_by_venue as
select
    documents.venue,
    documents.year,
    any_value(topics.name order by topics.topic_id) as topic,
    count(distinct papers.work_id) as works,
    count(distinct paper_authors.author_id) as people,
    count(distinct documents.document_id) as documents,
from topics
inner join documents using (document_id)
left join papers using (topic_id)
left join paper_authors using (paper_id)
group by documents.venue, documents.year, lower(topics.name);
