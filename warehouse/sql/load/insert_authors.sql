-- one row per person not known yet; of known ones, the name split as the newest extractor does it
insert into authors by name
select distinct on (record.author_id) record.*
from (select unnest(authors) as record from staged where is_extracted)
order by record.author_id, record.document_id
on conflict (author_id) do update set
    full_name = excluded.full_name,
    given_name = excluded.given_name,
    family_name = excluded.family_name,
where (authors.full_name, authors.given_name, authors.family_name)
    is distinct from (excluded.full_name, excluded.given_name, excluded.family_name);
