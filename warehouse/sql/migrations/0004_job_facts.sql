-- what postings say as columns, the evidence of each value, and the bulleted items of their sections
alter table job_postings add column region_code varchar;
alter table job_postings add column posted_on date;
alter table job_postings add column remote_mode varchar;
alter table job_postings add column seniority varchar;
alter table job_postings add column employment_types varchar[];
alter table job_postings add column team varchar;
alter table job_postings add column hours_per_week double;
alter table job_postings add column pay_min double;
alter table job_postings add column pay_max double;
alter table job_postings add column pay_currency varchar;
alter table job_postings add column pay_period varchar;
alter table job_postings add column work_authorization varchar[];
alter table job_skills add column requirement varchar default 'mentioned';

create table job_section_items (
    document_id varchar not null,
    start_char integer not null,
    end_char integer not null,
    verbatim varchar not null,
    job_id varchar not null,
    section_position integer not null,
    position integer not null,
    text varchar not null,
    primary key (job_id, section_position, position)
);

create table job_facts (
    document_id varchar not null,
    start_char integer not null,
    end_char integer not null,
    verbatim varchar not null,
    job_id varchar not null,
    field varchar not null,
    value varchar not null,
    requirement varchar,
    rule varchar not null
);
