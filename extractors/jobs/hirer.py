"""Who hires: the unit, and the employer, told by the words around the names of a posting."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final

from extractors.gazetteer import country_names, find_city_anywhere, language_names
from extractors.jobs.hiring_unit import find_unit, unit_among
from extractors.jobs.named import (
    BEHIND,
    INSTITUTION_BEHIND,
    NAME,
    OPENS,
    UNIT_HEADS,
    VERB,
    Named,
    find_named,
    words_of,
)
from extractors.jobs.posting import Fact, Posting, Stretch
from extractors.jobs.skills import known_skills

_MAX_CHARS = 4_000


_NO_EMPLOYER, _LAST_NO_EMPLOYER = words_of("no_employer"), words_of("no_employer_end")
_ALONE_NO_EMPLOYER = words_of("no_employer_alone")
_HEAD_LINE = re.compile(rf"^[#*_ ]{{0,4}}({NAME.pattern})(?=:|[*_ ]{{0,3}}$)", re.MULTILINE)
_JOINTS: Final = (" of ", " at ", " in ")
# "X is", "X, based in Oslo, builds", "X rents out".
_IS_SUBJECT = re.compile(
    r"(?:[ ]\([A-Z]{2,8}\))?(?:[ ]in[ ][A-Z][\w-]{1,30}(?:[ ][A-Z][\w-]{1,30}){0,2})?"
    rf"(?:(?<=Ltd)\.|(?<=Inc)\.|(?<=Corp)\.)?(?:,[^.\n]{{3,80}},)?[ ]{VERB}(?!,)|,[ ]we\b"
)
_AT = re.compile(r"\b(?:at|join|about|with)[ ]$", re.IGNORECASE)
_BEHIND_AT = re.compile(rf"[,.!:;\n]|[ ](?:we|you|as|to|in|and beyond)\b|[ ]{VERB}")
_OF_UNIT = re.compile(
    r"\b(?:Department|Division|Group|Lab|Institute|Faculty|School|Chair|Centre|Center)[ ](?:of|at)[ ]$"
)
_BEHIND_COMMA = re.compile(r",[ ](?:the[ ])?$", re.IGNORECASE)
_ABOUT = re.compile(r"(?:^|\n)[#*_ \t]*About[ ]$")
_LINE_END = re.compile(r"[*_: \t]*(?:\n|$)")
_EQUAL = re.compile(r",?[ ](?:is|are)[ ](?:[a-z-]+[ ]){0,8}(?:equal|affirmative)\b", re.IGNORECASE)
_EQUAL_OPPORTUNITY = re.compile(r"equal[ -](?:employment )?opportunit|affirmative action", re.IGNORECASE)
_MAX_STATEMENTS, _WORD_CHARS = 50, 20
_HIRES = re.compile(
    r"[ ](?:(?:is|are)[ ](?:now |currently |actively )?(?:hiring|seeking|looking|recruiting|searching)"
    r"|seeks|hires|recruits|invites applications)\b"
)
_ON_PAGE = re.compile(
    r"\b(?:jobs|careers|openings|positions|vacancies|work(?:ing)?|roles|opportunities)[ ](?:at|with)[ ]",
    re.IGNORECASE,
)
# Words that only the name of an organisation ends in or has, and those that a unit's may have too.
_COMPANY = re.compile(rf"\b(?:{'|'.join(words_of('organisation'))}|Institut\w*|Laborator\w+|Corp\w*)\b")
_ORGANISATION = re.compile(rf"{_COMPANY.pattern}|\b(?:{'|'.join(words_of('organisation_or_unit'))})\b")
_SPEAKS: Final = frozenset({"subject", "at", "own", "equal", "page", "hires"})
_NAMES: Final = frozenset({"subject", "at", "header", "hires"})
# Literals, which are looked for before any pattern.
_AT_WORDS: Final = tuple(
    f"{form} " for word in ("at", "join", "about", "with") for form in (word, word.title(), word.upper())
)
_OF: Final = ("of ", "at ")
_WE_ARE: Final = ("We are ", "we are ", "We’re ", "We're ", "we’re ", "we're ")
_ABOUT_WORD: Final = "About "
POSSESSIVE: Final = ("’s ", "'s ")
_IS_OR_ARE: Final = (" is ", " are ", ", is ", ", are ")
# What the name of a unit ends in, and that of a company hardly does.
_UNIT_ENDS: Final = words_of("unit") | words_of("unit_end")
_LEGAL_FORM = re.compile(r",? (?:Inc|Ltd|LLC|GmbH|Co|Corp|S\.A|B\.V)\.?$")
_MIN_MENTIONS = 3
_MAX_COUNTED = 20_000


def find_hirer(posting: Posting) -> list[Fact]:
    """Return ``team`` and ``employer``, as far as the posting names them."""
    parts = [posting.title] if posting.title else []
    parts.append(Stretch(posting.body.start, min(posting.body.end, posting.body.start + _MAX_CHARS)))
    names = [
        name
        for part in parts
        for stretch in _between_headings(posting, part)
        for name in find_named(posting.text, *stretch)
    ]
    team = find_unit(posting, names)
    employer, unit = _employer(posting, names, team)
    return [fact for fact in (team or unit, employer) if fact]


def _between_headings(posting: Posting, part: Stretch) -> Iterator[Stretch]:
    """Yield what lies between the headings in a part: no name reaches over the end of a heading."""
    start = part.start
    for section in posting.sections:
        if part.start <= section.heading_start and section.heading_end <= part.end:
            yield Stretch(start, section.heading_start)
            yield Stretch(section.heading_start, section.heading_end)
            start = section.heading_end
    if start < part.end:
        yield Stretch(start, part.end)


def find_page_employer(text: str, first: int) -> Stretch | None:
    """Return who hires by what stands around a page's postings, the first of which begins at ``first``.

    That is whose jobs the head announces ("Jobs at Fjordlight"), who is called an equal opportunity
    employer, or the organisation that the head's running text begins with.
    """
    head = min(first, _MAX_CHARS)
    announced = _ON_PAGE.search(text, 0, head)
    found = NAME.match(text, announced.end(), head) if announced else None
    if found and could_be_employer(found.group()):
        return Stretch(*found.span())
    for at in islice(_statements(text), _MAX_STATEMENTS):
        for name in find_named(text, max(0, at - BEHIND), at):
            if name.is_followed_by(_EQUAL) and could_be_employer(name.value):
                return Stretch(name.start, name.end)
    for line in _HEAD_LINE.finditer(text, 0, head):
        whole = line.group(1)
        is_unit = whole.partition(" ")[0] in UNIT_HEADS
        if _COMPANY.search(whole) and not is_unit and could_be_employer(whole):
            return Stretch(*line.span(1))
    for name in find_named(text, 0, head):
        if _is_organisation(name.value) and "subject" in _cues_beside(name) and could_be_employer(name.value):
            return Stretch(name.start, name.end)
    return None


def _statements(text: str) -> Iterator[int]:
    """Yield where "equal opportunity" and "affirmative action" stand."""
    for word in ("pportunit", "PPORTUNIT", "ffirmative", "FFIRMATIVE"):  # literals are found fast
        at = text.find(word)
        while at >= 0:
            found = _EQUAL_OPPORTUNITY.search(text, max(0, at - _WORD_CHARS), at + _WORD_CHARS)
            if found:
                yield found.start()
            at = text.find(word, at + 1)


def _employer(posting: Posting, names: Sequence[Named], team: Fact | None) -> tuple[Fact | None, Fact | None]:
    """Return who hires: from the header, else the name that the text speaks of as the employer.

    And the unit, where the text speaks of it as of an employer: "Meridia Pricing Science seeks ...".
    """
    text = posting.text
    header = posting.header("employer")
    if header and header != unit_among(posting):
        return Fact("employer", text[header.start : header.end], header.start, header.end, "header"), None
    cues: dict[str, set[str]] = {}
    first: dict[str, int] = {}
    for cue, name in _cues(posting, names):
        cues.setdefault(name.value, set()).add(cue)
        first.setdefault(name.value, name.start)
    if team:
        for value, speaking in cues.items():
            if team.value.startswith(f"{value} "):
                speaking.add("team")
    found = next(
        (
            (rule, value)
            for rule, enough in _ENOUGH.items()
            for value in sorted(cues, key=lambda value: team is not None and value == team.value)
            if enough(posting, value, cues[value])
        ),
        None,
    )
    house = posting.house if posting.house and _mentions(posting, posting.house) else None
    if house and (found is None or _is_of_house(found, house)):
        units = [value for cue in ("hires", "opening") for value in cues if cue in cues[value]]
        units += [found[1]] if found and found[1].startswith(f"{house} ") else []
        return _of_house(posting, house, names, units)
    if found is None:
        return None, None
    rule, value = found
    shorter = [o for o in cues if value.startswith(f"{o} ") and cues[o] & _SPEAKS]
    longer = [o for o in cues if o.startswith(f"{value} ") and cues[o] & _NAMES]
    unit = None
    is_unit = value.rpartition(" ")[2] in _UNIT_ENDS
    if shorter and is_unit and not _COMPANY.search(value) and "page" not in cues[value]:
        unit, value = value, min(shorter, key=len)  # "Amazon Business Ads" of Amazon
    elif longer and _COMPANY.search(whole := max(longer, key=len)):
        value = whole  # "Koharu" is "Koharu Language Technologies"
    return (
        Fact("employer", value, first[value], first[value] + len(value), rule),
        Fact("team", unit, first[unit], first[unit] + len(unit), rule) if unit else None,
    )


_BEYOND_HOUSE: Final = frozenset({"equal_opportunity", "jobs_at", "header_name"})


def _is_of_house(found: tuple[str, str], house: str) -> bool:
    """Tell whether what seems to be the employer is one of the house's units and products."""
    rule, value = found
    is_named_so = value == house or value.startswith(f"{house} ")
    return (is_named_so or rule not in _BEYOND_HOUSE) and _COMPANY.search(value) is None


def _of_house(
    posting: Posting, house: str, names: Sequence[Named], units: Sequence[str]
) -> tuple[Fact | None, Fact | None]:
    """Return the house as the employer, and what speaks as the employer as its unit."""
    start = posting.text.find(house, posting.first, posting.end)
    first = next((value for value in units if value != house), None)
    unit = next((name for name in names if name.value == first), None)
    return (
        Fact("employer", house, start, start + len(house), "house"),
        Fact("team", unit.value, unit.start, unit.end, "house") if unit else None,
    )


def _cues(posting: Posting, names: Sequence[Named]) -> Iterator[tuple[str, Named]]:
    """Yield what speaks for a name as the employer's: (cue, name), in reading order."""
    text = posting.text
    if posting.page_employer:
        yield "page", Named(text[slice(*posting.page_employer)], *posting.page_employer)
    item_starts = {item.start for item in posting.items}
    taken = [part for part in (posting.title, posting.place) if part]
    for header in posting.headers:
        value = text[header.start : header.end]
        is_taken = any(part.start < header.end and header.start < part.end for part in taken)
        form = _LEGAL_FORM.search(value)
        value = value[: form.start()] if form else value
        if not header.kind and not is_taken and value and could_be_employer(value):
            yield "header", Named(value, header.start, header.start + len(value))
    for name in names:
        if name.is_before_unit:
            if (first := name.value.partition(" ")[0]) != name.value and _recurs(posting, first):
                yield "of_unit", Named(first, name.start, name.start + len(first))
            continue
        has_joint = any(joint in name.value for joint in _JOINTS)
        institution = INSTITUTION_BEHIND.search(name.value) if has_joint else None
        if institution:
            start = name.start + institution.start(1)
            yield "of_department", Named(institution.group(1), start, name.end)
        is_item = name.start in item_starts  # "- Implement CI/CD practices"
        found = [cue for cue in _cues_beside(name) if not (is_item and cue in ("subject", "hires"))]
        if found and could_be_employer(name.value):
            yield from ((cue, name) for cue in found)
            if "subject" in found:
                yield from ((cue, name) for cue in _openings(posting, name.start))


def _openings(posting: Posting, start: int) -> Iterator[str]:
    """Yield what a sentence opens that begins at ``start``, or with "The" before it."""
    if start <= posting.body.start + len("The "):
        yield "opening"
    section = posting.section_at(start)
    if section and section.kind == "about_team" and start <= section.start + len("The "):
        yield "about_us"


def _cues_beside(name: Named) -> Iterator[str]:
    """Yield the cues that the words right before and right behind a name give.

    What is cheap to look at is looked at first: most names have none.
    """
    before = name.before
    joined = before.endswith(_AT_WORDS) and _AT.search(before) is not None
    yield from _cues_behind(name)
    if before.endswith(_WE_ARE):
        yield "we_are"
    if joined and name.is_followed_by(_BEHIND_AT):
        yield "at"
    if before.endswith(_OF) and _OF_UNIT.search(before):
        yield "of_department"
    if before.endswith(_ABOUT_WORD) and name.is_followed_by(_LINE_END) and _ABOUT.search(before):
        yield "about"
    if name.is_followed_by(_IS_SUBJECT):
        opens = OPENS.search(before) is not None
        if opens:
            yield "subject"
        if _BEHIND_COMMA.search(before):
            yield "in_sentence"
        if (opens or joined) and name.is_followed_by(_HIRES):
            yield "hires"


def _cues_behind(name: Named) -> Iterator[str]:
    if name.text.startswith(POSSESSIVE, name.end):
        yield "own"
    if name.text.startswith(_IS_OR_ARE, name.end) and name.is_followed_by(_EQUAL):
        yield "equal"


def _is_organisation(value: str) -> bool:
    return " " in value and _ORGANISATION.search(value) is not None


def _recurs(posting: Posting, value: str) -> bool:
    """Tell whether a name stands in a posting more than once."""
    return _mentions(posting, value) > 1


def _mentions(posting: Posting, value: str) -> int:
    return posting.text.count(value, posting.first, min(posting.body.end, posting.body.start + _MAX_COUNTED))


_ENOUGH: Final[dict[str, Callable[[Posting, str, set[str]], bool]]] = {
    "equal_opportunity": lambda _posting, _value, cues: "equal" in cues,
    "hires": lambda _posting, _value, cues: bool(cues & {"hires", "we_are"}),
    "jobs_at": lambda _posting, _value, cues: "page" in cues,
    "header_name": lambda posting, value, cues: (
        "header" in cues and (_COMPANY.search(value) is not None or _recurs(posting, value))
    ),
    "opening_sentence": lambda _posting, _value, cues: "opening" in cues,
    "about": lambda _posting, _value, cues: bool(cues & {"about", "about_us"}),
    "subject": lambda posting, value, cues: "subject" in cues and (" " in value or _recurs(posting, value)),
    "named_twice": lambda _posting, _value, cues: len(cues & {"subject", "at", "own"}) > 1,
    "organisation": lambda _posting, value, cues: (
        bool(cues & {"subject", "at", "in_sentence", "of_department"}) and _is_organisation(value)
    ),
    "often_at": lambda posting, value, cues: "at" in cues and _mentions(posting, value) > _MIN_MENTIONS,
    "unit_of": lambda posting, value, cues: (
        bool(cues & {"team", "of_unit"})
        and (bool(cues & {"own", "at"}) or _mentions(posting, value) >= _MIN_MENTIONS)
    ),
}
"""What is enough to take a name for the employer's, the surest first."""


def could_be_employer(value: str) -> bool:
    """Tell whether a name can be an organisation's: no skill, country, city or other common word."""
    words = value.split(" ")
    is_full = len(words) > 2 and _COMPANY.search(value) is not None  # noqa: PLR2004 - "Great Lakes Polytechnic"
    if (words[0].lower() in _NO_EMPLOYER and not is_full) or words[-1].lower() in _LAST_NO_EMPLOYER:
        return False
    if value[0].isdigit() or (len(words) == 1 and words[0].lower() in _ALONE_NO_EMPLOYER):
        return False
    if value in known_skills() or value.casefold() in country_names() or value.casefold() in language_names():
        return False
    city = find_city_anywhere(value)
    return city is None or city.name != value
