-- rows whose parent is not in their document
select 'papers' as table_name, paper_id as row_id, from papers
where topic_id is not null and topic_id not in (select topic_id from topics)
union all
select 'paper_authors', paper_id from paper_authors where paper_id not in (select paper_id from papers)
union all
select 'figures', figure_id from figures
where paper_id is not null and paper_id not in (select paper_id from papers)
union all
select 'job_sections', job_id from job_sections where job_id not in (select job_id from job_postings)
union all
select 'job_section_items', job_id from job_section_items
where (job_id, section_position) not in (select (job_id, position) from job_sections)
union all
select 'job_facts', job_id from job_facts where job_id not in (select job_id from job_postings)
union all
select 'job_skills', job_id from job_skills where job_id not in (select job_id from job_postings)
