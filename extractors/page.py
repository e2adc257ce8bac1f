"""A document's lines, and what has been made of them so far."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from extractors import evidence
from extractors.details import is_detail, is_role_heading
from extractors.lines import Line
from extractors.names import NameList
from extractors.titles import score_line

_FOR_DETAIL = 2.5


class Piece(NamedTuple):
    """A stretch of the text (code points, half open) with one label.

    Pieces with the same ``group`` belong to one record: a title and its authors, a place and its posting.
    """

    label: str
    start: int
    end: int
    group: int
    name_lists: tuple[NameList, ...] = ()


@dataclass(slots=True)
class Page:
    """A text with its lines, and the pieces that have been claimed so far."""

    text: str
    lines: list[Line]
    pieces: list[Piece] = field(default_factory=list)
    labels: list[str | None] = field(default_factory=list)
    """The label of each line; a line with pieces inside has the one of what lies around them."""
    groups: int = 0
    entries: set[int] = field(default_factory=set)
    """Lines with a paper's title in them."""

    doubts: Counter[str] = field(default_factory=Counter)
    """What was decided on thin evidence, by kind; the review of the document weighs it."""
    fields: set[int] = field(default_factory=set)
    """Lines that stand in each entry and begin alike: "JEL codes: ..."."""
    _inside: dict[int, list[Piece]] = field(default_factory=dict)
    _roles: dict[int, bool] = field(default_factory=dict)
    _details: dict[int, bool] = field(default_factory=dict)
    _prose: dict[int, bool] = field(default_factory=dict)
    _title_scores: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.labels = [None] * len(self.lines)

    def is_detail(self, index: int) -> bool:
        """Tell whether the line is an award, a date, links or the like (``titles.is_detail``), once."""
        known = self._details.get(index)
        if known is None:
            known = self._details[index] = is_detail(self.lines[index].text)
        return known

    def mark_detail(self, index: int) -> None:
        """Note that the line is a detail of an entry, which the page's regularity tells."""
        if not self.is_detail(index):
            self._title_scores[index] = min(self.title_score(index), -_FOR_DETAIL)
            self._details[index] = True
        self.fields.add(index)

    def is_role_heading(self, index: int) -> bool:
        """Tell whether the line says who people are (``titles.is_role_heading``), once."""
        known = self._roles.get(index)
        if known is None:
            known = self._roles[index] = is_role_heading(self.lines[index].text)
        return known

    def is_prose(self, index: int) -> bool:
        """Tell whether the line is running text (``evidence.is_prose``), once."""
        known = self._prose.get(index)
        if known is None:
            known = self._prose[index] = evidence.is_prose(self.lines[index].text)
        return known

    def title_score(self, index: int) -> float:
        """Return how well the line could be a title (``titles.score_line``), computed once."""
        known = self._title_scores.get(index)
        if known is None:
            known = score_line(self.lines[index].text, detail=self.is_detail(index))
            self._title_scores[index] = known
        return known

    def column(self, index: int) -> int:
        """Return how far the line is indented, what marks it as an item included."""
        start = self.lines[index].start
        return start - self.text.rfind("\n", 0, start) - 1

    def new_group(self) -> int:
        """Return the number of the next record."""
        self.groups += 1
        return self.groups

    def claim(  # noqa: PLR0913 - a piece has that many properties
        self,
        label: str,
        first: int,
        last: int | None = None,
        *,
        group: int = 0,
        name_lists: tuple[NameList, ...] = (),
        span: tuple[int, int] | None = None,
    ) -> None:
        """Label the lines from ``first`` to ``last``, both included; ``span`` is the piece, if smaller."""
        last = first if last is None else last
        start, end = span or (self.lines[first].start, self.lines[last].end)
        self.pieces.append(Piece(label, start, end, group, name_lists))
        if label == "paper_title":
            self.entries.add(first)
        self.labels[first : last + 1] = [label] * (last - first + 1)

    def claim_inside(
        self,
        label: str,
        line: int,
        span: tuple[int, int],
        *,
        group: int,
        name_lists: tuple[NameList, ...] = (),
    ) -> None:
        """Label a stretch inside a line; what lies around it is claimed by ``claim_around``."""
        piece = Piece(label, *span, group, name_lists)
        self.pieces.append(piece)
        self._inside.setdefault(line, []).append(piece)
        if label == "paper_title":
            self.entries.add(line)

    def claim_around(self, label: str, line: int) -> None:
        """Label what is left of a line around the pieces inside."""
        self.labels[line] = label
        at, end = self.lines[line].start, self.lines[line].end
        inside = sorted((piece.start, piece.end) for piece in self._inside.get(line, []))
        for start, stop in [*inside, (end, end)]:
            first, last = at, start
            while first < last and not self.text[first].isalnum():
                first += 1
            while last > first and self.text[last - 1].isspace():
                last -= 1
            if first < last:
                self.pieces.append(Piece(label, first, last, 0))
            at = max(at, stop)

    def is_free(self, index: int) -> bool:
        """Tell whether the line exists and nothing has claimed it."""
        return 0 <= index < len(self.lines) and self.labels[index] is None

    def label(self, index: int) -> str | None:
        """Return the label of the line, ``None`` where it has none yet or does not exist."""
        return self.labels[index] if 0 <= index < len(self.lines) else None
