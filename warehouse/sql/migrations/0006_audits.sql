-- what was found in each document, what each run's audits found, and how many rows each run left
alter table documents add column candidates map(varchar, integer);

create table audits (
    run_id varchar not null,
    audit varchar not null,
    severity varchar not null,
    offending_rows bigint not null,
    sample varchar,
    primary key (run_id, audit)
);

create table table_counts (
    run_id varchar not null,
    table_name varchar not null,
    row_count bigint not null,
    primary key (run_id, table_name)
);
