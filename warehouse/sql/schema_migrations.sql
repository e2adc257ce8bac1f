-- one row per applied migration; one row for the views and comments in force
create table if not exists schema_migrations (
    number integer primary key,
    name varchar not null,
    sha256 varchar not null,
    applied_at timestamp not null
);

create table if not exists schema_surface (
    sha256 varchar not null
);
