"""Lines that wrapping at a width has parted, joined again."""

import re
from collections.abc import Sequence

from extractors.lines import Line
from extractors.names import find_names

_MAX_WRAPPED = 110
_MIN_WRAPPED = 30
_MIN_FULL_LINES = 5
_FULL = 12
# A line that begins with a label is no part of the line above.
_STARTS_ANEW = re.compile(r"[A-Z][\w ’']{1,20}:\s|https?://|\[")


def unwrap(text: str, lines: list[Line]) -> list[Line]:
    """Join the lines that wrapping at a width has parted: those whose next word did not fit.

    Only where the text, or all of it but its paragraphs, is wrapped: far more lines end just before the
    width than somewhat before it, and hardly any end just behind it.
    """
    width = _wrap_width([line.end - line.start for line in lines])
    if width == 0:
        return lines
    joined: list[Line] = []
    last_length = 0
    for line in lines:
        first_word = len(line.text.split(maxsplit=1)[0])
        goes_on = joined and not line.blank_before and not line.dress
        if (
            goes_on
            and width < last_length + 1 + first_word <= 2 * width
            and not _STARTS_ANEW.match(line.text)
            and not _begins_list(joined[-1], line)
        ):
            before = joined[-1]
            joined[-1] = before._replace(
                text=text[before.start : line.end], end=line.end, marks=before.marks + line.marks
            )
        else:
            joined.append(line)
        last_length = line.end - line.start
        if last_length > width:
            last_length = 0  # a paragraph: not wrapped
    return joined


def _begins_list(before: Line, line: Line) -> bool:
    """Tell whether a list of names begins with the line: authors below a title that fills its line."""
    names = find_names(line.text)
    is_list = names.is_certain and names.end >= len(line.text) - 1
    return is_list and not before.text.endswith((",", ";", "&", " and")) and not find_names(before.text).names


def _wrap_width(lengths: Sequence[int]) -> int:
    """Return the width that lines are wrapped at, 0 if they are not."""
    short = [length for length in lengths if length <= _MAX_WRAPPED]
    width = max(short, default=0)
    if width < _MIN_WRAPPED:
        return 0
    full = sum(length > width - _FULL for length in short)
    nearly = sum(width - 3 * _FULL < length <= width - _FULL for length in short)
    behind = sum(width < length <= 2 * width for length in lengths)
    return width if full >= _MIN_FULL_LINES and full >= 1.5 * nearly and behind * 5 <= full else 0
