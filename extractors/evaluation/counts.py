"""Hits among what was extracted and what is in the gold; precision, recall and F1 of them."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple


class Counts(NamedTuple):
    """Numbers of rows: right ones, all that were extracted, all that are in the gold."""

    hits: int
    extracted: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the extracted rows that are right, 0 to 1; 1 when there are none."""
        return self.hits / self.extracted if self.extracted else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold rows that were extracted, 0 to 1; 1 when there are none."""
        return self.hits / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1; 1 when there is nothing and nothing was found."""
        rows = self.extracted + self.gold
        return 2 * self.hits / rows if rows else 1.0


def total(counts: Iterable[Counts]) -> Counts:
    """Return the sums: the scores of these are the micro average."""
    hits = extracted = gold = 0
    for one in counts:
        hits += one.hits
        extracted += one.extracted
        gold += one.gold
    return Counts(hits, extracted, gold)


def count_values(pairs: Iterable[tuple[Iterable[str], Iterable[str]]]) -> Counts:
    """Count the values of a field over pairs of (gold values, extracted values), each a multiset."""
    found = []
    for gold, extracted in pairs:
        wanted, got = Counter(gold), Counter(extracted)
        found.append(Counts((wanted & got).total(), got.total(), wanted.total()))
    return total(found)
