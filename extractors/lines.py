"""A text's lines, with offsets, how they are dressed, and the blank lines before them."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final, NamedTuple

from extractors.markup import Mark

# str.strip leaves these: byte order mark and zero-width space are no content at a line's edge.
_EDGES = " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff\u200b" + "".join(
    map(chr, range(0x2000, 0x200B))
)

# What stands before a line's content: bullets, numbers, the marks of headings and quotes. Each of the
# alternatives begins with another character, so matching takes time linear in the marks.
_PICTURES = re.compile("[\u2600-\u26ff\u2700-\u27bf\U0001f300-\U0001faff]")
_BULLETS = r"-+*•▪►▸▹‣⁃◦·∙●○◉■□▫◆◇❖❯❱➔➜➤→⇒»✓✔✦✧★☆⭐\u2600-\u26ff\u2700-\u27bf\U0001f300-\U0001faff"
_MARKERS = re.compile(
    rf"(?:[{_BULLETS}]+\ufe0f?[ \t\xa0]+|[o–—][ \t\xa0]+(?=[^\sa-z]|[a-z]{{1,2}}[A-Z])"
    r"|・[ \t\xa0]*"
    r"|[#=]{1,6}[ \t\xa0]+|>+[ \t\xa0]*"
    r"|\(?\d{1,3}[.)][ \t\xa0]+|\[[A-Z]{0,3}-?\d{1,3}\][ \t\xa0]+|\*\*\d{1,3}[.)]\*\*[ \t\xa0]+"
    r"|\*\*"
    r"|\d{1,2}[:.h]\d\d(?:[ ]?[ap]\.?m\.?)?(?:[ ]?[-–—][ ]?\d{1,2}[:.h]\d\d(?:[ ]?[ap]\.?m\.?)?)?"
    r":?[ \t\xa0]+(?:[-–—|·][ \t\xa0]+)?"
    r"(?:(?:[Rr]oom|[Hh]all|[Aa]uditorium|[Tt]rack|[Ss]tage|[Bb]allroom|[Tt]heatre|[Rr]aum|[Ss]aal|[Ss]alle)"
    r"[ ][^|·\n]{1,25}[|·][ \t\xa0]+)?)+"
)
_NO_MARKER_START = re.compile(r"[^\W\do]|[“\"'«„‘]")
_EMPHASIS = "*_"
_MIN_ROWS = 3
_MARGIN = 2
"""How many characters a mark may be short of covering its line: a full stop, a quote."""
_RULE = re.compile(r"(?:-{3,}|={3,}|~{3,}|\^{3,}|\*{3,}|_{3,}|#{3,})$")
_MAX_UNDERLINED_CHARS = 120


class Line(NamedTuple):
    """A line that is not blank, without what marks it as an item: ``text == document[start:end]``."""

    text: str
    start: int
    end: int
    blank_before: bool
    """Whether at least one blank line, or the start of the document, stands before it."""
    dress: str = ""
    """How the whole line is set apart: ``-`` item, ``1`` numbered, ``#2`` heading, ``b`` bold, ``l`` link,
    ``i`` emphasis, ``c`` code, ``e`` emoji before it; empty where it is not."""
    marks: tuple[Mark, ...] = ()
    """What its markup sets apart inside the line."""


INLINE_KINDS: Final = frozenset({"strong", "emphasis", "link", "span"})
_DRESS: Final = {"strong": "b", "link": "l", "emphasis": "i", "code": "c", "item": "-", "title": "#1"}


def find_lines(text: str, marks: Sequence[tuple[str, int, int]] = ()) -> list[Line]:
    """Return the lines of ``text`` that are not blank, in order.

    All line ends that Unicode knows count; white space, also invisible, is trimmed from both edges, and so
    are bullets, numbers and the marks of headings and emphasis around a whole line. Lines of nothing but
    dashes and the like are left out: what one underlines is a heading.
    """
    lines: list[Line] = []
    offset, blank = 0, True
    separator = "" if marks else _cell_separator(text)
    for raw in text.splitlines(keepends=True):
        body = raw.lstrip(_EDGES)
        start = offset + len(raw) - len(body)
        body = body.rstrip(_EDGES)
        if _RULE.match(body):
            if not blank and lines and len(lines[-1].text) <= _MAX_UNDERLINED_CHARS and not lines[-1].dress:
                lines[-1] = lines[-1]._replace(dress="#1" if body[0] == "=" else "#2")
            blank = True
        elif body:
            dress = ""
            if not _NO_MARKER_START.match(body):
                start, body, dress = _without_markers(start, body)
            if separator and separator in body and (separator == "\t" or body[0] == "|"):
                lines += _cells(body, start, separator, dress)
            else:
                lines.append(Line(body, start, start + len(body), blank, dress))
            blank = False
        else:
            blank = True
        offset += len(raw)
    if marks:
        lines = _with_marks(lines, marks)
    return lines


def _cell_separator(text: str) -> str:
    """Return what parts the lines of a text into the cells of a table: tabs, bars around, or nothing."""
    for separator in "\t|":
        if text.count(separator) < _MIN_ROWS:
            continue
        rows = [line.strip(_EDGES) for line in text.splitlines()]
        rows = [row for row in rows if separator in row and (separator == "\t" or row[0] == row[-1] == "|")]
        cells = [row.split(separator) for row in rows]
        counts = Counter(
            len(row) for row in cells if not any(cell.rstrip().endswith((",", ";")) for cell in row)
        )
        if counts and counts.most_common(1)[0][1] >= max(_MIN_ROWS, 0.8 * len(rows)):
            return separator
    return ""


def _cells(body: str, start: int, separator: str, dress: str) -> list[Line]:
    """Return the cells of a row, each as a line; a row begins as after a blank line."""
    cells: list[Line] = []
    at = 0
    for cell in body.split(separator):
        text = cell.strip(_EDGES)
        if text.strip("-:=|"):
            begin = start + at + cell.index(text[0])
            cells.append(Line(text, begin, begin + len(text), not cells, "" if cells else dress))
        at += len(cell) + 1
    return cells


def _without_markers(start: int, body: str) -> tuple[int, str, str]:
    """Cut the marks off a line that starts at ``start``; a line of marks alone stays as it is."""
    markers = _MARKERS.match(body)
    if markers is None or markers.end() == len(body):
        return start, body, ""
    found = markers.group()
    cut = body[markers.end() :]
    dress = ""
    if "#" in found or "=" in found:
        dress = f"#{min(6, found.count('#') or found.count('='))}"
        cut = cut.rstrip("#= ") or cut
    elif any(char.isdigit() for char in found):
        dress = "1"
    elif _PICTURES.search(found):
        dress = "e"
    elif found.strip("*"):
        dress = "-"
    if found.endswith("**") and found.count("**") % 2:
        closing = cut.find("**")
        if closing >= 0 and not cut[closing + 2 :].strip(" .,:*"):
            dress = dress + "b"
            cut = cut[:closing].rstrip() or cut
        elif closing >= 0:
            # The bold part is only the line's beginning: its marks stay.
            back = markers.end() - 2
            return start + back, body[back:], dress
    return start + markers.end(), cut, dress


def _with_marks(lines: list[Line], marks: Sequence[tuple[str, int, int]]) -> list[Line]:
    """Give each line the marks that lie in it; one that covers the whole line becomes its dress."""
    starts = [line.start for line in lines]
    lines = list(lines)
    inside: defaultdict[int, list[Mark]] = defaultdict(list)
    for kind, start, end in marks:
        index = max(0, bisect_left(starts, start + 1) - 1)
        while index < len(lines) and lines[index].start < end:
            line = lines[index]
            if line.end > start:
                first, last = max(start, line.start), min(end, line.end)
                if kind in INLINE_KINDS and not _covers(line, first, last):
                    inside[index].append(Mark(kind, first, last))
                else:
                    lines[index] = _dressed(line, kind, start, end)
                if kind == "item":
                    break  # its later lines are no items
            index += 1
    for index, found in inside.items():
        lines[index] = lines[index]._replace(marks=tuple(found))
    return lines


def _covers(line: Line, first: int, last: int) -> bool:
    return last - first >= (line.end - line.start) - _MARGIN


def _dressed(line: Line, kind: str, start: int, end: int) -> Line:
    """Return ``line`` with the dress that a mark gives it which covers it, or begins a heading or an item."""
    if kind[:1] == "h" and kind[1:].isdigit():
        return line._replace(dress="#" + kind[1:])
    covers = _covers(line, max(start, line.start), min(end, line.end))
    letter = _DRESS.get(kind, "") if covers or kind == "item" else ""
    if letter in line.dress or (letter == "-" and start < line.start - _MARGIN):
        return line
    return line._replace(dress=line.dress + letter)
