-- one row per table: its data files, its files of deleted rows, and their size
select table_name, file_count, delete_file_count, file_size_bytes + delete_file_size_bytes as size_bytes,
from ducklake_table_info('lake')
order by table_name
