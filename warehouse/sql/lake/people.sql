-- one row per such person whom a paper of the lake names: the first mention by source and place
create or replace temp table people_now as
with mentions as (
    select
        paper_authors.author_id,
        paper_authors.document_id,
        documents.source_uri,
        paper_authors.start_char,
        paper_authors.end_char,
        paper_authors.verbatim,
    from lake.main.paper_authors as paper_authors
    inner join lake.main.documents as documents using (document_id)
    where author_id in (from touched_people)
),

firsts as (
    select author_id, min((source_uri, start_char)) as place,
    from mentions
    group by author_id
)

select
    min(mentions.document_id) as document_id,
    min(mentions.start_char) as start_char,
    min(mentions.end_char) as end_char,
    min(mentions.verbatim) as verbatim,
    author_id,
    -- split as our extractor does it where we know the name, else as the writer's who does
    coalesce(any_value(ours.full_name), any_value(theirs.full_name)) as full_name,
    if(any_value(ours.author_id) is not null, any_value(ours.given_name), any_value(theirs.given_name))
        as given_name,
    if(any_value(ours.author_id) is not null, any_value(ours.family_name), any_value(theirs.family_name))
        as family_name,
from mentions
inner join firsts using (author_id)
left join source.main.authors as ours using (author_id)
left join lake.main.authors as theirs using (author_id)
where (mentions.source_uri, mentions.start_char) = firsts.place
group by author_id
