-- one row per staged document in which two records of a table have one key
select document_id,
from (
    select *, count(*) as records,
    from (
        select document_id, unnest(columns({key}))
        from (select document_id, unnest({table}), from staged where is_extracted)
    )
    group by all
)
where records > 1
