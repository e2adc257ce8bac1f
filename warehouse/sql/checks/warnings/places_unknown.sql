-- postings whose place line names no country and no city that is known
select job_id, document_id, location_raw,
from job_postings
where location_raw is not null and country_code is null and city is null and remote_mode is null
