-- rows of the newer snapshot whose key the older one has not
select {columns},
from newer.main.{table} as newer
where not exists (from older.main.{table} as older where {same_key})
