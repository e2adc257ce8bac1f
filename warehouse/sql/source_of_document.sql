-- the source and the text of one document; what an earlier release has published has no `source_text`
select columns(lambda name: name in ('source_uri', 'text', 'source_text')),
from documents
where document_id = ?
