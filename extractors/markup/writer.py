"""Writes readable text piece by piece, with its marks and its map to the source."""

import re

from extractors.markup.readable import Mark, Readable, Run

_SPACE = re.compile(r"[ \t\n\r\f]+")
_LINE_END = re.compile(r"[ \t\f]*(?:\r\n|\n|\r)[ \t\f]*")
MAX_OPEN_MARKS = 64


class Writer:
    """Collects text. Blocks are parted by line ends that are written when the next text comes."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._parts: list[str] = []
        self._length = 0
        self._runs: list[Run] = []
        self._marks: list[Mark] = []
        self._open: list[tuple[str, int]] = []
        self._breaks = 0
        self._space: tuple[int, int] | None = None
        self._line_is_empty = True
        self.lines = 0
        """How many lines have been begun."""

    @property
    def at_line_start(self) -> bool:
        """Whether nothing is written on the present line."""
        return self._line_is_empty

    @property
    def length(self) -> int:
        """How many code points are written; what is pending does not count."""
        return self._length

    def copy(self, start: int, end: int, *, folded: bool = True) -> None:
        """Write ``source[start:end]``; white space is folded as browsers do, or kept as it is."""
        if not folded:
            self._copy_lines(start, end)
            return
        at = start
        for space in _SPACE.finditer(self.source, start, end):
            if space.start() > at:
                self._write(at, space.start())
            self.space(*space.span())
            at = space.end()
        if at < end:
            self._write(at, end)

    def _copy_lines(self, start: int, end: int) -> None:
        at = start
        for ending in _LINE_END.finditer(self.source, start, end):
            if ending.start() > at and not self.source[at : ending.start()].isspace():
                self._write(at, ending.start())
            self.line_break(keep_blank=True)
            at = ending.end() if ending.end() < end else end
            # Indentation means something in code.
            while at > ending.start() and self.source[at - 1] in " \t":
                at -= 1
        if at < end and not self.source[at:end].isspace():
            self._write(at, end)

    def space(self, start: int, end: int) -> None:
        """Note white space in the source: one space, unless a line begins or ends here."""
        if not self._line_is_empty and self._breaks == 0 and self._space is None:
            self._space = (start, end)

    def replace(self, value: str, start: int, end: int) -> None:
        """Write ``value`` for ``source[start:end]``: a decoded entity."""
        if not value:
            return
        if value.isspace() and value != "\u00a0":
            self.space(start, end)
            return
        self._settle()
        self._parts.append(value)
        if len(value) != end - start:  # a run of equal length would say that it is a copy
            self._runs.append((self._length, self._length + len(value), start, end))
        self._length += len(value)

    def line_break(self, *, keep_blank: bool = False) -> None:
        """End the line."""
        self._space = None
        if self._line_is_empty and not keep_blank:
            return
        self._breaks = min(2, self._breaks + 1) if keep_blank else max(1, self._breaks)
        self._line_is_empty = True

    def block_break(self) -> None:
        """End the block: a blank line comes before the next text."""
        self._space = None
        self._breaks = 2
        self._line_is_empty = True

    def open_mark(self, kind: str) -> None:
        """Begin to set apart what is written from here on."""
        if len(self._open) < MAX_OPEN_MARKS:
            self._open.append((kind, -1))

    def close_mark(self, kind: str) -> None:
        """End what the last ``open_mark`` of this kind began; nothing if there is none."""
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index][0] == kind:
                _, start = self._open.pop(index)
                if 0 <= start < self._length:
                    self._marks.append(Mark(kind, start, self._length))
                return

    def finish(self) -> Readable:
        """Return all that was written."""
        for kind, _ in reversed(list(self._open)):
            self.close_mark(kind)
        marks = tuple(sorted(self._marks, key=lambda mark: (mark.start, -mark.end, mark.kind)))
        return Readable("".join(self._parts), marks, tuple(self._runs))

    def _write(self, start: int, end: int) -> None:
        self._settle()
        self._parts.append(self.source[start:end])
        last = self._runs[-1] if self._runs else None
        stop = self._length + end - start
        if last and last[1] == self._length and last[3] == start and last[1] - last[0] == last[3] - last[2]:
            self._runs[-1] = (last[0], stop, last[2], end)
        else:
            self._runs.append((self._length, stop, start, end))
        self._length = stop

    def _settle(self) -> None:
        """Write the pending white space, and let pending marks begin behind it."""
        if self._breaks and self._length:
            self._parts.append("\n" * self._breaks)
            self._length += self._breaks
        elif self._space:
            self._parts.append(" ")
            start, end = self._space
            last = self._runs[-1] if self._runs else None
            is_copy = end - start == 1 and self.source[start] == " "
            if is_copy and last and last[1] == self._length and last[3] == start and last[1] - last[0] == last[3] - last[2]:
                self._runs[-1] = (last[0], last[1] + 1, last[2], end)
            elif is_copy or end - start > 1:
                self._runs.append((self._length, self._length + 1, start, end))
            self._length += 1
        self._breaks, self._space = 0, None
        self.lines += self._line_is_empty
        self._line_is_empty = False
        for index in range(len(self._open) - 1, -1, -1):
            kind, start = self._open[index]
            if start >= 0:
                break
            self._open[index] = (kind, self._length)
