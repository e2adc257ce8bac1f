-- one row per source file seen
select document_id, source_uri, content_sha256, extractor_version
from sources;
