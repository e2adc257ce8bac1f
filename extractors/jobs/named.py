"""Capitalised names in postings, and what stands beside them."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from extractors.gazetteer import find_city_anywhere
from extractors.patterns import read_patterns


def words_of(kind: str) -> frozenset[str]:
    """Return the words of a kind that tell who hires."""
    return frozenset(row["word"] for row in read_patterns("hirer_words") if row["kind"] == kind)


_BEFORE, BEHIND = 40, 120
_UPPER = "A-ZÀ-Þ0-9"
# What begins a sentence behind a heading that has no full stop: "Career Growth Our team ..."
_OPENERS = r"(?!(?:The|Our|We|You|Your|This|These|If|As|At|In|It|Here|When|While|Since|To|There)[ ])"
NAME = re.compile(
    rf"[{_UPPER}][\w&/+-]*(?:[ ](?:{_OPENERS}[{_UPPER}&][\w&/+-]*|(?:of|and|for|in|de|der"
    rf"|für)(?=[ ][{_UPPER}]))){{0,7}}"
)
_FIRST: Final = (
    *("The ", "Our ", "Its ", "In ", "At ", "Join ", "About ", "With ", "For ", "As ", "And ", "Within "),
    *("On ", "To ", "By ", "From ", "Your ", "This "),
)
_FIRST_WORDS = re.compile(f"(?:{'|'.join(_FIRST)})+")
_UNIT = re.compile(
    r"[ ](?:team|organi[sz]ation|group|lab(?:oratory)?|department|division|unit|squad|org|section"
    r"|desk)\b(?![ ]of[ ])"
)
UNIT_HEADS: Final = frozenset(
    [
        "Department",
        "Division",
        "Chair",
        "Centre",
        "Center",
        "Section",
        "Unit",
        "Laboratory",
        "Institute",
        "School",
        "Faculty",
    ]
)
INSTITUTION_BEHIND = re.compile(
    r"[ ](?:of|at|in)[ ](?:the[ ])?"
    r"([^,]*\b(?:University|Institute|College|Laboratory|Ltd|Inc|GmbH|National)\b.*)$"
)
# What a sentence begins with.
OPENS = re.compile(r"(?:^|[.!?:)][ ]|\n[ \t]*)(?:(?:The|Our|Its|At)[ ])*$")
# A verb in the third person; plurals of nouns end like them.
VERB = rf"(?:is|are|was|has|started|(?!(?:{'|'.join(sorted(words_of('plural')))})\b)[a-z]{{2,15}}s)\b"


class Named(NamedTuple):
    """A capitalised name (code points) in the text from ``low`` on."""

    value: str
    start: int
    end: int
    text: str = ""
    low: int = 0
    is_before_unit: bool = False
    """Whether a word for a unit follows: "team"."""

    @property
    def before(self) -> str:
        """What stands right before it."""
        return self.text[max(self.low, self.start - _BEFORE) : self.start]

    def is_followed_by(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether ``pattern`` matches right behind it."""
        return pattern.match(self.text, self.end, self.end + BEHIND) is not None


def without_first_words(text: str, start: int, end: int) -> int:
    """Return where a name begins without the words that only begin a sentence: "The", "At"."""
    first = _FIRST_WORDS.match(text, start, end) if text.startswith(_FIRST, start) else None
    return first.end() if first else start


def _without_city(text: str, start: int, end: int) -> int:
    """Return where a name ends without the city that it is in: "Evidence Unit in Nairobi"."""
    at = text.rfind(" in ", start, end)
    return at if at > start and find_city_anywhere(text[at + 4 : end]) else end


def find_named(text: str, start: int, end: int) -> Iterator[Named]:
    """Yield the capitalised names in a stretch, without the words that only begin a sentence."""
    for found in NAME.finditer(text, start, end):
        low = without_first_words(text, *found.span())
        high = _without_city(text, low, found.end())
        if high - low > 1:
            has_unit = _UNIT.match(text, high, high + BEHIND) is not None
            yield Named(text[low:high], low, high, text, start, has_unit)
