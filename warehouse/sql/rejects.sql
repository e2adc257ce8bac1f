-- one row per reject: the refused candidate, where it stands, and what refused it
select
    coalesce(sources.source_uri, documents.source_uri) as source_uri,
    rejects.record_type,
    rejects.rule,
    rejects.reason,
    rejects.fragment,
    rejects.start_char,
    rejects.end_char,
    coalesce(sources.extractor_version, documents.extractor_version) as extractor_version,
    rejects.run_id,
from rejects
left join sources using (document_id)
left join documents using (document_id)
where ($rule is null or rejects.rule = $rule)
    and ($document is null or coalesce(sources.source_uri, documents.source_uri) glob $document)
order by source_uri, rejects.start_char, rejects.record_type, rejects.rule
