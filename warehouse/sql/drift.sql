-- one row per table: how many rows a run left, and how many the run before it had left
with runs_in_order as (
    select run_id, lag(run_id) over (order by run_id) as run_before,
    from (select distinct run_id from table_counts)
)

select
    table_counts.table_name,
    before.row_count as rows_before,
    table_counts.row_count as rows_now,
    table_counts.row_count - coalesce(before.row_count, 0) as change,
from table_counts
inner join runs_in_order using (run_id)
left join table_counts as before
    on before.run_id = runs_in_order.run_before and before.table_name = table_counts.table_name
where table_counts.run_id = $run_id
order by abs(change) desc, table_counts.table_name
