"""Lines in which the next title is glued to the authors before it: "A, B - Title"."""

import re

from extractors.details import is_affiliation
from extractors.leading_names import find_leading_names
from extractors.lines import Line
from extractors.names import CERTAIN, find_names
from extractors.page import Page
from extractors.titles import score_title

_GLUE = re.compile(r"\s+[-–—•*]\s+(?=\S)")
_MARKS = (" - ", " – ", " — ", " • ", " * ")
_MIN_LINES = 2
_MIN_STRENGTH = 0.5


def split_glued_lines(page: Page) -> None:
    """Part the lines that end a paper and begin the next; a page does so twice, or has bullets."""
    cuts: dict[int, tuple[int, int]] = {}
    certain = 0
    for index, line in enumerate(page.lines):
        if not any(mark in line.text for mark in _MARKS):
            continue
        names = find_leading_names(page.text, line.start, line.end)
        glue = _GLUE.match(page.text, names.end, line.end) if names.strength >= _MIN_STRENGTH else None
        behind = page.text[glue.end() : line.end] if glue else ""
        if glue is None or behind.count(" ") <= 1 or score_title(behind) <= 0:
            continue
        if is_affiliation(behind) or find_names(behind).is_certain:
            continue
        cuts[index] = (names.end, glue.end())
        certain += names.strength >= CERTAIN
    # One such line may be chance, and a habit of the page makes up for names that are rare.
    if (
        not cuts
        or certain == 0
        or (certain < _MIN_LINES and not any("-" in line.dress for line in page.lines))
    ):
        return
    lines: list[Line] = []
    for index, line in enumerate(page.lines):
        if index not in cuts:
            lines.append(line)
            continue
        end, start = cuts[index]
        lines.append(line._replace(text=page.text[line.start : end], end=end))
        lines.append(Line(page.text[start : line.end], start, line.end, blank_before=False, dress="-"))
    page.lines = lines
    page.labels = [None] * len(lines)
