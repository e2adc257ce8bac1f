-- one row per column of a table, in order
select column_name, data_type,
from duckdb_columns()
where schema_name = 'main' and database_name = current_database() and table_name = $table
order by column_index
