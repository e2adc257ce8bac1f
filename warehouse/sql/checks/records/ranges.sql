-- values that cannot be
select 'documents' as table_name, document_id as row_id, 'year' as field, year::varchar as value, from documents
where year not between 1900 and 2100
union all
select 'documents', document_id, 'unclassified_share', unclassified_share::varchar from documents
where unclassified_share not between 0 and 1
union all
select 'job_postings', job_id, 'pay', concat_ws(' to ', pay_min, pay_max) from job_postings
where pay_min > pay_max or pay_min < 0 or pay_max < 0
union all
select 'job_postings', job_id, 'hours_per_week', hours_per_week::varchar from job_postings
where hours_per_week not between 0 and 168
union all
select 'job_postings', job_id, 'region_code', concat_ws(' in ', region_code, country_code) from job_postings
where region_code not like country_code || '-%'
