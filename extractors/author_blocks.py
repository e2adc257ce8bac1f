"""Author lists on a page: the lines that hold names, joined where one list takes several."""

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from extractors import evidence
from extractors.details import is_byline, is_detail
from extractors.lines import Line
from extractors.list_habits import find_affiliation_lines, label_of
from extractors.mention import Mention
from extractors.names import (
    CERTAIN,
    NO_HABITS,
    NOTHING,
    ListHabits,
    NameList,
    find_names,
    gives_duties,
    score_name,
)
from extractors.page import Page
from extractors.places import parse_place
from extractors.set_apart import find_asides

_MIN_CONTINUED = 0.3
_MIN_WRAPPED: Final = 30
_MIN_BROKEN = 2.0
_MIN_FORM = -4.0
_FEW_NAMES = 3
_LIST_OPEN_ENDS = (",", ";", "&", "·", "|")
_LIST_OPEN_WORDS = frozenset({"and", "und", "by"})
_LIST_CONTINUES = re.compile(r"(?:and|&|,|;|·)\s", re.IGNORECASE)
_LABEL_LINE = re.compile(r"(?:authors?|by|names?|written by)\s*[:：]?$", re.IGNORECASE)
_FIELD = re.compile(r"[A-Z][\w-]{1,20}(?: [\w-]{1,20}){0,2}\s?[:：]\s")
_ROLE_LABEL = re.compile(r"[^,;:]{2,60}(?::|\binclude[sd]?:?)\s")


class Option(NamedTuple):
    """A candidate for the title of a block: lines ``first`` to ``last``, and how it stands to the authors."""

    first: int
    last: int
    way: str
    dress: str
    score: float

    @property
    def is_before(self) -> bool:
        """Whether the title stands before its authors."""
        return self.way.startswith("before")


@dataclass(slots=True)
class Block:
    """Consecutive lines that hold one list of authors."""

    first: int
    last: int
    lists: list[NameList]
    strength: float
    is_certain: bool
    labelled: bool
    options: list[Option] = field(default_factory=list)
    choice: Option | None = None
    margin: float = 9.0
    """By how much the chosen title beats the next one."""
    is_explained: bool = False
    """Whether a heading says who these people are: no authors."""


def read_line(page: Page, index: int, habits: ListHabits = NO_HABITS) -> NameList:
    """Return the names of a line, if all of it is a list of authors."""
    line = page.lines[index]
    if "c" in line.dress or not page.is_free(index):
        return NOTHING
    label = label_of(line.text) if habits.labels else ""
    label_chars = len(label) if label in habits.labels else 0
    names = find_names(page.text, line.start, line.end, label_chars=label_chars, habits=habits)
    asides = find_asides(page.text, line, habits.aside_kinds) if line.marks else []
    has_place = False
    if asides:
        known = find_names(
            page.text, line.start, line.end, label_chars=label_chars, habits=habits, asides=asides
        )
        has_place = bool(known.names) and (known.strength >= names.strength or bool(habits.aside_kinds))
        names = known if has_place else names
    if names.strength <= 0 or gives_duties(page.text, names):
        return NOTHING
    return NOTHING if _is_no_list(line.text, names, has_place=has_place) else names


def _is_no_list(text: str, names: NameList, *, has_place: bool) -> bool:
    """Tell whether a line that reads as names is something else: a role, a byline, a credit, a place, ...

    It may have a place where that is known to be an affiliation.
    """
    is_sentence = bool(names.others) and evidence.is_prose(text)
    if not names.labelled and (is_sentence or _has_role_label(text)):
        return True
    if (names.others or len(names.names) <= _FEW_NAMES) and is_byline(text):
        return True
    if evidence.is_boilerplate(text) or evidence.is_credit(text) or evidence.is_image_file(text):
        return True
    place = parse_place(text.rstrip(".")) if len(names.names) < _FEW_NAMES and not has_place else None
    return place is not None and place.certain


def _has_role_label(text: str) -> bool:
    found = _ROLE_LABEL.match(text)
    return found is not None


def build_blocks(page: Page, lists: list[NameList], mentions: dict[int, list[Mention]]) -> list[Block]:
    """Join the lines of each author list: wrapped ones, and those with one name per line."""
    affiliations = find_affiliation_lines(page, lists)
    blocks: list[Block] = []
    index = 0
    while index < len(page.lines):
        names = lists[index]
        label_only = _LABEL_LINE.match(page.lines[index].text) and page.is_free(index)
        if index in mentions or index in affiliations or (names.strength <= 0 and not label_only):
            index += 1
            continue
        first = index
        parts = [names] if names.names else []
        labelled = bool(label_only) or names.labelled
        while index + 1 < len(page.lines) and index + 1 not in mentions:
            if index + 1 in affiliations:
                index += 1
                parts[-1] = _with_affiliation(parts[-1], page.lines[index])
                if index + 2 not in affiliations:
                    break
                index += 1
                parts.append(lists[index])
                continue
            following = _continue_list(page, lists, index, parts, after_label=not parts)
            if following is None:
                break
            if following[1]:
                parts[-1] = following[0]
            else:
                parts.append(following[0])
            index += 1
        index += 1
        if not parts:
            continue
        count = sum(len(part.names) for part in parts)
        strength = sum(part.strength for part in parts) + (2.0 if labelled and not parts[0].labelled else 0.0)
        is_certain = strength >= CERTAIN and (count > 1 or labelled or any(part.et_al for part in parts))
        if first + 1 < index:
            first = _extend_upwards(page, lists, mentions, parts, first)
        blocks.append(Block(first, index - 1, parts, strength, is_certain, labelled))
    return blocks


def _with_affiliation(names: NameList, line: Line) -> NameList:
    """Return the one name of a line with the affiliation in the line below."""
    (name,) = names.names
    name = name._replace(affiliation=name.affiliation or (line.start, line.end))
    return names._replace(names=(name,), end=line.end)


def _extend_upwards(
    page: Page, lists: list[NameList], mentions: dict[int, list[Mention]], parts: list[NameList], first: int
) -> int:
    """Add the lines above a list that are built like its own lines, though their names are rare."""
    skeleton = _skeleton(page.lines[first].text)
    singles = all(len(part.names) == 1 for part in parts)
    while (
        (skeleton or (singles and _has_form_of_name(page.lines[first - 1].text)))
        and first > 0
        and not page.lines[first].blank_before
        and page.is_free(first - 1)
        and first - 1 not in mentions
        and lists[first - 1].strength <= 0
        and _skeleton(page.lines[first - 1].text) == skeleton
    ):
        line = page.lines[first - 1]
        names = find_names(page.text, line.start, line.end, expected=True)
        if not names.names:
            break
        parts.insert(0, names._replace(labelled=False))
        first -= 1
    return first


def _has_form_of_name(text: str) -> bool:
    words = text.split()
    return 1 < len(words) < 5 and all(word[0].isupper() for word in words) and score_name(text) > _MIN_FORM  # noqa: PLR2004


def _skeleton(text: str) -> str:
    """Return what separates the parts of a line, empty if nothing does: "Doe, Jane | MIT" gives ",|"."""
    return "".join(char for char in text if char in ",;|()·")


def _continue_list(
    page: Page, lists: list[NameList], index: int, parts: list[NameList], *, after_label: bool
) -> tuple[NameList, bool] | None:
    """Return what the next line adds to the list: (names, whether they replace those of the line before)."""
    line, following = page.lines[index], page.lines[index + 1]
    names = lists[index + 1]
    if after_label:
        return (names, False) if names.strength > 0 else None
    goes_on = _is_open(line.text) or _LIST_CONTINUES.match(following.text)
    if following.blank_before and not (names.strength > 0 and _is_open(line.text)):
        return None
    are_grouped = (
        following.dress == line.dress
        and names.strength > _MIN_CONTINUED
        and _ends_in_affiliation(line, parts[-1], page.text)
        and _ends_in_affiliation(following, names, page.text)
    )
    if are_grouped or (goes_on and names.strength > 0):
        return names, False
    if goes_on:
        both = find_names(page.text, parts[-1].start, following.end)
        return (both, True) if both.strength >= parts[-1].strength and not both.others else None
    if len(parts[-1].names) == 1 and not names.labelled:
        alike = _next_of_one_a_line(page, line, following, names, parts[-1])
        if alike:
            return alike, False
    return _mend_broken_name(page, line, following, parts[-1])


def _ends_in_affiliation(line: Line, names: NameList, text: str) -> bool:
    """Tell whether a line ends with where its last person works: "Jane Doe, Bo Li (Inria)"."""
    affiliation = names.names[-1].affiliation if names.names else None
    return affiliation is not None and affiliation[1] >= line.end - 1 and text[line.end - 1] in ")]"


def _is_open(text: str) -> bool:
    """Tell whether a line ends in the middle of a list."""
    return text.endswith(_LIST_OPEN_ENDS) or text.rpartition(" ")[2].lower() in _LIST_OPEN_WORDS


def _next_of_one_a_line(
    page: Page, line: Line, following: Line, names: NameList, before: NameList
) -> NameList | None:
    """Return the name of the next line where each line holds one, ``None`` if it does not go on so."""
    if (
        len(names.names) == 1
        and names.strength > _MIN_CONTINUED
        and before.strength > 0
        and not before.others
    ):
        return names
    if names.strength > 0:
        is_affiliated = before.names[0].affiliation and following.dress == line.dress
        return names if is_affiliated and len(names.names) == 1 else None
    skeleton = _skeleton(line.text)
    looks_alike = skeleton == _skeleton(following.text) if skeleton else _has_form_of_name(following.text)
    if not looks_alike:
        return None
    expected = find_names(page.text, following.start, following.end, expected=True)
    return expected._replace(labelled=False) if len(expected.names) == 1 else None


def _mend_broken_name(
    page: Page, line: Line, following: Line, before: NameList
) -> tuple[NameList, bool] | None:
    """Return the list that two lines hold together where wrapping has broken a name between them."""
    if len(line.text) < _MIN_WRAPPED or following.dress or not following.text[0].isalpha():
        return None
    if _FIELD.match(following.text):
        return None
    both = find_names(page.text, before.start, following.end)
    joint = next((name for name in both.names if name.start < line.end < following.start < name.end), None)
    if joint is None or both.others or score_name(page.text[joint.start : joint.end]) < _MIN_BROKEN:
        return None
    first, second = page.text[joint.start : line.end], page.text[following.start : joint.end]
    if both.end < following.end - 1 or is_detail(following.text) or "," not in line.text:
        return None
    is_broken = len(first.split()) == 1 or (
        len(second.split()) == 1 and score_name(page.text[joint.start : joint.end]) > score_name(first)
    )
    return (both, True) if is_broken else None
