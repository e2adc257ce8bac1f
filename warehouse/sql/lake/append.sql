-- the rows about runs that the lake has not
insert into lake.main.{table} by name
select * from source.main.{table}
except
select {columns} from lake.main.{table}
