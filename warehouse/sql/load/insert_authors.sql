-- one row per person not known yet; all columns but the first mention follow from the key
insert or ignore into authors by name
select distinct on (record.author_id) record.*
from (select unnest(extraction.authors) as record from staged where extraction is not null)
order by record.author_id, record.document_id;
