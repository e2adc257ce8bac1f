-- one row per document and label: how much of the text bears it
create or replace view coverage as
select
    document_id,
    label,
    count(*) as segments,
    sum(end_char - start_char) as characters,
    sum(end_char - start_char) / sum(sum(end_char - start_char)) over (partition by document_id) as share,
from segments
group by document_id, label;
