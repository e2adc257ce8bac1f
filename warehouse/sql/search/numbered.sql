-- one row: the highest number that a record ever got, and how many of the numbers stand for records still
select
    greatest(
        (select coalesce(max(entry), 0) from search_entries),
        (select coalesce(max(last_entry), 0) from search_terms)
    ) as numbered,
    (select count(*) from search_entries where record_id not in (from stale)) as alive,
