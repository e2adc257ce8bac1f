-- documents and loaded sources that do not match one to one
select coalesce(documents.document_id, sources.document_id) as document_id,
from documents
full join (from sources where status = 'loaded') as sources using (document_id)
where documents.document_id is null
    and sources.document_id is not null
    or documents.document_id is not null
    and documents.document_id not in (select document_id from sources)
