-- one row per person: the first mention by source and place, whatever the order of loading
create or replace temp table first_mentions as
with sources_in_order as (
    select document_id, row_number() over (order by source_uri) as number,
    from documents
),

-- a number that orders mentions, and their rows: groups of numbers can be written to the disk, where memory is
-- short; those of strings cannot
mentions as (
    select
        author_id,
        paper_authors.rowid as row,
        (number::hugeint << 64) + (start_char::hugeint << 32) + end_char as place,
    from paper_authors
    inner join sources_in_order using (document_id)
),

firsts as (
    select arg_min(row, place) as row,
    from mentions
    group by author_id
)

select author_id, document_id, start_char, end_char, verbatim,
from paper_authors
inner join firsts on paper_authors.rowid = firsts.row;
