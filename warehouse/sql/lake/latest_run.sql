-- the last run of the source that was completed, where the lake has not counted what it left
select max(run_id) from source.main.runs
where status = 'completed' and run_id not in (select run_id from lake.main.table_counts)
