-- the first row of each table that the audits of a slice read
set variable first_row = (
    select map_from_entries(list((table_name, first_row))) from rows_to_audit where slice = $slice
)
