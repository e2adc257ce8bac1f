"""A text's lines, with offsets and the blank lines before them."""

import re
from typing import NamedTuple

# str.strip leaves these: byte order mark and zero-width space are no content at a line's edge.
_EDGES = " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff\u200b" + "".join(
    map(chr, range(0x2000, 0x200B))
)


# What stands before a line's content: bullets, numbers, the marks of headings and quotes. Each of the
# alternatives begins with another character, so matching takes time linear in the marks.
_MARKERS = re.compile(
    r"(?:[-*•–▪►‣◦·]+[ \t\xa0]+|#{1,6}[ \t\xa0]+|>+[ \t\xa0]*|\(?\d{1,3}[.)][ \t\xa0]+|\*\*)+"
)
_MARKER_STARTS = frozenset("-*•–▪►‣◦·#>(0123456789")
_EMPHASIS = "*_"


class Line(NamedTuple):
    """A line that is not blank, without what marks it as an item: ``text == document[start:end]``."""

    text: str
    start: int
    end: int
    blank_before: bool
    """Whether at least one blank line, or the start of the document, stands before it."""


def find_lines(text: str) -> list[Line]:
    """Return the lines of ``text`` that are not blank, in order.

    All line ends that Unicode knows count; white space, also invisible, is trimmed from both edges, and so
    are bullets, numbers and the marks of headings and emphasis around a whole line.
    """
    lines: list[Line] = []
    offset, blank = 0, True
    for raw in text.splitlines(keepends=True):
        body = raw.lstrip(_EDGES)
        start = offset + len(raw) - len(body)
        body = body.rstrip(_EDGES)
        if body:
            if body[0] in _MARKER_STARTS:
                start, body = _without_markers(start, body)
            lines.append(Line(body, start, start + len(body), blank))
            blank = False
        else:
            blank = True
        offset += len(raw)
    return lines


def _without_markers(start: int, body: str) -> tuple[int, str]:
    """Cut the marks off a line that starts at ``start``; a line of marks alone stays as it is."""
    markers = _MARKERS.match(body)
    if markers is None or markers.end() == len(body):
        return start, body
    cut = body[markers.end() :]
    if "**" in markers.group():
        cut = cut.rstrip(_EMPHASIS) or cut
    return start + markers.end(), cut
