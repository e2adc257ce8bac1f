"""Who hires: the unit and the employer, told by the words around the names of a posting."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from typing import Final, NamedTuple

from extractors.gazetteer import country_names, find_city_anywhere
from extractors.jobs.posting import Fact, Posting, Stretch
from extractors.jobs.skills import known_skills

_MAX_CHARS = 4_000


def _words(kind: str) -> frozenset[str]:
    lines = (files("extractors") / "patterns" / "hirer_words.jsonl").read_text("utf-8").splitlines()
    return frozenset(row["word"] for row in map(json.loads, lines) if row["kind"] == kind)


_UNIT_WORDS, _NO_TEAM = _words("unit"), _words("no_team")
_NO_EMPLOYER, _LAST_NO_EMPLOYER = _words("no_employer"), _words("no_employer_end")
_BEFORE, _BEHIND = 40, 120
_UPPER = "A-ZÀ-Þ0-9"
_NAME = re.compile(
    rf"[{_UPPER}][\w&/+-]*(?:[ ](?:[{_UPPER}&][\w&/+-]*|(?:of|and|for|in|de|der"
    rf"|für)(?=[ ][{_UPPER}]))){{0,7}}"
)
_FIRST_WORDS = re.compile(
    r"(?:(?:The|Our|Its|In|At|Join|About|With|For|As|And|Within|On|To|By|From|Your|This)[ ])+"
)
_UNIT = re.compile(
    r"[ ](?:team|organi[sz]ation|group|lab(?:oratory)?|department|division|unit|squad|org|section"
    r"|desk)\b(?![ ]of[ ])"
)
_UNIT_OF = re.compile(
    r"(?:Department|Division|Chair|Centre|Center|Section|Unit|Laboratory|Institute|School"
    r"|Faculty)[ ](?:of|for)[ ]"
)
_INSTITUTION_BEHIND = re.compile(
    r"[ ](?:of|at|in)[ ][^,]*\b(?:University|Institute|College|Laboratory|Ltd|Inc|GmbH|National)\b.*$"
)
_INTO = re.compile(
    r"\b(?:join(?:ing)?|part of|in|within|on|with|for|to|by|of)[ ](?:the|our|its|their)[ ]$", re.IGNORECASE
)
_THE = re.compile(r"(?:\b(?:the|our|its|their)|['’]s)[ ]$", re.IGNORECASE)
_OPENS = re.compile(r"(?:^|[.!?:)][ ]|\n[ \t]*)(?:(?:The|Our|Its|At)[ ])*$")
_IS_SUBJECT = re.compile(rf"(?:,[^.\n]{{3,80}},)?[ ](?:{'|'.join(sorted(_words('verb')))})\b(?!,)|,[ ]we\b")
_AT = re.compile(r"\b(?:at|join|about|with)[ ]$", re.IGNORECASE)
_BEHIND_AT = re.compile(r"[,.!:;\n]|[ ](?:we|is|are|you|as|has|to|in|seeks|offers|invites|wants)\b")
_EQUAL = re.compile(r",?[ ](?:is|are)[ ](?:[a-z-]+[ ]){0,8}equal\b", re.IGNORECASE)
_ON_PAGE = re.compile(
    r"\b(?:jobs|careers|openings|positions|vacancies|work(?:ing)?|roles|opportunities)[ ](?:at|with)[ ]",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"\b(?:University|Institut\w*|Laborator\w+|Labs?|Inc|GmbH|AG|Ltd|Hospital|Cent(?:re|er)|College|Polytechnic|Analytics|Systems"
    r"|Technologies|Robotics|Corp\w*|Company|Foundation|School|Works|Cloud|Audio|Research|Health|AI|Software|Group|Energy|Bank"
    r"|Observatory|Agency|Office)\b"
)


class _Named(NamedTuple):
    """A capitalised name (code points) in the text from ``low`` on."""

    value: str
    start: int
    end: int
    text: str = ""
    low: int = 0

    @property
    def before(self) -> str:
        """What stands right before it."""
        return self.text[max(self.low, self.start - _BEFORE) : self.start]

    def is_followed_by(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether ``pattern`` matches right behind it."""
        return pattern.match(self.text, self.end, self.end + _BEHIND) is not None


def find_hirer(posting: Posting) -> list[Fact]:
    """Return ``team`` and ``employer``, as far as the posting names them."""
    names = list(
        _names(posting.text, posting.body.start, min(posting.body.end, posting.body.start + _MAX_CHARS))
    )
    return [fact for fact in (_team(posting, names), _employer(posting, names)) if fact]


def find_page_employer(text: str, end: int) -> Stretch | None:
    """Return whose jobs the head of a page announces, above its first posting: "Jobs at Fjordlight"."""
    announced = _ON_PAGE.search(text, 0, min(end, _MAX_CHARS))
    found = _NAME.match(text, announced.end(), end) if announced else None
    return Stretch(*found.span()) if found and _could_be_employer(found.group()) else None


def _team(posting: Posting, names: Sequence[_Named]) -> Fact | None:
    """Return the unit that hires: from the header, else the name before or with a word for a unit."""
    header = posting.header("team")
    if header:
        value = posting.text[header.start : header.end]
        return Fact("team", value, header.start, header.end, "header")
    best: tuple[int, Fact] | None = None
    for name in names:
        rank, value = _rank_of_unit(name)
        if rank is not None and (best is None or rank < best[0]):
            best = rank, Fact("team", value, name.start, name.start + len(value), _UNIT_RULES[rank])
    return best[1] if best else None


_UNIT_RULES: Final = ("unit_of", "joined_unit", "unit_as_subject", "named_unit")


def _rank_of_unit(name: _Named) -> tuple[int | None, str]:
    """Return how surely a name is that of the hiring unit (an index of ``_UNIT_RULES``), and its name."""
    value = _INSTITUTION_BEHIND.sub("", name.value)
    is_whole = value == name.value
    has_article = _THE.search(name.before) is not None
    if _UNIT_OF.match(value) and has_article:
        return 0, value
    is_unit = not _UNIT_WORDS.isdisjoint(value.split(" ")[1:])
    is_before_unit = is_whole and not is_unit and value not in _NO_TEAM and name.is_followed_by(_UNIT)
    if not is_unit and not is_before_unit:
        return None, value
    if _INTO.search(name.before):
        return 1, value
    if _OPENS.search(name.before) and (is_before_unit or has_article):
        return 2, value
    return (3, value) if has_article else (None, value)


def _employer(posting: Posting, names: Sequence[_Named]) -> Fact | None:
    """Return who hires: from the header, else the name that the text speaks of as the employer."""
    text = posting.text
    header = posting.header("employer")
    if header:
        return Fact("employer", text[header.start : header.end], header.start, header.end, "header")
    cues: dict[str, set[str]] = {}
    first: dict[str, int] = {}
    for cue, name in _cues(posting, names):
        cues.setdefault(name.value, set()).add(cue)
        first.setdefault(name.value, name.start)
    for rule, is_enough in _ENOUGH.items():
        for value, found in cues.items():
            if is_enough(posting, value, found):
                longer = [o for o in cues if o.startswith(f"{value} ") and cues[o] & {"subject", "at"}]
                value = max(longer, key=len, default=value)  # noqa: PLW2901 - "Koharu" is "Koharu Language Technologies"
                return Fact("employer", value, first[value], first[value] + len(value), rule)
    return None


def _cues(posting: Posting, names: Sequence[_Named]) -> Iterator[tuple[str, _Named]]:
    """Yield what speaks for a name as the employer's: (cue, name), in reading order."""
    text = posting.text
    if posting.page_employer:
        yield "page", _Named(text[slice(*posting.page_employer)], *posting.page_employer)
    taken = [part for part in (posting.title, posting.place) if part]
    for header in posting.headers:
        value = text[header.start : header.end]
        is_taken = any(part.start < header.end and header.start < part.end for part in taken)
        if not header.kind and not is_taken and _could_be_employer(value):
            yield "header", _Named(value, header.start, header.end)
    for name in names:
        if name.is_followed_by(_UNIT):
            continue
        found = [cue for cue, fits in _CUES.items() if fits(name)]
        if found and _could_be_employer(name.value):
            yield from ((cue, name) for cue in found)
            if "subject" in found and name.start <= posting.body.start + len("The "):
                yield "opening", name


_CUES: Final[dict[str, Callable[[_Named], bool]]] = {
    "subject": lambda name: name.is_followed_by(_IS_SUBJECT) and _OPENS.search(name.before) is not None,
    "at": lambda name: name.is_followed_by(_BEHIND_AT) and _AT.search(name.before) is not None,
    "own": lambda name: name.text.startswith(("’s ", "'s "), name.end),
    "equal": lambda name: name.is_followed_by(_EQUAL),
}


def _is_organisation(value: str) -> bool:
    return " " in value and _ORGANISATION.search(value) is not None


def _recurs(posting: Posting, value: str) -> bool:
    """Tell whether a name stands in a posting more than once."""
    first = posting.text.find(value, posting.first, posting.body.end)
    return first >= 0 and posting.text.find(value, first + len(value), posting.body.end) >= 0


_ENOUGH: Final[dict[str, Callable[[Posting, str, set[str]], bool]]] = {
    "equal_opportunity": lambda _posting, _value, cues: "equal" in cues,
    "jobs_at": lambda _posting, _value, cues: "page" in cues,
    "header_name": lambda posting, value, cues: (
        "header" in cues and (_is_organisation(value) or _recurs(posting, value))
    ),
    "opening_sentence": lambda _posting, _value, cues: "opening" in cues,
    "subject": lambda posting, value, cues: "subject" in cues and (" " in value or _recurs(posting, value)),
    "named_twice": lambda _posting, _value, cues: len(cues & {"subject", "at", "own"}) > 1,
    "organisation": lambda _posting, value, cues: bool(cues & {"subject", "at"}) and _is_organisation(value),
}
"""What is enough to take a name for the employer's, the surest first."""


def _could_be_employer(value: str) -> bool:
    words = value.split(" ")
    if words[0].lower() in _NO_EMPLOYER or words[-1].lower() in _LAST_NO_EMPLOYER or value[0].isdigit():
        return False
    if value in known_skills() or value.casefold() in country_names():
        return False
    city = find_city_anywhere(value)
    return city is None or city.name != value


def _names(text: str, start: int, end: int) -> Iterator[_Named]:
    """Yield the capitalised names in a stretch, without the words that only begin a sentence."""
    for found in _NAME.finditer(text, start, end):
        first = _FIRST_WORDS.match(found.group())
        at = found.start() + (first.end() if first else 0)
        value = text[at : found.end()]
        if len(value) > 1:
            yield _Named(value, at, found.end(), text, start)
