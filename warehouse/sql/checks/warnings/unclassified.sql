-- documents of which more than 30 % are nothing that Roundup knows
select document_id, source_uri, round(unclassified_share, 2) as unclassified_share,
from documents
where unclassified_share > 0.3
