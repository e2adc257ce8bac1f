-- one row per staged source file
insert or replace into sources by name
select
    document_id,
    source_uri,
    content_sha256,
    size_bytes,
    extractor_version,
    case when refusal is null then 'loaded' else 'refused' end as status,
    refusal.rule as rule,
    $run_id as run_id,
from staged;
