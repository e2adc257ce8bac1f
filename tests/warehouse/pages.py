"""A text that is written piece by piece, so that its spans are correct by construction.

It holds what breaks naive loading: astral characters, combining marks, quotes, no-break spaces.
"""

import random

from extractors.ids import ChildIds, document_id
from extractors.records import Segment, SegmentLabel

_SYLLABLES = (
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "lo",
    "mu",
    "na",
    "pe",
    "ri",
    "so",
    "e\u0301",
    "\U0001f9ea",
    "\u00df",
)
_PUNCTUATION = [" ", " ", " ", ", ", '" ', "' ", "\u00a0", "  "]
Span = tuple[int, int]


class Page:
    """A text that grows piece by piece, and the segments that it is made of."""

    def __init__(self, source_uri: str) -> None:
        self.document_id = document_id(source_uri)
        self.ids = ChildIds(self.document_id)
        self.text = ""
        self.segments: list[Segment] = []

    def add(self, piece: str, label: SegmentLabel, end: str = "\n") -> Span:
        """Append ``piece`` and a line end, and return where the piece stands."""
        start = len(self.text)
        for text, name in ((piece, label), (end, "blank")):
            if text:
                at = len(self.text)
                self.text += text
                self.segments.append(Segment(**self.at((at, at + len(text))), label=name))
        return start, start + len(piece)

    def at(self, span: Span) -> dict[str, object]:
        """Return the fields that ground a record."""
        start, end = span
        return {
            "document_id": self.document_id,
            "start_char": start,
            "end_char": end,
            "verbatim": self.text[start:end],
        }


class Words:
    """Made-up words, the same for the same seed."""

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed)  # noqa: S311 - texts, not secrets

    def word(self) -> str:
        """Return one word."""
        return "".join(self.random.choices(_SYLLABLES, k=self.random.randint(1, 3)))

    def phrase(self, count: int) -> str:
        """Return ``count`` words with the punctuation of real text between them."""
        return "".join(self.word() + self.random.choice(_PUNCTUATION) for _ in range(count)) + "end"

    def name(self) -> str:
        """Return one of few names, so that people appear in many papers and documents."""
        return f"Given{self.random.randint(1, 12)} Fa\u0301mily{self.random.randint(1, 12)}"
