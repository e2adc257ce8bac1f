-- one row per kind of record and rule: how many were refused, in how many documents, with an example
select
    rejects.record_type,
    rejects.rule,
    count(*) as rejects,
    count(distinct rejects.document_id) as documents,
    min(rejects.reason) as reason,
    min_by(rejects.fragment, (rejects.document_id, rejects.start_char)) as example,
from rejects
left join sources using (document_id)
where ($rule is null or rejects.rule = $rule)
    and ($document is null or sources.source_uri glob $document)
group by rejects.record_type, rejects.rule
order by rejects desc, rejects.record_type, rejects.rule
