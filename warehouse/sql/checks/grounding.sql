-- rows whose span does not hold their verbatim text
select table_name, document_id, start_char, end_char,
from ungrounded
where document_id in (from audited)
