"""An evaluation as a whole, and as JSON."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from extractors.evaluation.bootstrap import LEVEL, RESAMPLES, Intervals, bootstrap
from extractors.evaluation.counts import Counts
from extractors.evaluation.misses import Miss
from extractors.evaluation.scores import (
    BAD_F1,
    GOOD_F1,
    Calibration,
    DocumentScore,
    Score,
    calibrate,
    family_counts,
    field_scores,
    macro_f1,
    micro_scores,
)


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """Scores of a set of documents; all by table or field unless they say otherwise."""

    documents: Sequence[DocumentScore]
    tables: Mapping[str, Score]
    fields: Mapping[str, Score]
    families: Mapping[str, Mapping[str, Counts]]
    """Strict counts by layout family and table."""
    macro: Mapping[str, float]
    """Mean of the families' strict F1."""
    intervals: Mapping[str, Intervals]
    calibration: Calibration

    def below(self, f1: float) -> list[str]:
        """Return a phrase for each table whose strict micro or macro F1 is below ``f1``."""
        phrases = []
        for table, score in self.tables.items():
            if min(score.strict.f1, self.macro[table]) < f1:
                phrases.append(f"{table} (micro {score.strict.f1:.4f}, macro {self.macro[table]:.4f})")
        return phrases


def evaluate(scores: Iterable[DocumentScore]) -> Evaluation:
    """Sum up the scores of documents; their order changes nothing but their own."""
    documents = tuple(scores)
    families = family_counts(documents)
    return Evaluation(
        documents=documents,
        tables=micro_scores(documents),
        fields=field_scores(documents),
        families=families,
        macro=macro_f1(families),
        intervals=bootstrap(documents),
        calibration=calibrate(documents),
    )


def to_json(evaluation: Evaluation, *, misses: int | None = None) -> dict[str, Any]:
    """Return the evaluation as plain lists and dicts, at most ``misses`` per document and table."""
    return {
        "tables": {
            table: _score(score)
            | {
                "micro_interval": evaluation.intervals[table].micro,
                "macro_f1": evaluation.macro[table],
                "macro_interval": evaluation.intervals[table].macro,
            }
            for table, score in evaluation.tables.items()
        },
        "fields": {name: _score(score) for name, score in evaluation.fields.items()},
        "families": {
            family: {table: counts.f1 for table, counts in tables.items()}
            for family, tables in evaluation.families.items()
        },
        "intervals": {"level": LEVEL, "resamples": RESAMPLES},
        "calibration": asdict(evaluation.calibration) | {"bad_below": BAD_F1, "good_from": GOOD_F1},
        "documents": [_document(document, misses) for document in evaluation.documents],
    }


def first_misses(misses: Sequence[Miss], limit: int | None) -> dict[str, Sequence[Miss]]:
    """Return the first ``limit`` misses of each table, all without one."""
    tables: dict[str, list[Miss]] = {}
    for miss in misses:
        tables.setdefault(miss.table, []).append(miss)
    return {table: rows[:limit] for table, rows in tables.items()}


def _document(document: DocumentScore, misses: int | None) -> dict[str, Any]:
    return {
        "document": document.name,
        "family": document.family,
        "refused": document.refused,
        "needs_review": document.needs_review,
        "tables": {table: _score(score) for table, score in micro_scores([document]).items()},
        "fields": {name: _score(score) for name, score in field_scores([document]).items()},
        "misses": [
            miss._asdict() for rows in first_misses(document.misses, misses).values() for miss in rows
        ],
    }


def _score(score: Score) -> dict[str, Any]:
    return {"gold": score.strict.gold, "strict": _counts(score.strict), "soft": _counts(score.soft)}


def _counts(counts: Counts) -> dict[str, float]:
    return {
        "hits": counts.hits,
        "extracted": counts.extracted,
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
    }
