"""How far scores could lie off by the choice of documents: bootstrap intervals.

The percentile interval of B. Efron, "Bootstrap methods: another look at the jackknife", Annals of
Statistics 7 (1979), over clusters: documents of one layout stand and fall together, so that families are
drawn, not documents, where there are enough of them.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractors.evaluation.counts import Counts
from extractors.evaluation.rows import TABLES
from extractors.evaluation.scores import DocumentScore, family_counts

RESAMPLES = 1000
LEVEL = 0.95
SEED = 20230723
LEAST_FAMILIES = 5
"""With fewer layout families than this, documents are drawn."""

Floats = NDArray[np.float64]
Interval = tuple[float, float]


class Intervals(NamedTuple):
    """The 95 % intervals of a table's strict micro and macro F1; ``None`` where one unit alone has it."""

    micro: Interval | None
    macro: Interval | None


def bootstrap(documents: Sequence[DocumentScore], *, resamples: int = RESAMPLES) -> dict[str, Intervals]:
    """Return the intervals of each table that was scored.

    Draws ``resamples`` samples of as many units as there are, with replacement, from a fixed seed; the
    order of the documents does not matter.
    """
    families = family_counts(documents)
    by_family = len(families) >= LEAST_FAMILIES
    units: list[tuple[str, Mapping[str, Counts]]]
    if by_family:
        units = list(families.items())
    else:
        units = [(one.family, one.strict) for one in sorted(documents, key=lambda one: one.name)]
    counts, present = _arrays([unit for _, unit in units])
    weights = _draw(len(units), resamples)
    micro = _f1(np.tensordot(weights, counts, axes=1))
    if by_family:
        macro = _mean(np.einsum("ru,ut->rt", weights, np.where(present, _f1(counts), 0.0)), weights @ present)
    else:
        macro = _macro_of_documents([family for family, _ in units], counts, present, weights)
    enough = present.sum(axis=0) > 1
    return {
        table: Intervals(_interval(micro[:, index]), _interval(macro[:, index]))
        if enough[index]
        else Intervals(None, None)
        for index, table in enumerate(TABLES)
        if present[:, index].any()
    }


def _arrays(units: Sequence[Mapping[str, Counts]]) -> tuple[Floats, Floats]:
    """Return counts (unit, table, of Counts) and 1 or 0 for whether a unit has a table."""
    counts = np.array([[unit.get(table, (0, 0, 0)) for table in TABLES] for unit in units], dtype=float)
    present = np.array([[table in unit for table in TABLES] for unit in units], dtype=float)
    return counts, present


def _draw(units: int, resamples: int) -> Floats:
    """Return how often each sample holds each unit (sample, unit)."""
    generator = np.random.default_rng(SEED)
    drawn = generator.multinomial(units, np.full(units, 1 / units), size=resamples)
    return drawn.astype(float)


def _f1(counts: Any) -> Floats:
    """Return F1 of counts in the last axis, 1 where there is nothing."""
    rows = counts[..., 1] + counts[..., 2]
    return np.where(rows > 0, 2 * counts[..., 0] / np.maximum(rows, 1), 1.0)


def _macro_of_documents(families: Sequence[str], counts: Floats, present: Floats, weights: Floats) -> Floats:
    """Return the mean over those families that a sample of documents holds (sample, table)."""
    sums, numbers = np.zeros((len(weights), len(TABLES))), np.zeros((len(weights), len(TABLES)))
    for family in sorted(set(families)):
        members = [index for index, name in enumerate(families) if name == family]
        drawn = weights[:, members]
        has_table = drawn @ present[members] > 0
        sums += np.where(has_table, _f1(np.tensordot(drawn, counts[members], axes=1)), 0.0)
        numbers += has_table
    return _mean(sums, numbers)


def _mean(sums: Floats, numbers: Floats) -> Floats:
    """Return the means, not a number where a sample has nothing of a table."""
    return np.where(numbers > 0, sums / np.maximum(numbers, 1), np.nan)


def _interval(values: Floats) -> Interval:
    tail = (1 - LEVEL) / 2
    low, high = np.nanquantile(values, [tail, 1 - tail])
    return float(low), float(high)
