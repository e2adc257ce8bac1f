-- one row per document: who published it last; one row per writer: what it published last
create table if not exists schema_owners (
    document_id varchar not null,
    writer varchar not null
);

create table if not exists schema_writers (
    writer varchar not null,
    revision bigint not null,
    surface varchar not null,
    published_at timestamp not null
);
