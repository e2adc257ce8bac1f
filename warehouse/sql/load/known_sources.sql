-- one row per source file seen, with the reason where it was refused
select
    sources.document_id,
    sources.source_uri,
    sources.content_sha256,
    sources.extractor_version,
    sources.status,
    sources.rule,
    rejects.reason,
from sources
left join rejects
    on sources.status = 'refused'
    and rejects.document_id = sources.document_id
    and rejects.record_type = 'document';
