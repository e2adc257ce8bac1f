-- one row: whether it is our turn to write
select is_ours,
from postgres_query(
    '{metadata}',
    'select pg_try_advisory_xact_lock(hashtext(''roundup''), hashtext({name})) as is_ours'
)
