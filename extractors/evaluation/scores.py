"""Scores of documents and of all of them together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from extractors.evaluation.counts import Counts, total
from extractors.evaluation.fields import FIELDS, count_fields, differing_jobs
from extractors.evaluation.found import Found
from extractors.evaluation.gold import Gold
from extractors.evaluation.keys import soft, strict
from extractors.evaluation.misses import Miss, SourceLines, list_misses
from extractors.evaluation.rows import TABLES, compare_table, found_rows, gold_rows

BAD_F1 = 0.90
"""A document with a table below this should have been flagged for review."""
GOOD_F1 = 0.98
"""A document with all tables at or above this should not."""


@dataclass(frozen=True, kw_only=True)
class DocumentScore:
    """How one document was read: counts by table and by field, and what was missed or too much."""

    name: str
    family: str
    strict: Mapping[str, Counts]
    soft: Mapping[str, Counts]
    strict_fields: Mapping[str, Counts] = field(default_factory=dict)
    soft_fields: Mapping[str, Counts] = field(default_factory=dict)
    misses: Sequence[Miss] = ()
    refused: str | None = None
    """Why nothing was extracted, ``None`` when the document was read."""
    needs_review: bool = False

    @property
    def is_flagged(self) -> bool:
        """Whether the user was told to look at the document: it was flagged, or refused."""
        return self.needs_review or self.refused is not None

    @property
    def lowest_f1(self) -> float:
        """The least strict F1 of any table."""
        return min(counts.f1 for counts in self.strict.values())


def score_document(
    gold: Gold, found: Found, *, text: str, name: str, refused: str | None = None
) -> DocumentScore:
    """Compare what was found in a document with its gold.

    Args:
        gold: What the document holds.
        found: What was extracted; nothing when the document was refused.
        text: The document's text, which the spans point into.
        name: What the document is called in reports, and its family when the gold names none.
        refused: Why nothing was extracted.
    """
    wanted, got = gold_rows(gold), found_rows(found, with_bodies=gold.has_bodies)
    source = SourceLines(text)
    strictly, softly, misses = {}, {}, []
    for table in wanted:
        outcome, lenient = (
            compare_table(table, wanted[table], got[table], key=key, partial=gold.partial)
            for key in (strict, soft)
        )
        strictly[table], softly[table] = outcome.counts, lenient.counts
        misses += list_misses(
            table,
            outcome.missed,
            outcome.extra,
            softly_alone=lenient.missed + lenient.extra,
            source=source,
        )
    for field_name, missed, extra in differing_jobs(gold, found, key=strict):
        alone = [
            row
            for mine, others in ((missed, extra), (extra, missed))
            for row in mine
            if soft(row.shown) not in {soft(other.shown) for other in others}
        ]
        misses += list_misses(field_name, missed, extra, softly_alone=alone, source=source)
    return DocumentScore(
        name=name,
        family=gold.family or _stem(name),
        strict=strictly,
        soft=softly,
        strict_fields=count_fields(gold, found, key=strict),
        soft_fields=count_fields(gold, found, key=soft),
        misses=misses,
        refused=refused,
        needs_review=found.document.needs_review,
    )


@dataclass(frozen=True)
class Score:
    """Counts over all documents that a table or field was scored in."""

    strict: Counts
    soft: Counts


@dataclass(frozen=True)
class Calibration:
    """Whether ``needs_review`` is set on the documents that were badly read, and on no others."""

    bad: int
    """Documents with a strict F1 below ``BAD_F1`` in any table."""
    bad_flagged: int
    good: int
    """Documents with a strict F1 of at least ``GOOD_F1`` in all tables."""
    good_flagged: int


def micro_scores(documents: Sequence[DocumentScore]) -> dict[str, Score]:
    """Return each table's counts summed over the documents, in the order of ``TABLES``."""
    return _sums(TABLES, [(document.strict, document.soft) for document in documents])


def field_scores(documents: Sequence[DocumentScore]) -> dict[str, Score]:
    """Return each field's counts summed over the documents, in the order of ``FIELDS``."""
    return _sums(FIELDS, [(document.strict_fields, document.soft_fields) for document in documents])


def family_counts(documents: Iterable[DocumentScore]) -> dict[str, dict[str, Counts]]:
    """Return the strict counts by layout family and table, families sorted by name."""
    families: dict[str, list[DocumentScore]] = {}
    for document in documents:
        families.setdefault(document.family, []).append(document)
    return {
        family: {table: score.strict for table, score in micro_scores(families[family]).items()}
        for family in sorted(families)
    }


def macro_f1(families: Mapping[str, Mapping[str, Counts]]) -> dict[str, float]:
    """Return each table's mean of the families' strict F1: every layout weighs the same."""
    return {
        table: fmean(counts[table].f1 for counts in families.values() if table in counts)
        for table in TABLES
        if any(table in counts for counts in families.values())
    }


def calibrate(documents: Sequence[DocumentScore]) -> Calibration:
    """Count the badly and the well read documents, and those of each that were flagged."""
    bad = [document for document in documents if document.lowest_f1 < BAD_F1]
    good = [document for document in documents if document.lowest_f1 >= GOOD_F1]
    return Calibration(
        bad=len(bad),
        bad_flagged=sum(document.is_flagged for document in bad),
        good=len(good),
        good_flagged=sum(document.is_flagged for document in good),
    )


def _sums(
    names: Sequence[str], counts: Sequence[tuple[Mapping[str, Counts], Mapping[str, Counts]]]
) -> dict[str, Score]:
    """Sum strict and soft counts by name; a name that neither has is left out."""
    return {
        name: Score(
            total(strictly[name] for strictly, _ in counts if name in strictly),
            total(softly[name] for _, softly in counts if name in softly),
        )
        for name in names
        if any(name in strictly or name in softly for strictly, softly in counts)
    }


def _stem(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[0] or name
