-- one row per column of a table of the source that the lake has not, in order
select table_name, column_name, data_type, is_nullable,
from duckdb_columns()
where database_name = 'source'
    and schema_name = 'main'
    and table_name in (select table_name from duckdb_tables() where database_name = 'source')
    and (table_name, column_name) not in (
        select (table_name, column_name) from duckdb_columns()
        where database_name = 'lake' and schema_name = 'main'
    )
order by table_name, column_index
