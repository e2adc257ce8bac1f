-- one row per document whose rows in the lake are to go, to come, or both
--
-- Documents that this writer published last are brought in line with the source. Another writer's document is
-- replaced where the source has other contents of it that were not published yet; it never just goes.
create or replace temp table moved as
with here as (
    select
        sources.document_id,
        sources.run_id,
        sources.size_bytes,
        (sources.content_sha256, sources.extractor_version, sources.status, sources.rule) as content,
        documents.run_id as loaded_by,
    from source.main.sources as sources
    left join source.main.documents as documents using (document_id)
),

there as (
    select
        sources.document_id,
        sources.run_id,
        (sources.content_sha256, sources.extractor_version, sources.status, sources.rule) as content,
        documents.run_id as loaded_by,
        schema_owners.writer is not distinct from $writer or $everyone as is_ours,
    from lake.main.sources as sources
    left join lake.main.documents as documents using (document_id)
    left join lake.main.schema_owners as schema_owners using (document_id)
)

select
    document_id,
    there.document_id is not null as goes,
    here.document_id is not null as comes,
    -- what comes, comes slice by slice: the texts of one are in memory together
    sum(coalesce(here.size_bytes, 0)) over (order by document_id) // $slice_bytes as slice,
from here
full join there using (document_id)
where there.document_id is null
    or here.document_id is null
    and there.is_ours
    or there.is_ours
    and ($anew or (here.run_id, here.loaded_by) is distinct from (there.run_id, there.loaded_by))
    or here.document_id is not null
    and not there.is_ours
    and here.content is distinct from there.content
    and here.run_id not in (select run_id from lake.main.runs)
