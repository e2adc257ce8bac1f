-- one row per table that both snapshots have: the columns that both have, and the primary key
--
-- Where snapshots have no keys, as those of a lake, the connection's own database says them.
-- What a run writes of itself (which run, which version) is no difference; the source text is, the map of
-- it follows from it.
with both_columns as (
    select table_name, column_name, column_index,
    from duckdb_columns()
    where database_name = 'newer'
        and schema_name = 'main'
        and column_name not in ('run_id', 'extractor_version', 'source_map')
        and (table_name, column_name) in (
            select (table_name, column_name) from duckdb_columns()
            where database_name = 'older' and schema_name = 'main'
        )
),

keys as (
    select table_name, any_value(constraint_column_names) as key,
    from duckdb_constraints()
    where database_name in ('newer', current_database()) and constraint_type = 'PRIMARY KEY'
    group by all
)

select table_name, list(column_name order by column_index) as columns, any_value(key) as key,
from both_columns
left join keys using (table_name)
where table_name in (select table_name from duckdb_tables() where database_name = 'newer')
group by all
order by table_name
