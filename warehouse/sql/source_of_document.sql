-- the source and the text of one document
select source_uri, text,
from documents
where document_id = ?
