"""Writes readable text line by line, with its marks and its map to the source."""

import re
from array import array
from bisect import bisect_right
from typing import Final

from extractors.markup.readable import Mark, Readable, Run

# Words with single spaces between them need no folding: nearly all of a page is copied in long stretches.
_STRETCH = re.compile(r"[^ \t\n\r\f]++(?: [^ \t\n\r\f]++)*+")
_CODE_LINE = re.compile(r"[^\r\n]++|\r\n?|\n")
_SPACES: Final = " \t\n\r\f"
LINE: Final = 1
BLOCK: Final = 2
_RUN_FIELDS: Final = 4


class Writer:
    """Collects text as lines; the ends of lines are settled when the next text comes.

    While it writes, it counts places without line ends: a line's distance to the one above it may grow later
    (``part_lines``).
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.length = 0
        """Places written so far, without line ends and what is pending."""
        self._parts: list[str] = []
        self._runs = array("I")
        self._marks: list[tuple[str, int, int]] = []
        # Of each line: its first place, the line ends before it, its first part and run, and what was cut off
        # from its end.
        self._line_starts = array("I")
        self._line_gaps = bytearray()
        self._line_runs = array("I")
        self._line_cuts: dict[int, int] = {}
        self._pending = LINE
        self._soft = False
        self._space: tuple[int, int] | None = None
        self._indent: tuple[int, int] | None = None
        self._copied_to = -1

    @property
    def line_count(self) -> int:
        """How many lines have been begun."""
        return len(self._line_starts)

    @property
    def at_line_start(self) -> bool:
        """Whether the next text begins a line."""
        return self._pending > 0

    def copy(self, start: int, end: int) -> None:
        """Write ``source[start:end]``, its white space folded as browsers do."""
        at = start
        for found in _STRETCH.finditer(self.source, start, end):
            begin, stop = found.span()
            if begin > at and not self._pending:
                self._space = (at, begin)
            if self._pending and self.source[begin].isspace():  # a no-break space indents, and says nothing
                begin = stop - len(self.source[begin:stop].lstrip())
            if begin < stop:
                self._write(begin, stop)
            at = stop
        if at < end and not self._pending:
            self._space = (at, end)

    def copy_code(self, start: int, end: int) -> None:
        """Write ``source[start:end]`` with its line ends and spaces."""
        for found in _CODE_LINE.finditer(self.source, start, end):
            begin, stop = found.span()
            if self.source[begin] in "\r\n":
                self.break_line()
                self._indent = None
            elif self._pending and self.source[begin:stop].isspace():
                self._indent = (begin, stop)
            else:
                self._write_indent()
                self._write(begin, stop)

    def replace(self, value: str, start: int, end: int) -> None:
        """Write ``value`` for ``source[start:end]``: an entity, a decoded address."""
        if value == self.source[start:end]:
            self.copy(start, end)
        elif not value.strip(_SPACES) or (len(value) > 1 and value.isspace()):
            if value and not self._pending:
                self._space = (start, end)
        elif not (self._pending and value.isspace()):
            self._write_indent()
            self._begin_text()
            self._parts.append(" ".join(value.split()) if len(value) > 1 else value)
            written = len(self._parts[-1])
            if written == end - start:  # as a run it would pass for a copy
                end -= 1
            if end > start:
                self._runs.extend((self.length, self.length + written, start, end))
            self.length += written
            self._copied_to = -1

    def break_line(self) -> None:
        """End the line; twice in a row leaves a blank line."""
        self._pending = LINE if self._soft else min(BLOCK, self._pending + 1)
        self._soft = False
        self._space = None

    def want_break(self, size: int) -> None:
        """See to it that the next text begins a line (1), or a line behind a blank one (2)."""
        self._indent = None
        self._pending = max(size, self._pending)
        self._soft = False
        self._space = None

    def soften_break(self) -> None:
        """End the line where the source does; a break that follows is the same one."""
        self._soft = self._soft or not self._pending
        self._pending = max(LINE, self._pending)
        self._space = None

    def tighten(self) -> None:
        """Let no blank line stand before the next text."""
        self._pending = min(self._pending, LINE)

    def part_lines(self, line: int) -> None:
        """Set what was written since line number ``line`` apart by blank lines, if it is several lines."""
        if self.line_count - line > 1:
            self._line_gaps[line] = BLOCK if line else 0
            self.want_break(BLOCK)

    def mark(self, kind: str, start: int) -> None:
        """Set apart what was written since ``length`` was ``start``."""
        if start < self.length:
            self._marks.append((kind, start, self.length))

    def finish(self) -> Readable:
        """Return all that was written."""
        self._cut_line()
        shifts = self._shifts()
        # The parts of a line are behind its gap, which is a part of its own.
        gaps = iter(self._line_gaps)
        text = "".join(["\n" * next(gaps) if part == "\n" else part for part in self._parts])
        return Readable(text, self._placed_marks(text, shifts), self._placed_runs(shifts))

    def _write(self, start: int, end: int) -> None:
        if self._pending:
            self._begin_line()
        elif self._space:
            start = self._write_space(start)
        length = self.length
        stop = length + end - start
        if self._copied_to == start:
            self._runs[-3] = stop
            self._runs[-1] = end
        else:
            self._runs.extend((length, stop, start, end))
        self._parts.append(self.source[start:end])
        self._copied_to = end
        self.length = stop

    def _write_indent(self) -> None:
        """Write the white space that a line of code begins with, now that the line has more."""
        if self._indent:
            indent, self._indent = self._indent, None
            self._write(*indent)

    def _begin_text(self) -> None:
        if self._pending:
            self._begin_line()
        elif self._space:
            at = self._write_space(-1)
            if at >= 0:
                self._write(at, at + 1)

    def _write_space(self, start: int) -> int:
        """Write the pending space, or return where the copy that it belongs to starts."""
        begin, end = self._space or (0, 0)
        self._space = None
        if self.source[end - 1] == " " and start in (end, -1):
            return end - 1
        if self.source[begin] == " ":
            self._write(begin, begin + 1)
            return start
        self._parts.append(" ")
        if end - begin > 1:
            self._runs.extend((self.length, self.length + 1, begin, end))
        self.length += 1
        self._copied_to = -1
        return start

    def _begin_line(self) -> None:
        if self._line_starts:
            self._cut_line()
            self._line_gaps.append(self._pending)
        else:
            self._line_gaps.append(0)
        self._parts.append("\n")
        self._line_starts.append(self.length)
        self._line_runs.append(len(self._runs))
        self._pending = 0
        self._soft = False
        self._space = None
        self._copied_to = -1

    def _cut_line(self) -> None:
        """Take the white space off the end of the last line; its places stay counted."""
        cut = 0
        while self._parts and self._parts[-1] != "\n":
            kept = self._parts[-1].rstrip()
            cut += len(self._parts[-1]) - len(kept)
            if kept:
                self._parts[-1] = kept
                break
            self._parts.pop()
        if not cut:
            return
        self._line_cuts[self.line_count - 1] = cut
        stop = self.length - cut
        while self._runs and self._runs[-3] > stop:
            if self._runs[-4] >= stop:
                del self._runs[-_RUN_FIELDS:]
            else:
                self._runs[-1] -= self._runs[-3] - stop
                self._runs[-3] = stop

    def _shifts(self) -> "array[int]":
        """Return, per line, what to add to its places so that they become those of the text."""
        shifts = array("i")
        shift = 0
        for line, gap in enumerate(self._line_gaps):
            shift += gap
            shifts.append(shift)
            shift -= self._line_cuts.get(line, 0)
        return shifts

    def _placed_runs(self, shifts: "array[int]") -> tuple[Run, ...]:
        placed: list[Run] = []
        runs = self._runs
        for line, shift in enumerate(shifts):
            stop = self._line_runs[line + 1] if line + 1 < len(shifts) else len(runs)
            placed += [
                (runs[at] + shift, runs[at + 1] + shift, runs[at + 2], runs[at + 3])
                for at in range(self._line_runs[line], stop, _RUN_FIELDS)
            ]
        return tuple(placed)

    def _placed_marks(self, text: str, shifts: "array[int]") -> tuple[Mark, ...]:
        starts, placed = self._line_starts, set()
        for kind, start, end in self._marks:
            line = bisect_right(starts, start) - 1
            first = start + shifts[line]
            if first >= self._line_end(line, shifts, len(text)) and line + 1 < len(starts):
                first = starts[line + 1] + shifts[line + 1]
            elif text[first : first + 1] == " " and start > starts[line]:
                first += 1
            line = bisect_right(starts, end - 1) - 1
            last = min(end + shifts[line], self._line_end(line, shifts, len(text)))
            if first < last:
                placed.add(Mark(kind, first, last))
        return tuple(sorted(placed, key=lambda mark: (mark.start, -mark.end, mark.kind)))

    def _line_end(self, line: int, shifts: "array[int]", end: int) -> int:
        if line + 1 == len(shifts):
            return end
        return self._line_starts[line + 1] + shifts[line + 1] - self._line_gaps[line + 1]
