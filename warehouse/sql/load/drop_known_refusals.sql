-- a refusal that is known already changes nothing
delete from staged
where refusal is not null and exists (
    from sources
    where sources.document_id = staged.document_id
        and sources.status = 'refused'
        and sources.rule = staged.refusal.rule
        and sources.content_sha256 is not distinct from staged.content_sha256
        and sources.extractor_version = staged.extractor_version
);
