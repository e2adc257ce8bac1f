-- one row per commit of a writer that the lake still has, the newest first
select
    snapshot_id as version,
    row_number() over (order by snapshot_id desc) = 1 as is_newest,
    date_trunc('second', snapshot_time) as committed_at,
    author as writer,
    commit_message as what,
    (commit_extra_info::json->>'came')::bigint as came,
    (commit_extra_info::json->>'went')::bigint as went,
    (commit_extra_info::json->>'documents')::bigint as documents,
    (commit_extra_info::json->>'papers')::bigint as papers,
from ducklake_snapshots('lake')
where commit_extra_info is not null
order by version desc
