"""Lines in which the next title is glued to the authors before it: "A, B - Title"."""

import re

from extractors.lines import Line
from extractors.names import CERTAIN, find_leading_names, find_names
from extractors.page import Page
from extractors.titles import is_affiliation, score_title

_GLUE = re.compile(r"\s+[-–—•*]\s+(?=\S)")
_MARKS = (" - ", " – ", " — ", " • ", " * ")
_MIN_LINES = 2


def split_glued_lines(page: Page) -> None:
    """Part the lines that end a paper and begin the next; a page does so twice, or has bullets."""
    cuts: dict[int, tuple[int, int]] = {}
    for index, line in enumerate(page.lines):
        if not any(mark in line.text for mark in _MARKS):
            continue
        names = find_leading_names(page.text, line.start, line.end)
        glue = _GLUE.match(page.text, names.end, line.end) if names.strength >= CERTAIN else None
        behind = page.text[glue.end() : line.end] if glue else ""
        if glue and score_title(behind) > 0 and not is_affiliation(behind) and behind.count(" ") > 1 and not find_names(behind).is_certain:
            cuts[index] = (names.end, glue.end())
    if not cuts or (len(cuts) < _MIN_LINES and not any("-" in line.dress for line in page.lines)):
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
