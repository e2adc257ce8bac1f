-- one row per column of each table and view of the analysts, and one per macro, with what it is
with relations as (
    select table_name as name, 'table' as kind, comment as about, from duckdb_tables()
    where schema_name = 'main' and database_name = current_database()
    union all
    select view_name, 'view', comment, from duckdb_views()
    where not internal and schema_name = 'main' and database_name = current_database()
),

columns_of as (
    select
        table_name as name,
        column_index,
        column_name,
        data_type,
        comment,
    from duckdb_columns()
    where schema_name = 'main' and database_name = current_database()
)

select kind, name, about, column_name, data_type, comment,
from (
    select kind, name, about, column_index, column_name, data_type, comment,
    from relations
    inner join columns_of using (name)
    union all
    select distinct
        'macro',
        format('{}({})', function_name, array_to_string(parameters, ', ')),
        comment,
        0,
        null,
        null,
        null,
    from duckdb_functions()
    where not internal and schema_name = 'main' and database_name = current_database()
)
where name not like 'schema\_%' escape '\'
order by case kind when 'table' then 1 when 'view' then 2 else 3 end, name, column_index
