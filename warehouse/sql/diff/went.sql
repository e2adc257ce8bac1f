-- rows of the older snapshot whose key the newer one has not
select {columns},
from older.main.{table} as older
where not exists (from newer.main.{table} as newer where {same_key})
