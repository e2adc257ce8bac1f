-- one row per run that changed something: what it did, and what its audits found
create or replace view run_quality as
with audit_counts as (
    select
        run_id,
        count(*) filter (severity = 'blocking' and offending_rows > 0) as failed_audits,
        coalesce(list(audit order by audit) filter (offending_rows > 0), []) as findings,
    from audits
    group by all
)

select
    runs.run_id,
    runs.status,
    runs.started_at,
    epoch(runs.finished_at - runs.started_at) as seconds,
    runs.documents_discovered,
    runs.documents_parsed,
    runs.documents_refused,
    runs.documents_retired,
    (select count(*) from documents where documents.run_id = runs.run_id and needs_review) as needs_review,
    runs.rows_written,
    coalesce(audit_counts.failed_audits, 0) as failed_audits,
    coalesce(audit_counts.findings, []) as findings,
from runs
left join audit_counts using (run_id);
