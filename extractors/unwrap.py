"""Lines that wrapping at a width has parted, joined again."""

import re
from collections import Counter
from collections.abc import Sequence

from extractors.details import is_schedule, starts_with_label
from extractors.lines import Line
from extractors.names import find_names, score_name
from extractors.titles import is_open_end

_MAX_WRAPPED = 110
_MIN_WRAPPED = 30
_MIN_LATE = 4
_LATE_SHARE = 0.3
_GOING_ON_SHARE = 0.25
_SURE_NAME = 3.5
_MAX_FIELD_CHARS = 24
_MAX_FIELD_WORDS = 3
_MIN_FIELDS = 3
_BEFORE_NAME = (".", ",", ";", ":", "?", "!")
_OPEN_ENDS = (",", " and", " in:")
_GAP = re.compile(r"\s")


def unwrap(text: str, lines: list[Line]) -> tuple[str, list[Line]]:
    """Join the lines that wrapping at a width has parted: those whose next word did not fit.

    Returned are the text, with spaces for those line ends (one for one: offsets stay), and the lines.

    Only where the text, or all of it but its paragraphs, is wrapped: hardly any line is somewhat longer than
    the width, and of the line ends within a block many more come too late for the next word than chance has.
    """
    ends = [line.end - text.rfind("\n", 0, line.start) - 1 for line in lines]
    width = _wrap_width(lines, ends)
    if width == 0:
        return text, lines
    fields = _fields(lines)
    pieces: list[str] = []
    at = 0
    joined: list[Line] = []
    last_end = 0
    for line, end in zip(lines, ends, strict=True):
        if (
            joined
            and not line.blank_before
            and not line.dress
            and (width < last_end + 1 + _first_word(line) <= 2 * width or _goes_on(joined[-1]))
            and not starts_with_label(line.text)
            and _field_of(line.text) not in fields
            and not is_schedule(joined[-1].text)
            and not _begins_list(joined[-1], line)
        ):
            before = joined[-1]
            gap = _GAP.sub(" ", text[before.end : line.start])
            pieces += [text[at : before.end], gap]
            at = line.start
            joined[-1] = before._replace(
                text=before.text + gap + line.text, end=line.end, marks=before.marks + line.marks
            )
        else:
            joined.append(line)
        last_end = end if end <= width else 0  # a paragraph is not wrapped
    return "".join([*pieces, text[at:]]), joined


def _goes_on(before: Line) -> bool:
    """Tell whether a numbered item ends in the middle of a list, wrapped by hand: "T, Jane Doe,"."""
    return before.dress == "1" and before.text.endswith(_OPEN_ENDS)


def _field_of(text: str) -> str:
    """Return the label that a line could begin with: "Comments:"."""
    label, colon, _ = text[:_MAX_FIELD_CHARS].partition(":")
    return label if colon and label.count(" ") < _MAX_FIELD_WORDS and label[:1].isupper() else ""


def _fields(lines: Sequence[Line]) -> frozenset[str]:
    """Return the labels that several lines of a page begin with: each is a field of an entry."""
    counts = Counter(field for line in lines if (field := _field_of(line.text)))
    return frozenset(field for field, count in counts.items() if count >= _MIN_FIELDS)


def _first_word(line: Line) -> int:
    return len(line.text.split(maxsplit=1)[0])


def _begins_list(before: Line, line: Line) -> bool:
    """Tell whether a list of names begins with the line: authors below a title that fills its line."""
    names = find_names(line.text)
    is_one = len(names.names) == 1 and (names.names[0].affiliation or names.strength > _SURE_NAME)
    if not (names.is_certain or is_one) or names.end < len(line.text) - 1:
        return False
    if is_open_end(before.text) or find_names(before.text).names:
        return False
    behind, _, last = before.text.rpartition(" ")  # "... for maps. Jane" goes on with "Doe, Al Roe"
    is_broken = behind[-1:] in _BEFORE_NAME and score_name(f"{last} {line.text.split(',')[0]}") > _SURE_NAME
    return not is_broken


def _wrap_width(lines: Sequence[Line], ends: Sequence[int]) -> int:
    """Return the width that lines are wrapped at, as the column of their ends; 0 if they are not.

    Only lines that another one follows at once can tell. Items of one length end late by chance; but hardly
    one of them stops in the middle of a phrase.
    """
    late = total = going_on = 0
    pairs = [
        (before.text, end, line)
        for line, before, end in zip(lines[1:], lines, ends, strict=False)
        if not line.blank_before and not line.dress and end <= _MAX_WRAPPED and not is_schedule(before.text)
    ]
    width = max((end for _, end, _ in pairs), default=0)
    for before, end, line in pairs:
        total += 1
        if end + 1 + _first_word(line) > width:
            late += 1
            going_on += line.text[0].islower() or is_open_end(before) or before.count("(") > before.count(")")
    is_wrapped = late >= max(_MIN_LATE, _LATE_SHARE * total) and going_on >= _GOING_ON_SHARE * late
    return width if is_wrapped and width >= _MIN_WRAPPED else 0
