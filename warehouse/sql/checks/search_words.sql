-- records that search() looks in without their document, or of which it has not all words
with postings as (
    select entry, count(*) as words,
    from (select unnest(entries) as entry, from search_terms)
    group by entry
)

select search_entries.record_id,
from search_entries
left join postings using (entry)
where search_entries.words <> coalesce(postings.words, 0)
union all
select record_id, from search_entries where document_id not in (select document_id from documents)
