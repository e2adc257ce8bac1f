-- postings loaded before there were these lists have empty ones (a default of [] breaks DuckDB's key index)
update job_postings
set employment_types = [], work_authorization = []
where employment_types is null;
