-- one row per macro that is ours
select distinct function_name, function_type,
from duckdb_functions()
where not internal and schema_name = 'main' and database_name = current_database()
