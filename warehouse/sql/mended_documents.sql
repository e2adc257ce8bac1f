-- one row per document that a run loaded from bytes that had to be guessed at or mended
select source_uri, list_intersect(review_reasons, ['encoding_guessed', 'characters_replaced']) as reasons,
from documents
where run_id = $run_id and len(reasons) > 0
order by source_uri
