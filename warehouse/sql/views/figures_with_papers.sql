-- one row per figure caption, with the paper whose title it quotes
create or replace view figures_with_papers as
select
    figures.figure_id,
    figures.file_name,
    figures.caption,
    figures.credit,
    papers.title,
    papers.paper_id,
    documents.venue,
    documents.year,
    figures.document_id,
from figures
inner join documents using (document_id)
left join papers using (paper_id);
