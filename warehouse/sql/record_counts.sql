-- one row per table: how many rows the run left
insert into table_counts
select $run_id, unnest(cast($tables as json)->>'$[*]'), unnest(cast(cast($counts as json) as bigint[]))
