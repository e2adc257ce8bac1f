-- what search() looks in, smaller: records have numbers, and a word has the list of those that it stands in
drop table search_entries;
drop table search_terms;

create table search_entries (
    entry bigint not null,
    document_id varchar not null,
    run_id varchar not null,
    table_name varchar not null,
    record_id varchar not null,
    words integer not null
);

create table search_terms (
    term varchar not null,
    entries bigint[] not null,
    last_entry bigint not null
);

-- tables that are new have no comments yet
delete from schema_surface;
