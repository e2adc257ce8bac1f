"""A paper that is named within a line, and what its title must be like."""

import re
from typing import Final, NamedTuple

from extractors import evidence
from extractors.details import is_affiliation, is_detail, is_entry_number, is_role
from extractors.name_parts import score_name
from extractors.names import NameList
from extractors.titles import score_title

SURE_NAME: Final = 2.0
"""Log-odds from which one name beside a title counts."""
IN_SENTENCE: Final = "in a sentence: "
"""What the patterns of mentions in running text begin with."""
_BARE_INITIALS = re.compile(r"[^\W\d_]\S{1,25} [A-Z]{1,3}")
_PATTERN_CHARS = 12
# Links that say what they lead to: "an interesting talk".
_CALLED = re.compile(
    r"(?:an?|the|this|that|his|her|their|our|my)\s(?:[\w-]{1,20}\s){0,3}"
    r"(?:talk|paper|post|article|tutorial|blog|keynote|slides|video|poster|workshop|session|website|repository)s?"
)
_FEW_WORDS = 5
_FOR_QUOTES = 2.5
_OPENING = "“\"'‘«„([¿¡$#@+*_"
_SENTENCE_OPENING = re.compile(
    r"(?:this|these|those|we|it|they|there|here|our|i|you|he|she|my|his|her|their)\s+(?-i:[a-z])",
    re.IGNORECASE,
)


class Mention(NamedTuple):
    """A title and its authors in one line (code points in the document)."""

    title: tuple[int, int]
    names: NameList
    pattern: str
    """How the two stand to each other: what a document repeats."""
    strength: float
    is_certain: bool = True
    """Whether it counts by itself; else only where others of its pattern do."""

    @property
    def form(self) -> str:
        """How the title is told from the rest: by a cut behind it, by authors before it, or set apart."""
        return next((form for form in ("cut", "first") if self.pattern.startswith(form)), "apart")


def pattern_of(side: str, text: str, start: int, end: int) -> str:
    """Return a name for how title and authors stand to each other: the side, and what is between them."""
    return side + re.sub(r"\d+", "0", text[start:end].strip().lower())[:_PATTERN_CHARS]


def could_be_title(value: str, *, least: float = 0.0, is_quoted: bool = False) -> bool:
    """Tell whether a phrase could be a title by itself: two words at least, no role, no detail.

    What is quoted is no role, though it may speak of people: "Types for Tired People".
    """
    least -= _FOR_QUOTES if is_quoted and is_role(value) else 0.0
    if _CALLED.fullmatch(value):
        return False
    begins_well = value[:1].isalnum() or value[:1] in _OPENING
    if not begins_well or " " not in value or score_title(value) < least:
        return False
    is_name = _BARE_INITIALS.fullmatch(value) is not None
    is_place = value.count(" ") <= _FEW_WORDS and is_affiliation(value)
    gives_role = not is_quoted and is_role(value)
    return not (is_name or is_place or gives_role or is_detail(value) or is_entry_number(value))


def is_sentence(value: str) -> bool:
    """Tell whether a phrase is a sentence or a part of one, or several."""
    has_breaks = evidence.count_sentence_breaks(value) > 0 and not value.endswith("?")
    return has_breaks or _SENTENCE_OPENING.match(value) is not None


def ends_in_name(value: str) -> bool:
    """Tell whether a short phrase ends in a name: "Thanks to Jane Doe"."""
    words = value.split()
    return len(words) < _FEW_WORDS and score_name(" ".join(words[-2:])) > SURE_NAME
