"""Publisher, venue and year, as a roundup's headline or first paragraphs name them."""

import re
from dataclasses import dataclass

_WORD = r"[A-Z][\w&+.-]*"
# An acronym or camel-cased name: two capitals at least, as in ICML, NeurIPS, EuroVis, NAACL-HLT.
_ACRONYM = r"(?=[A-Za-z&-]*[A-Z][A-Za-z&-]*[A-Z])[A-Z][A-Za-z&-]{1,20}"
_YEAR = r"(?P<year>(?:19|20)\d\d|[’']\d\d)\b"
_VENUES = (
    re.compile(rf"(?:\b(?:at|from|of|for)|@)\s+(?:the\s+)?(?P<venue>{_ACRONYM})[\s,-]*{_YEAR}"),
    re.compile(rf"\b(?P<venue>{_ACRONYM})[\s,-]*{_YEAR}"),
    re.compile(rf"\b(?:at|@)\s+(?:the\s+)?(?P<venue>[A-Z]\w{{2,20}})\s+{_YEAR}"),
    re.compile(rf"(?:Conference|Workshop|Symposium|Meeting)\b[^.\n(]{{0,80}}\((?P<venue>{_ACRONYM})\)"),
    re.compile(rf"\b(?:at|@)\s+(?:the\s+)?(?P<venue>{_ACRONYM})\b"),
)
_ANY_YEAR = re.compile(r"\b(?P<year>(?:19|20)\d\d)\b")
_WORKS = (
    r"(?i:papers?|publications?|research|work|contributions?|presentations?|accepted|scientists?"
    r"|researchers?)"
)
_PUBLISHERS = (
    re.compile(rf"\b(?P<publisher>{_WORD}(?:\s{_WORD}){{0,3}}?)[’']s?\s+(?:[\w-]+\s+){{0,4}}?{_WORKS}\b"),
    re.compile(rf"\b{_WORKS}\s+(?:from|by)\s+(?P<publisher>{_WORD}(?:\s{_WORD}){{0,3}})"),
    re.compile(rf"(?P<publisher>{_WORD}(?:\s{_WORD}){{0,2}}?)\s+{_WORKS}\b"),
    re.compile(rf"^(?P<publisher>{_WORD}(?:\s{_WORD}){{0,3}})\s+(?:at|@)\s"),
)
_IN_NAME = re.compile(r"\s+Research(?=\s+(?:at|@|is|in)\s)")
"""What goes with the name before it where it is capitalised: "Fts Research at ICML"."""
_NO_PUBLISHER = frozenset(
    """a accepted all an and at best conference day final guide latest more new our papers poster quick recent
    research selected some the their these this workshop""".split()  # noqa: SIM905 - a list reads worse
)
_MAX_CHARS = 2_000


@dataclass(frozen=True, slots=True)
class Found:
    """A value and where it stands in the document."""

    value: str
    start: int
    end: int


def find_venue(text: str, regions: list[tuple[int, int]]) -> tuple[Found | None, Found | None]:
    """Return venue and year, from the first of ``regions`` (headline first) that names a venue.

    A year of two digits is read as 20xx. Where no venue is named, a lone year in the first region counts.
    """
    for start, end in regions:
        for pattern in _VENUES:
            match = pattern.search(text, start, min(end, start + _MAX_CHARS))
            if match:
                year = _year(match) if "year" in pattern.groupindex else _lone_year(text, regions)
                return Found(match["venue"], *match.span("venue")), year
    return None, _lone_year(text, regions)


def find_publisher(text: str, regions: list[tuple[int, int]], venue: str | None) -> Found | None:
    """Return who publishes the roundup: whose papers, research or researchers the text speaks of."""
    for start, end in regions:
        for pattern in _PUBLISHERS:
            for match in pattern.finditer(text, start, min(end, start + _MAX_CHARS)):
                name = match["publisher"]
                first = name.split()[0].casefold()
                if name != venue and first not in _NO_PUBLISHER and name[0].isupper():
                    in_name = _IN_NAME.match(text, match.end("publisher"))
                    stop = in_name.end() if in_name else match.end("publisher")
                    return Found(text[match.start("publisher") : stop], match.start("publisher"), stop)
    return None


def _lone_year(text: str, regions: list[tuple[int, int]]) -> Found | None:
    for start, end in regions[:1]:
        match = _ANY_YEAR.search(text, start, min(end, start + _MAX_CHARS))
        if match:
            return _year(match)
    return None


def _year(match: re.Match[str]) -> Found:
    digits = match["year"].lstrip("’'")
    return Found(digits if len(digits) == 4 else f"20{digits}", *match.span("year"))  # noqa: PLR2004
