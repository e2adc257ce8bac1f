-- people whose first mention is another one now
update authors
set
    document_id = first_mentions.document_id,
    start_char = first_mentions.start_char,
    end_char = first_mentions.end_char,
    verbatim = first_mentions.verbatim,
from first_mentions
where authors.author_id = first_mentions.author_id
    and (authors.document_id, authors.start_char, authors.end_char, authors.verbatim)
    is distinct from (
        first_mentions.document_id,
        first_mentions.start_char,
        first_mentions.end_char,
        first_mentions.verbatim
    );
