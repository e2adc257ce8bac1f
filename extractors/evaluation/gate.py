"""The regression gate: scores may not fall below those that are recorded."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractors.evaluation.misses import Miss
from extractors.evaluation.report import Evaluation

TOLERANCE = 0.005
"""A score may be lower than recorded by so much F1."""
_DIGITS = 6
_ROUNDING = 10.0**-_DIGITS

Scores = Mapping[str, Mapping[str, float]]
"""Strict F1 by average ("micro", "macro", or "field") and table or field."""


class Drop(NamedTuple):
    """A score that fell; ``found`` is ``None`` where the table is no longer scored."""

    average: str
    table: str
    recorded: float
    found: float | None

    def __str__(self) -> str:
        found = "not scored" if self.found is None else f"{self.found:.4f}"
        return f"{self.average} F1 of {self.table}: {found}, recorded {self.recorded:.4f}"


def scores_of(evaluation: Evaluation) -> dict[str, dict[str, float]]:
    """Return the micro and macro F1 of each table and that of each field, strict, as they are recorded."""
    return {
        "micro": {table: round(score.strict.f1, _DIGITS) for table, score in evaluation.tables.items()},
        "macro": {table: round(f1, _DIGITS) for table, f1 in evaluation.macro.items()},
        "field": {name: round(score.strict.f1, _DIGITS) for name, score in evaluation.fields.items()},
    }


def compare(scores: Scores, recorded: Scores, tolerance: float = TOLERANCE) -> list[Drop]:
    """Return what is lower than recorded by more than ``tolerance``; a table that is gone is too."""
    drops = []
    for average, tables in recorded.items():
        for table, before in tables.items():
            now = scores.get(average, {}).get(table)
            if now is None or now < before - tolerance - _ROUNDING:
                drops.append(Drop(average, table, before, now))
    return drops


def misses_by_document(evaluation: Evaluation) -> dict[str, list[str]]:
    """Return what was missed or too much as lines, by document; no line numbers, so that edits shift none."""
    lines = {}
    for document in evaluation.documents:
        found = sorted(f"{miss.kind} {miss.table}: {_named(miss)}" for miss in document.misses)
        if found:
            lines[document.name] = found
    return lines


def new_misses(found: Mapping[str, Sequence[str]], recorded: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the lines of ``found`` that are not recorded, each after its document's name."""
    return [
        f"{document}: {line}"
        for document, lines in found.items()
        for line in lines
        if line not in recorded.get(document, ())
    ]


def _named(miss: Miss) -> str:
    return f"{miss.value} ({miss.paper})" if miss.paper else miss.value
