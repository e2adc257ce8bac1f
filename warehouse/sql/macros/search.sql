-- titles, captions, topics and postings that hold words of the query, the best first (BM25)
--
-- Okapi BM25 with k1 = 1.2 and b = 0.75 (Robertson and Zaragoza 2009), its inverse document frequency as
-- Lucene has it, which is never negative.
create or replace macro search(query, best := 20) as table
with wanted as (
    select distinct unnest(fold_words(query)) as term
),

standing as (
    select term, unnest(entries) as entry,
    from search_terms
    where term in (select term from wanted)
),

-- numbers of records that are gone stay in the lists for a while: the join leaves them out
hits as (
    select standing.term, standing.entry, search_entries.words, count(*) as frequency,
    from standing
    inner join search_entries using (entry)
    group by all
),

term_weights as (
    select term, ln(1 + (entries.entries - count(*) + 0.5) / (count(*) + 0.5)) as weight,
    from hits
    cross join (select count(*) as entries, from search_entries) as entries
    group by term, entries.entries
),

scores as (
    select
        hits.entry,
        sum(
            term_weights.weight * hits.frequency * 2.2
            / (hits.frequency + 1.2 * (0.25 + 0.75 * hits.words / average.words))
        ) as score,
    from hits
    inner join term_weights using (term)
    cross join (select avg(words) as words, from search_entries) as average
    group by hits.entry
),

best_scored as (
    select scores.score, search_entries.table_name, search_entries.record_id, search_entries.document_id,
    from scores
    inner join search_entries using (entry)
    qualify row_number() over (order by scores.score desc, search_entries.record_id) <= best
),

texts as (
    select paper_id as record_id, title as text, from papers
    where paper_id in (select record_id from best_scored)
    union all
    select figure_id, caption, from figures
    where figure_id in (select record_id from best_scored)
    union all
    select topic_id, concat_ws(': ', name, description), from topics
    where topic_id in (select record_id from best_scored)
    union all
    select job_id, concat_ws(', ', title, team, employer, location_raw), from job_postings
    where job_id in (select record_id from best_scored)
)

select
    round(scored.score, 3) as score,
    scored.table_name,
    scored.record_id,
    texts.text,
    documents.venue,
    documents.year,
    scored.document_id,
from best_scored as scored
inner join texts using (record_id)
inner join documents using (document_id)
order by scored.score desc, scored.record_id;
