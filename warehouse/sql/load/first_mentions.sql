-- one row per person: the first mention by source and place, whatever the order of loading
create or replace temp table first_mentions as
with sources_in_order as (
    select document_id, row_number() over (order by source_uri) as number,
    from documents
),

-- a number that orders mentions: aggregates of numbers stay small, and can be written to the disk
mentions as (
    select paper_authors.*, (sources_in_order.number << 32) + paper_authors.start_char as place,
    from paper_authors
    inner join sources_in_order using (document_id)
),

firsts as (
    select author_id, min(place) as place,
    from mentions
    group by author_id
)

select
    mentions.author_id,
    min(mentions.document_id) as document_id,
    min(mentions.start_char) as start_char,
    min(mentions.end_char) as end_char,
    min(mentions.verbatim) as verbatim,
from mentions
inner join firsts using (author_id, place)
group by mentions.author_id;
