-- what search() looks in: the records with words, and their words
create table search_entries (
    document_id varchar not null,
    run_id varchar not null,
    table_name varchar not null,
    record_id varchar not null,
    words integer not null
);

create table search_terms (
    term varchar not null,
    record_id varchar not null,
    frequency utinyint not null
);
