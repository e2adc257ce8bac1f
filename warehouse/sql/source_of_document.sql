-- the source and the text of one document
select source_uri, text, source_text,
from documents
where document_id = ?
