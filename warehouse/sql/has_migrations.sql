-- one row when the file has the table of applied migrations
select 1
from duckdb_tables()
where schema_name = 'main' and table_name = 'schema_migrations'
