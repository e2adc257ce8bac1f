-- rows whose document does not exist, and people whom no paper names
select 'topics' as table_name, document_id as row_id, from topics
where document_id not in (select document_id from documents)
union all
select 'papers', document_id from papers where document_id not in (select document_id from documents)
union all
select 'paper_authors', document_id from paper_authors
where document_id not in (select document_id from documents)
union all
select 'authors', author_id from authors where author_id not in (select author_id from paper_authors)
union all
select 'paper_authors', author_id from paper_authors where author_id not in (select author_id from authors)
union all
select 'figures', document_id from figures where document_id not in (select document_id from documents)
union all
select 'job_postings', document_id from job_postings
where document_id not in (select document_id from documents)
union all
select 'job_sections', document_id from job_sections
where document_id not in (select document_id from documents)
union all
select 'job_section_items', document_id from job_section_items
where document_id not in (select document_id from documents)
union all
select 'job_facts', document_id from job_facts where document_id not in (select document_id from documents)
union all
select 'job_skills', document_id from job_skills where document_id not in (select document_id from documents)
union all
select 'segments', document_id from segments where document_id not in (select document_id from documents)
