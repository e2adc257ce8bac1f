-- rows that both snapshots have by their key, as the newer one has them, where any other value differs
select {columns},
from (
    select {columns}, from newer.main.{table}
    except
    select {columns}, from older.main.{table}
) as newer
where exists (from older.main.{table} as older where {same_key})
