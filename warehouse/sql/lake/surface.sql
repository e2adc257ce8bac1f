-- one row per view and macro of the lake
select 'view' as kind, view_name as name, from duckdb_views()
where database_name = 'lake' and schema_name = 'main' and not internal
union
select if(function_type = 'table_macro', 'macro table', 'macro'), function_name, from duckdb_functions()
where database_name = 'lake' and schema_name = 'main' and not internal
