-- records without primary keys: random keys in an index cost half of the load, and memory with each row
--
-- A load refuses a document whose records repeat a key, and the audit `duplicates` looks at all of them.
create table topics_without_key (
    document_id varchar not null,
    start_char integer not null,
    end_char integer not null,
    verbatim varchar not null,
    topic_id varchar not null,
    position integer not null,
    name varchar not null,
    description varchar,
    description_start_char integer,
    description_end_char integer
);
insert into topics_without_key from topics;
drop table topics;
alter table topics_without_key rename to topics;

create table papers_without_key (
    document_id varchar not null,
    start_char integer not null,
    end_char integer not null,
    verbatim varchar not null,
    paper_id varchar not null,
    topic_id varchar,
    position integer not null,
    title varchar not null,
    work_id varchar not null,
    et_al boolean not null
);
insert into papers_without_key from papers;
drop table papers;
alter table papers_without_key rename to papers;

create table authors_without_key (
    document_id varchar not null,
    start_char integer not null,
    end_char integer not null,
    verbatim varchar not null,
    author_id varchar not null,
    full_name varchar not null,
    given_name varchar,
    family_name varchar
);
insert into authors_without_key from authors;
drop table authors;
alter table authors_without_key rename to authors;

create table paper_authors_without_key (
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
    affiliation_end_char integer
);
insert into paper_authors_without_key from paper_authors;
drop table paper_authors;
alter table paper_authors_without_key rename to paper_authors;

create table figures_without_key (
    document_id varchar not null,
    start_char integer not null,
    end_char integer not null,
    verbatim varchar not null,
    figure_id varchar not null,
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
insert into figures_without_key from figures;
drop table figures;
alter table figures_without_key rename to figures;

create table job_postings_without_key (
    document_id varchar not null,
    start_char integer not null,
    end_char integer not null,
    verbatim varchar not null,
    job_id varchar not null,
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
    description_end_char integer not null,
    region_code varchar,
    posted_on date,
    remote_mode varchar,
    seniority varchar,
    employment_types varchar[],
    team varchar,
    hours_per_week double,
    pay_min double,
    pay_max double,
    pay_currency varchar,
    pay_period varchar,
    work_authorization varchar[]
);
insert into job_postings_without_key from job_postings;
drop table job_postings;
alter table job_postings_without_key rename to job_postings;

create table job_sections_without_key (
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
    text varchar not null
);
insert into job_sections_without_key from job_sections;
drop table job_sections;
alter table job_sections_without_key rename to job_sections;

create table job_section_items_without_key (
    document_id varchar not null,
    start_char integer not null,
    end_char integer not null,
    verbatim varchar not null,
    job_id varchar not null,
    section_position integer not null,
    position integer not null,
    text varchar not null
);
insert into job_section_items_without_key from job_section_items;
drop table job_section_items;
alter table job_section_items_without_key rename to job_section_items;

-- tables that are new have no comments yet
delete from schema_surface;
