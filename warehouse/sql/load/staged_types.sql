-- one row per table: the type of its rows as staged, and of its columns; without what only the load knows
select
    table_name,
    'struct(' || string_agg('"' || column_name || '" ' || data_type, ', ' order by column_index) || ')' as row_type,
    'struct(' || string_agg('"' || column_name || '" ' || data_type || '[]', ', ' order by column_index)
        filter (column_name <> 'document_id') || ')' as columns_type,
from duckdb_columns()
where database_name = current_database()
    and schema_name = 'main'
    and column_name <> 'run_id'
group by table_name;
