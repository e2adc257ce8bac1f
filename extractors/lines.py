"""A text's lines, with offsets and the blank lines before them."""

from typing import NamedTuple

# str.strip leaves these: byte order mark and zero-width space are no content at a line's edge.
_EDGES = " \t\n\r\x0b\x0c\x1c\x1d\x1e\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff\u200b" + "".join(
    map(chr, range(0x2000, 0x200B))
)


class Line(NamedTuple):
    """A line that is not blank, trimmed: ``text == document[start:end]``."""

    text: str
    start: int
    end: int
    blank_before: bool
    """Whether at least one blank line, or the start of the document, stands before it."""


def find_lines(text: str) -> list[Line]:
    """Return the lines of ``text`` that are not blank, in order.

    All line ends that Unicode knows count; white space, also invisible, is trimmed from both edges.
    """
    lines: list[Line] = []
    offset, blank = 0, True
    for raw in text.splitlines(keepends=True):
        body = raw.lstrip(_EDGES)
        start = offset + len(raw) - len(body)
        body = body.rstrip(_EDGES)
        if body:
            lines.append(Line(body, start, start + len(body), blank))
            blank = False
        else:
            blank = True
        offset += len(raw)
    return lines
