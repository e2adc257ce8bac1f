-- one row: the last run of a snapshot, and how much the snapshot holds
select
    (select max(run_id) from runs) as run_id,
    (select count(*) from documents) as documents,
    (select count(*) from papers) as papers,
