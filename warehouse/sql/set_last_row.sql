-- the last row of each table that the audits of a slice read
set variable last_row = (
    select map_from_entries(list((table_name, last_row))) from rows_to_audit where slice = $slice
)
