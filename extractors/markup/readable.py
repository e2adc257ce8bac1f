"""What reading markup yields: text for people, what the markup sets apart, and the way back to the source."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple


class Mark(NamedTuple):
    """A stretch of readable text that its markup sets apart (code points, half open).

    Kinds: ``h1`` to ``h6``, ``strong``, ``emphasis``, ``link``, ``span``, ``code``, ``item`` (of a list),
    ``cell`` (of a table), ``caption`` (of a figure) and ``title`` (of the page: its head, its front matter).
    """

    kind: str
    start: int
    end: int


Run = tuple[int, int, int, int]
"""(text_start, text_end, source_start, source_end), in code points, half open."""


class Readable(NamedTuple):
    """A source as readable text.

    ``source_map`` holds runs in the order of the text, without overlaps; a run that is as long in the source
    as in the text is the same there, character by character; another corresponds as a whole (an entity,
    folded white space). What no run covers was inserted: line ends, and spaces for other white space.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    source_map: tuple[Run, ...] = ()


def _text_start(run: Run) -> int:
    return run[0]


def to_source(source_map: Sequence[Run], start: int, end: int) -> tuple[int, int] | None:
    """Return the smallest stretch of the source that holds all that ``text[start:end]`` was read from.

    ``None`` where all of it was inserted. Time logarithmic in the length of the map, and linear in the runs
    that the stretch touches.

    Example:
        >>> to_source(((0, 3, 10, 13), (3, 4, 13, 18)), 1, 4)
        (11, 18)
    """
    low = high = -1
    if start >= end:
        return None
    for index in range(max(0, bisect_right(source_map, start, key=_text_start) - 1), len(source_map)):
        text_start, text_end, source_start, source_end = source_map[index]
        if text_start >= end:
            break
        if text_end <= start:
            continue
        is_copy = text_end - text_start == source_end - source_start
        first = source_start + max(0, start - text_start) if is_copy else source_start
        last = source_end - max(0, text_end - end) if is_copy else source_end
        low = first if low < 0 else min(low, first)
        high = max(high, last)
    return None if low < 0 else (low, high)
