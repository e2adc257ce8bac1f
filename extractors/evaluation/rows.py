"""The rows of gold and of what was found, table by table, in a form that can be compared."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from extractors.evaluation.counts import Counts
from extractors.evaluation.found import Found
from extractors.evaluation.gold import Gold
from extractors.evaluation.keys import Key, soft

TABLES: Final = ("papers", "authors", "topic_of", "topics", "figures", "jobs")
BODY_LETTERS: Final = 200
"""So many letters of a posting's text tell it from others."""
_ANCHOR_CHARS = 60


class Row(NamedTuple):
    """A row: what it is compared by, what of it is shown, and where it stands."""

    values: tuple[str, ...]
    shown: str
    paper: str | None = None
    """The title that an author or a topic belongs to."""
    anchor: str | None = None
    """Text that the row stands near to."""
    start: int | None = None
    """Where a found row starts in the text, in code points."""


Tables = dict[str, list[Row]]


def gold_rows(gold: Gold) -> Tables:
    """Return the rows of the tables that ``gold`` speaks of: no others are scored."""
    tables: Tables = {
        "papers": [Row((paper.title,), paper.title) for paper in gold.papers],
        "authors": [
            Row((paper.title, author.name), author.name, paper.title, paper.title)
            for paper in gold.papers
            for author in paper.authors
        ],
    }
    topic_of = [
        Row((paper.title, paper.topic), paper.topic, paper.title, paper.title)
        for paper in gold.papers
        if paper.topic
    ]
    if topic_of:
        tables["topic_of"] = topic_of
    if gold.states("topics"):
        tables["topics"] = [Row((topic.name,), topic.name) for topic in gold.topics]
    if gold.states("captions"):
        tables["figures"] = [Row((caption.text,), caption.text) for caption in gold.captions]
    if gold.states("jobs"):
        tables["jobs"] = [
            _job(job.location or "", job.title or "", job.body or "", with_body=gold.has_bodies)
            for job in gold.jobs
        ]
    return tables


def found_rows(found: Found, *, with_bodies: bool) -> Tables:
    """Return the rows of all tables; postings by place alone when not ``with_bodies``."""
    return {
        "papers": [Row((paper.title,), paper.title, start=_start(paper.span)) for paper in found.papers],
        "authors": [
            Row((paper.title, author.name), author.name, paper.title, start=_start(author.span))
            for paper in found.papers
            for author in paper.authors
        ],
        "topic_of": [
            Row((paper.title, paper.topic), paper.topic, paper.title, start=_start(paper.span))
            for paper in found.papers
            if paper.topic
        ],
        "topics": [Row((topic.name,), topic.name, start=_start(topic.span)) for topic in found.topics],
        "figures": [
            Row((figure.caption,), figure.caption, start=_start(figure.span)) for figure in found.figures
        ],
        "jobs": [
            _job(job.place, job.title or "", job.description or "", with_body=with_bodies)._replace(
                start=_start(job.span)
            )
            for job in found.job_postings
        ],
    }


def body_key(body: str) -> str:
    """Return what tells a posting's text from others, strictly or softly compared."""
    return soft(body)[:BODY_LETTERS]


class Outcome(NamedTuple):
    """The counts of one table of one document, and the rows that are not in both."""

    counts: Counts
    missed: tuple[Row, ...]
    extra: tuple[Row, ...]


def compare_table(
    table: str, gold: Sequence[Row], found: Sequence[Row], *, key: Key, partial: bool
) -> Outcome:
    """Compare the rows of a table as multisets: a row that is listed twice must be found twice.

    Of the topics of papers, only those of papers with a topic in the gold count. When the gold is
    ``partial``, what is not in it is no error, so that precision is 1.
    """
    by_key = _by_values(key)
    if table == "topic_of":
        titles = {key(row.values[0]) for row in gold}
        found = [row for row in found if key(row.values[0]) in titles]
        partial = False
    missed, extra = _less(gold, found, by_key), _less(found, gold, by_key)
    hits = len(gold) - len(missed)
    if partial:
        return Outcome(Counts(hits, hits, len(gold)), missed, ())
    return Outcome(Counts(hits, len(found), len(gold)), missed, extra)


def _by_values(key: Key) -> Callable[[Row], tuple[str, ...]]:
    return lambda row: tuple(key(value) for value in row.values)


def _less(
    rows: Sequence[Row], others: Sequence[Row], by_key: Callable[[Row], tuple[str, ...]]
) -> tuple[Row, ...]:
    """Return the rows that have no partner among the others; each of these is the partner of one."""
    partners = Counter(map(by_key, others))
    alone = []
    for row in rows:
        key = by_key(row)
        if partners[key]:
            partners[key] -= 1
        else:
            alone.append(row)
    return tuple(alone)


def _job(place: str, title: str, body: str, *, with_body: bool) -> Row:
    values = (place, body_key(body)) if with_body else (place,)
    start_of_body = " ".join(body.split())[:_ANCHOR_CHARS]
    return Row(values, place or title or start_of_body, anchor=start_of_body or title or None)


def _start(span: tuple[int, int] | None) -> int | None:
    return span[0] if span else None
