"""The unit that hires, told by the words around its name."""

import re
from collections.abc import Sequence
from typing import Final

from extractors.gazetteer import find_city_anywhere
from extractors.jobs.headers import Header
from extractors.jobs.named import INSTITUTION_BEHIND, OPENS, UNIT_HEADS, VERB, Named, words_of
from extractors.jobs.posting import Fact, Posting

_UNIT_WORDS, _NO_TEAM = words_of("unit"), words_of("no_team")
_UNIT_HIRES = re.compile(
    r"(?:[ ](?:[Tt]eam|[Gg]roup|[Ll]ab|[Oo]rganization|[Dd]epartment|[Uu]nit))?"
    r"[ ](?:(?:is|are)[ ](?:hiring|seeking|looking|recruiting|searching)|seeks|hires)\b"
)
_A_UNIT = r"(?:[a-z-]+[ ]){0,3}(?:team|group|lab|unit|department|division)\b"
_IS_A_UNIT = re.compile(rf"[ ]is[ ](?:an?|the)[ ]{_A_UNIT}(?:[ ](?:of|within|at|in)\b)")
_A_UNIT_BEHIND = re.compile(rf",[ ](?:an?|our|the)[ ]{_A_UNIT}")
_INTO_NAME = re.compile(r"\b(?:join|joining|in|within)[ ]$")
_UNIT_BEFORE: Final = ("department ", "division ", "department *", "division *", "department “", "group “")
_UNIT_OF = re.compile(
    r"(?:Department|Division|Chair|Centre|Center|Section|Unit|Laboratory|Institute|School"
    r"|Faculty)[ ](?:of|for)[ ]"
)
_INTO = re.compile(
    r"\b(?:(?:join(?:ing)?|part of|in|within|on|for|of)[ ](?:the|our|its|their)"
    r"|(?:joining|part of|creating|building|growing|expanding)[ ]an?)[ ]$",
    re.IGNORECASE,
)
_THE = re.compile(r"(?:\b(?:the|our|its|their)|['’]s)[ ]$", re.IGNORECASE)
_BY_THE_WAY = re.compile(r"\b(?:meet|visit|know)[ ](?:the|our|its|their)[ ]$", re.IGNORECASE)
_AT_EMPLOYER = re.compile(rf"[ ](?:at|within)[ ][A-Z][\w&-]*(?:[ ][A-Z][\w&-]*){{0,3}}[ ]{VERB}")


def find_unit(posting: Posting, names: Sequence[Named]) -> Fact | None:
    """Return the unit that hires: from the header, else the name before or with a word for a unit."""
    header = posting.header("team") or unit_among(posting)
    if header:
        value = posting.text[header.start : header.end]
        return Fact("team", value, header.start, header.end, "header")
    best: tuple[int, Fact] | None = None
    for name in names:
        rank, value = _rank_of_unit(name)
        if rank is not None and (best is None or rank < best[0]):
            best = rank, Fact("team", value, name.start, name.start + len(value), _UNIT_RULES[rank])
    return best[1] if best else None


_UNIT_RULES: Final = ("hiring_unit", "unit_of", "joined_unit", "unit_as_subject", "named_unit")


def _rank_of_unit(name: Named) -> tuple[int | None, str]:
    """Return how surely a name is that of the hiring unit (an index of ``_UNIT_RULES``), and its name."""
    words = name.value.split(" ")
    said = _said_to_be_unit(name)
    if said is not None:
        return said, name.value
    has_unit = name.is_before_unit or (len(words) > 1 and not _UNIT_WORDS.isdisjoint(words))
    if not has_unit and words[0] not in UNIT_HEADS:
        return None, name.value
    is_of = _UNIT_OF.match(name.value) is not None
    is_followed = name.is_before_unit
    value = INSTITUTION_BEHIND.sub("", name.value)
    is_whole = value == name.value
    has_article = _THE.search(name.before) is not None
    if is_of and has_article:
        return 1, value
    is_unit = not _UNIT_WORDS.isdisjoint(value.split(" ")[1:])
    is_before_unit = is_whole and not is_unit and is_followed and _could_be_team(value)
    if not is_unit and not is_before_unit:
        return None, value
    opens = OPENS.search(name.before) is not None
    ranks = {
        0: opens and name.is_followed_by(_UNIT_HIRES),
        2: _INTO.search(name.before) is not None,
        3: opens and (is_before_unit or has_article),
        4: has_article and _BY_THE_WAY.search(name.before) is None,
    }
    rank = next((rank for rank, fits in ranks.items() if fits), None)
    return rank, value.removesuffix(" Team")


def _said_to_be_unit(name: Named) -> int | None:
    """Return the rank of a name that the words beside it call a unit: "Optics is a small group of ..."."""
    rank = _rank_by_words_beside(name)
    return rank if rank is not None and _could_be_team(name.value) else None


def _rank_by_words_beside(name: Named) -> int | None:
    text, end = name.text, name.end  # literals first: hardly any name has such words beside it
    if text.startswith(" is ", end) and name.is_followed_by(_IS_A_UNIT) and OPENS.search(name.before):
        return 1
    if text.startswith(", ", end) and name.is_followed_by(_A_UNIT_BEHIND) and _INTO_NAME.search(name.before):
        return 2
    if name.before.endswith(_UNIT_BEFORE):
        return 3
    is_at_employer = text.startswith((" at ", " within "), end) and name.is_followed_by(_AT_EMPLOYER)
    return 3 if is_at_employer and " " in name.value and OPENS.search(name.before) else None


def unit_among(posting: Posting) -> Header | None:
    """Return the header that is labelled as an organisation and is a unit: "Organization: Optics Lab"."""
    header = posting.header("employer")
    words = posting.text[header.start : header.end].split() if header else []
    return header if words and words[-1] in _UNIT_WORDS else None


def _could_be_team(value: str) -> bool:
    city = find_city_anywhere(value)
    return value not in _NO_TEAM and (city is None or city.name != value)
