-- one row: the revision of the file, and when the file was created
select
    (select revision from state) as revision,
    (select applied_at from schema_migrations where number = 1) as created_at,
