-- one row per table of the warehouse: columns are the fields of extractors/records.py, in their order
create table sources (
    document_id varchar primary key,
    source_uri varchar not null,
    content_sha256 varchar,
    size_bytes bigint,
    extractor_version varchar not null,
    status varchar not null,
    rule varchar,
    run_id varchar not null
);

create table documents (
    document_id varchar primary key,
    start_char integer not null,
    end_char integer not null,
    verbatim varchar not null,
    source_uri varchar not null,
    content_sha256 varchar not null,
    format varchar not null,
    encoding varchar not null,
    headline varchar,
    dek varchar,
    dek_start_char integer,
    dek_end_char integer,
    introduction varchar,
    introduction_start_char integer,
    introduction_end_char integer,
    publisher varchar,
    publisher_start_char integer,
    publisher_end_char integer,
    venue varchar,
    venue_start_char integer,
    venue_end_char integer,
    year integer,
    year_start_char integer,
    year_end_char integer,
    text varchar not null,
    unclassified_share double not null,
    needs_review boolean not null,
    review_reasons varchar[] not null,
    extractor_version varchar not null,
    run_id varchar not null
);

create table topics (
    document_id varchar not null,
    start_char integer not null,
    end_char integer not null,
    verbatim varchar not null,
    topic_id varchar primary key,
    position integer not null,
    name varchar not null,
    description varchar,
    description_start_char integer,
    description_end_char integer
);

create table papers (
    document_id varchar not null,
    start_char integer not null,
    end_char integer not null,
    verbatim varchar not null,
    paper_id varchar primary key,
    topic_id varchar,
    position integer not null,
    title varchar not null,
    work_id varchar not null,
    et_al boolean not null
);

create table authors (
    document_id varchar not null,
    start_char integer not null,
    end_char integer not null,
    verbatim varchar not null,
    author_id varchar primary key,
    full_name varchar not null,
    given_name varchar,
    family_name varchar
);

create table paper_authors (
    document_id varchar not null,
    start_char integer not null,
    end_char integer not null,
    verbatim varchar not null,
    paper_id varchar not null,
    author_id varchar not null,
    position integer not null,
    name_as_printed varchar not null,
    affiliation varchar,
    affiliation_start_char integer,
    affiliation_end_char integer,
    primary key (paper_id, position)
);

create table figures (
    document_id varchar not null,
    start_char integer not null,
    end_char integer not null,
    verbatim varchar not null,
    figure_id varchar primary key,
    paper_id varchar,
    position integer not null,
    file_name varchar,
    file_name_start_char integer,
    file_name_end_char integer,
    caption varchar not null,
    credit varchar,
    credit_start_char integer,
    credit_end_char integer
);

create table job_postings (
    document_id varchar not null,
    start_char integer not null,
    end_char integer not null,
    verbatim varchar not null,
    job_id varchar primary key,
    position integer not null,
    location_raw varchar,
    country_code varchar,
    region varchar,
    city varchar,
    location_warnings varchar[] not null,
    title varchar,
    employer varchar,
    description varchar not null,
    description_start_char integer not null,
    description_end_char integer not null
);

create table job_sections (
    document_id varchar not null,
    start_char integer not null,
    end_char integer not null,
    verbatim varchar not null,
    job_id varchar not null,
    position integer not null,
    heading varchar not null,
    heading_start_char integer not null,
    heading_end_char integer not null,
    kind varchar not null,
    text varchar not null,
    primary key (job_id, position)
);

create table job_skills (
    document_id varchar not null,
    start_char integer not null,
    end_char integer not null,
    verbatim varchar not null,
    job_id varchar not null,
    skill varchar not null,
    category varchar not null
);

create table segments (
    document_id varchar not null,
    start_char integer not null,
    end_char integer not null,
    verbatim varchar not null,
    label varchar not null
);

create table rejects (
    document_id varchar not null,
    start_char integer not null,
    end_char integer not null,
    verbatim varchar not null,
    record_type varchar not null,
    rule varchar not null,
    reason varchar not null,
    fragment varchar not null,
    run_id varchar not null
);

create table runs (
    run_id varchar primary key,
    started_at timestamp not null,
    finished_at timestamp not null,
    status varchar not null,
    documents_discovered integer not null,
    documents_parsed integer not null,
    documents_refused integer not null,
    documents_retired integer not null,
    rows_written bigint not null,
    extractor_version varchar not null
);

create table state (
    revision bigint not null
);

insert into state values (0);
