"""The fields of the rows: compared where gold and extraction have the same row."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from extractors.evaluation.counts import Counts, count_values
from extractors.evaluation.found import Found, FoundJob
from extractors.evaluation.gold import Gold, GoldJob
from extractors.evaluation.job_fields import JOB_FIELDS, compare_job
from extractors.evaluation.keys import Key
from extractors.evaluation.rows import Row, body_key

GoldRow = TypeVar("GoldRow")
FoundRow = TypeVar("FoundRow")
Pairs = list[tuple[list[str], list[str]]]

FIELDS = (
    "document.headline",
    "document.venue",
    "document.year",
    "document.publisher",
    "papers.et_al",
    "authors.affiliation",
    "figures.file_name",
    "figures.credit",
    "figures.paper_title",
    "jobs.location",
    *(f"jobs.{field}" for field in JOB_FIELDS),
)


def count_fields(gold: Gold, found: Found, *, key: Key) -> dict[str, Counts]:
    """Count the fields that the gold states; a null is a field that should stay empty.

    Rows are matched by what their table is compared by; postings by the start of their text where the
    gold has it, so that the place is a field, else by place, and those of which the place was missed in
    reading order. ``et_al`` is a value where it is true; each heading of a posting's sections is one.
    """
    values: dict[str, Pairs] = defaultdict(list)
    _document(gold, found, values)
    _papers(gold, found, key, values)
    _figures(gold, found, key, values)
    _jobs(gold, found, key, values)
    return {
        field: count_values((map(key, wanted), map(key, got)) for wanted, got in values[field])
        for field in FIELDS
        if field in values
    }


def differing_jobs(gold: Gold, found: Found, *, key: Key) -> Iterator[tuple[str, list[Row], list[Row]]]:
    """Yield each field of a posting that is not as the gold has it: its name, what is missed, what extra."""
    for job, other in _job_pairs(gold, found, key):
        posting = other.place or job.title or None
        for field, wanted, got in compare_job(job, other):
            missed, extra = (
                [
                    Row((posting or "", key(value)), value, anchor=posting)
                    for value in mine
                    if key(value) not in set(map(key, others))
                ]
                for mine, others in ((wanted, got), (got, wanted))
            )
            if missed or extra:
                yield f"jobs.{field}", missed, extra


def _document(gold: Gold, found: Found, values: dict[str, Pairs]) -> None:
    for field in ("headline", "venue", "year", "publisher"):
        if gold.states(field):
            pair = _one(getattr(gold, field)), _one(getattr(found.document, field))
            values[f"document.{field}"].append(pair)


def _papers(gold: Gold, found: Found, key: Key, values: dict[str, Pairs]) -> None:
    for paper, other in _pairs(gold.papers, found.papers, lambda p: key(p.title), lambda p: key(p.title)):
        if paper.states("et_al"):
            values["papers.et_al"].append((_one(paper.et_al or None), _one(other.et_al or None)))
        for author, namesake in _pairs(
            paper.authors, other.authors, lambda a: key(a.name), lambda a: key(a.name)
        ):
            if author.states("affiliation"):
                pair = _one(author.affiliation), _one(namesake.affiliation)
                values["authors.affiliation"].append(pair)


def _figures(gold: Gold, found: Found, key: Key, values: dict[str, Pairs]) -> None:
    fields = {"file": "file_name", "credit": "credit", "paper": "paper_title"}
    for caption, figure in _pairs(
        gold.captions, found.figures, lambda c: key(c.text), lambda f: key(f.caption)
    ):
        for field, name in fields.items():
            if caption.states(field):
                pair = _one(getattr(caption, field)), _one(getattr(figure, name))
                values[f"figures.{name}"].append(pair)


def _jobs(gold: Gold, found: Found, key: Key, values: dict[str, Pairs]) -> None:
    for job, other in _job_pairs(gold, found, key):
        if job.states("location") and gold.has_bodies:
            values["jobs.location"].append((_one(job.location), _one(other.place)))
        for field, wanted, got in compare_job(job, other):
            values[f"jobs.{field}"].append((wanted, got))


def _job_pairs(gold: Gold, found: Found, key: Key) -> list[tuple[GoldJob, FoundJob]]:
    by_body = gold.has_bodies

    def of_gold(job: GoldJob) -> str:
        return body_key(job.body or "") if by_body else key(job.location or "")

    def of_found(job: FoundJob) -> str:
        return body_key(job.description or "") if by_body else key(job.place)

    pairs = _pairs(gold.jobs, found.job_postings, of_gold, of_found)
    if not by_body:
        paired = {id(row) for pair in pairs for row in pair}
        rest = ([row for row in rows if id(row) not in paired] for rows in (gold.jobs, found.job_postings))
        pairs += zip(*rest, strict=False)
    return pairs


def _pairs(
    gold: Sequence[GoldRow],
    found: Iterable[FoundRow],
    of_gold: Callable[[GoldRow], str],
    of_found: Callable[[FoundRow], str],
) -> list[tuple[GoldRow, FoundRow]]:
    """Pair rows with equal keys, in reading order; those without a partner stay out."""
    waiting: dict[str, deque[FoundRow]] = defaultdict(deque)
    for row in found:
        waiting[of_found(row)].append(row)
    return [(row, waiting[of_gold(row)].popleft()) for row in gold if waiting[of_gold(row)]]


def _one(value: object) -> list[str]:
    """Return a field as the list of its values: one, or none when it is empty."""
    return [] if value is None or value == "" else [str(value)]
