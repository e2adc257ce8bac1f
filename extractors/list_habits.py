"""What the author lists of one page have in common: their label, the order of names, affiliations.

A label is told by what follows it, in any language: where the lines that begin with it go on with names.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from extractors.details import is_affiliation, is_detail, is_role
from extractors.lines import Line
from extractors.names import CERTAIN, NO_HABITS, ListHabits, NameList, find_names
from extractors.page import Page
from extractors.set_apart import find_aside_kinds

_MIN_LISTS: Final = 3
_SHARE: Final = 0.6
_AFFILIATION_SHARE: Final = 0.3
_LABEL = re.compile(
    r"[*_]{0,3}[^\W\d_](?:[^\W_]|[ .()/’'-]){0,30}?\s?[:：][*_]{0,3}\s*|[^\W\d_A-Z]{2,9}\s+(?=[^\W\d_a-z])"
    r"|(?:With|[A-Z][a-z]{2,11} (?:by|with))\s+(?=[^\W\d_a-z])"
)
_MAX_LABEL_CHARS: Final = 40
_WITHOUT_COLON: Final = ("With ", " by ", " with ")
# Who presents an entry, or works on it, is its author where the page names no others.
_OF_AUTHORS = re.compile(
    r"[*_]{0,3}(?:the )?(?:(?:project |research )?team|speakers?|presenters?|researchers?|contributors?)"
    r"(?:\(s\))?[*_]{0,3}\s?[:：]|presented by\b"
)
_ONE_COMMA = re.compile(r"[^,;|·&]+[,;][^,;|·&]+")


def find_list_habits(page: Page, lists: Sequence[NameList]) -> ListHabits:
    """Return what the author lists of a page share, given each line read without that knowledge."""
    certain = [names for names in lists if names.is_certain]
    inverted = sum(_is_inverted(page.text, names) for names in certain)
    affiliated = two_names = lone = words = 0
    for line, names in zip(page.lines, lists, strict=True):
        if names.names and _ONE_COMMA.fullmatch(line.text):
            affiliated += names.names[0].affiliation is not None and len(names.names) == 1
            two_names += len(names.names) > 1
            lone += len(names.names) == 1 and _is_inverted(page.text, names)
            words += len(names.names) > 1 and line.text.count(" ") == 1
    marked = [line for line, names in zip(page.lines, lists, strict=True) if line.marks and names.names]
    return ListHabits(
        labels=_find_labels(page, len(certain)),
        is_inverted=(inverted >= _MIN_LISTS and inverted >= _SHARE * len(certain))
        or lone >= max(_MIN_LISTS, _SHARE * (lone + words)),  # "Doe, Jane" alone in its line, or "Li, Bo"
        is_affiliated=affiliated >= _MIN_LISTS and affiliated > two_names,
        aside_kinds=find_aside_kinds(page.text, marked),
    )


def needs_habits(line: Line, habits: ListHabits) -> bool:
    """Tell whether a line reads otherwise once the page's habits are known."""
    if habits == NO_HABITS:
        return False
    text = line.text
    if habits.aside_kinds and any(mark.kind in habits.aside_kinds for mark in line.marks):
        return True
    if habits.labels and label_of(text) in habits.labels:
        return True
    return (habits.is_inverted or habits.is_affiliated) and _ONE_COMMA.fullmatch(text) is not None


def label_of(text: str) -> str:
    """Return what could be the label that a line begins with ("Auteurs : ", "von "), in lower case."""
    head = text[:_MAX_LABEL_CHARS]
    has_label = ":" in head or "：" in head or any(word in head for word in _WITHOUT_COLON)
    if not has_label and not head[:1].islower():
        return ""
    found = _LABEL.match(text)
    return found.group().lower() if found else ""


def find_affiliation_lines(page: Page, lists: Sequence[NameList]) -> frozenset[int]:
    """Return the lines below single names that say where the person works: each name has one, set otherwise.

    Which lines those are is told by how they are set (dress, blank line before), and by what they say.
    """
    pairs: dict[tuple[tuple[str, bool], tuple[str, bool]], list[int]] = {}
    for index in range(1, len(page.lines)):
        above, line = page.lines[index - 1], page.lines[index]
        ways = (above.dress, above.blank_before), (line.dress, line.blank_before)
        if len(lists[index - 1].names) == 1 and ways[0] != ways[1] and page.is_free(index):
            pairs.setdefault(ways, []).append(index)
    found: set[int] = set()
    for indices in pairs.values():
        affiliations = sum(is_affiliation(page.lines[index].text) for index in indices)
        names = sum(bool(lists[index].names) for index in indices)
        if affiliations >= max(_MIN_LISTS, _AFFILIATION_SHARE * len(indices)) and names < affiliations:
            found.update(indices)
    return frozenset(found)


def _is_inverted(text: str, names: NameList) -> bool:
    return all("," in text[name.start : name.end] for name in names.names)


def _find_labels(page: Page, certain: int) -> frozenset[str]:
    """Return the labels behind which lists of names stand, and hardly anything else."""
    lines: dict[str, list[int]] = {}
    for index, line in enumerate(page.lines):
        label = label_of(line.text)
        if label and page.is_free(index):
            lines.setdefault(label, []).append(index)
    labels = set()
    for label, indices in lines.items():
        if len(indices) < _MIN_LISTS:
            continue
        if (is_role(label.rstrip(" :：*_")) or is_detail(label)) and (
            certain or not _OF_AUTHORS.match(label)
        ):
            continue
        found = Counter(_holds_names(page, index, len(label)) for index in indices)
        # A word without a colon could be a particle: "von", "de".
        total = len(indices) if label.rstrip()[-1] in ":：" else max(len(indices), certain)
        if found[True] >= max(_MIN_LISTS, _SHARE * total):
            labels.add(label)
    return frozenset(labels)


def _holds_names(page: Page, index: int, label_chars: int) -> bool:
    line = page.lines[index]
    names = find_names(page.text, line.start + label_chars, line.end)
    return names.strength >= CERTAIN and names.end >= line.end - 1 and not names.labelled
