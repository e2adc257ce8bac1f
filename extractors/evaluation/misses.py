"""What was missed and what was too much, each with the line of the source where it stands."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Literal, NamedTuple

from extractors.evaluation.keys import soft
from extractors.evaluation.rows import Row

Kind = Literal["missed", "extra"]
# As editors count lines.
_LINE_END = re.compile(r"\r\n|\n|\r")
_WORD = re.compile(r"[^\W_]+")


class Miss(NamedTuple):
    """A row of the gold that was not extracted, or an extracted row that is not in the gold."""

    table: str
    kind: Kind
    value: str
    paper: str | None
    """The title that an author or a topic belongs to."""
    line: int | None
    """Number of the source line, from 1; ``None`` when the value does not stand in the text."""
    text: str | None
    """That line, trimmed."""
    letters_match: bool
    """Whether only case, spaces or punctuation differ: the soft comparison counts it as right."""


class SourceLines:
    """The lines of a text, which a value can be looked up in whatever its case and punctuation."""

    def __init__(self, text: str) -> None:
        ends = list(_LINE_END.finditer(text))
        self._starts = [0, *(end.end() for end in ends)]
        stops = [*(end.start() for end in ends), len(text)]
        self._lines = [text[start:stop] for start, stop in zip(self._starts, stops, strict=True)]
        self._words = _Joined([_words(line) for line in self._lines])
        self._letters = _Joined([soft(line) for line in self._lines])

    def at(self, offset: int) -> int:
        """Return the number (from 1) of the line that the code point at ``offset`` lies in."""
        return bisect_right(self._starts, offset)

    def text(self, number: int) -> str:
        """Return the line with this number, trimmed."""
        return self._lines[number - 1].strip()

    def find(self, value: str, *, anchor: str | None = None) -> int | None:
        """Return the number of the line that ``value`` begins on, ``None`` when it is not in the text.

        Whole words come first, then letters anywhere; of several places, the one nearest to where
        ``anchor`` is first found, else the first. A value may be wrapped over lines.
        """
        near = self.find(anchor) if anchor else None
        for index, needle in ((self._words, _words(value) + " "), (self._letters, soft(value))):
            if needle.strip():
                places = index.lines_of(needle)
                if near is None:
                    first = next(places, None)
                else:
                    first = min(places, key=lambda line: abs(line - near), default=None)
                if first is not None:
                    return first
        return None


class _Joined:
    """Pieces, one per line, joined to one string that remembers where each began."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._all = "".join(pieces) + " "
        self._starts = list(accumulate(map(len, pieces), initial=0))[:-1]

    def lines_of(self, needle: str) -> Iterator[int]:
        """Yield the numbers (from 1) of the lines that ``needle`` begins on."""
        place = self._all.find(needle)
        while place >= 0:
            yield bisect_right(self._starts, place)
            # The space at a needle's end may be the one that the next begins with.
            place = self._all.find(needle, place + max(1, len(needle) - 1))


def list_misses(
    table: str,
    missed: Sequence[Row],
    extra: Sequence[Row],
    *,
    softly_alone: Sequence[Row],
    source: SourceLines,
) -> list[Miss]:
    """Return the rows that are not in both, by line; what is not in the text comes last.

    Args:
        table: The table.
        missed: Rows of the gold that were not extracted.
        extra: Extracted rows that are not in the gold.
        softly_alone: Those of both that the soft comparison does not match either.
        source: The lines of the document's text.
    """
    alone = set(softly_alone)
    misses = []
    kinds: tuple[tuple[Kind, Sequence[Row]], ...] = (("missed", missed), ("extra", extra))
    for kind, rows in kinds:
        for row in rows:
            line = source.find(row.shown, anchor=row.anchor) if row.start is None else source.at(row.start)
            text = None if line is None else source.text(line)
            misses.append(Miss(table, kind, row.shown, row.paper, line, text, row not in alone))
    return sorted(misses, key=lambda miss: (miss.line is None, miss.line or 0))


def _words(text: str) -> str:
    """Return the words of ``text``, case folded, each with a space before it."""
    return "".join(f" {word}" for word in _WORD.findall(unicodedata.normalize("NFKC", text.casefold())))
