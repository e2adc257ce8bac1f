-- one row per table: how many rows it has in the lake after the run
insert into lake.main.table_counts
select $run_id, $table, count(*), from lake.main.{table}
