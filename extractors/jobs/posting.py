"""A posting as its facts are read from it, and the facts."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, NamedTuple

from extractors.jobs.headers import Header

Requirement = Literal["required", "preferred", "mentioned"]

# Where a sentence, an item or a line may end; it begins with a character that is rare.
_UNIT_END = re.compile(
    r"[.!?\n;](?:(?<=[.!?])[)”\"]?\s+(?=[A-Z(“\"•*-])|(?<=\n)(?=\s*(?:\n|[-*•o–]\s))|(?<=;)\s)"
)
_ABBREVIATION = re.compile(r"(?:\b[A-Z]|e\.g|i\.e|\bvs|\betc|\bDr|\bSt)$")
_ASIDE = re.compile(r"\([^()]*[\w+#][^()]*$")
_CUE_REACH: Final = 250
_CLAUSE_END = re.compile(r"[;:]|,\s+(?:and\s+)?(?:must|you|we|with a)\b|\bbut\b")


def find_words(text: str, words: Sequence[str], start: int, end: int) -> list[int]:
    """Return where words begin in ``text[start:end]``, in order: far faster than a pattern."""
    found = []
    for word in words:
        at = text.find(word, start, end)
        while at >= 0:
            if at == start or not text[at - 1].isalnum():
                found.append(at)
            at = text.find(word, at + 1, end)
    return sorted(found)


class Fact(NamedTuple):
    """One value that a posting states: where (code points), and by which rule it was read."""

    field: str
    value: str
    start: int
    end: int
    rule: str
    requirement: Requirement | None = None


class Section(NamedTuple):
    """A titled part of a posting: its heading and its text (code points)."""

    kind: str
    heading_start: int
    heading_end: int
    start: int
    end: int


class Stretch(NamedTuple):
    """A label or a value in the header of a posting."""

    start: int
    end: int


class Cue(NamedTuple):
    """A word that says how much something is wanted: "must", "a plus"."""

    start: int
    end: int
    label: str
    """``required`` or ``preferred``."""
    is_forward: bool = False
    """Whether it speaks of what follows it only: "ideally"."""


@dataclass(frozen=True)
class Posting:
    """A posting's parts in the text of its document, in code points."""

    text: str
    body: Stretch
    title: Stretch | None = None
    place: Stretch | None = None
    headers: Sequence[Header] = ()
    """Values in the lines above the body: "Salary: ...", "Team: ..."."""
    sections: Sequence[Section] = ()
    country_code: str | None = None
    page_employer: Stretch | None = None
    """Whose jobs the head of the page announces."""
    house: str | None = None
    """The organisation that the page names its units by."""
    items: Sequence[Stretch] = ()
    """Bulleted items in the sections, in order."""
    cues: Sequence[Cue] = ()
    """Words that say what is required and what preferred, in order."""

    @property
    def first(self) -> int:
        """Where the posting begins, its title and header included."""
        return min(part.start for part in (self.title, self.place, self.body, *self.headers) if part)

    @property
    def parts(self) -> list[Stretch]:
        """Where facts may stand: the lines above the body, then the body."""
        return [Stretch(self.first, self.body.start), Stretch(self.body.start, self.end)]

    @property
    def end(self) -> int:
        """Where the posting ends: header lines may follow a place that has no text."""
        return max([self.body.end, *(header.end for header in self.headers)])

    def header(self, kind: str) -> Header | None:
        """Return the first value in the header with a label of this kind."""
        return next((header for header in self.headers if header.kind == kind), None)

    def header_at(self, offset: int) -> Header | None:
        """Return the header's value that an offset lies in."""
        return next((header for header in self.headers if header.start <= offset < header.end), None)

    @cached_property
    def _bounds(self) -> list[int]:
        """Where sentences, items, lines and sections begin, in order."""
        starts = {self.body.start, self.body.end}
        text = self.text
        for found in _UNIT_END.finditer(text, self.body.start, self.body.end):
            at = found.start()
            if text[at] != "." or not _ABBREVIATION.search(text, max(self.body.start, at - 4), at):
                starts.add(found.end())
        starts |= {
            edge for section in self.sections for edge in (section.heading_start, section.start, section.end)
        }
        starts |= {edge for item in self.items for edge in item}
        return sorted(starts)

    def unit_at(self, offset: int) -> Stretch:
        """Return the sentence, item or line around an offset."""
        header = self.header_at(offset)
        if header:
            return Stretch(header.start, header.end)
        index = bisect_right(self._bounds, offset)
        if index in (0, len(self._bounds)):  # a line above the body, without a label
            low = self.text.rfind("\n", max(self.first, offset - _CUE_REACH), offset) + 1
            high = self.text.find("\n", offset, offset + _CUE_REACH)
            return Stretch(max(low, self.first), high if high >= 0 else offset)
        return Stretch(self._bounds[index - 1], self._bounds[index])

    def section_at(self, offset: int) -> Section | None:
        """Return the section that an offset lies in."""
        index = bisect_right(self._section_starts, offset) - 1
        return self.sections[index] if index >= 0 and offset < self.sections[index].end else None

    @cached_property
    def _section_starts(self) -> list[int]:
        return [section.heading_start for section in self.sections]

    @cached_property
    def _cue_starts(self) -> list[int]:
        return [cue.start for cue in self.cues]

    def requirement_at(self, start: int, end: int) -> Requirement:
        """Tell whether what stands at ``start:end`` is required, preferred or only mentioned.

        The words of its own clause count more than the kind of its section: "a PhD is a plus".
        """
        unit = self.unit_at(start)
        section = self.section_at(start)
        kind = section.kind if section else ""
        cues = self._cues_near(unit, start, end)
        if any(cue.label == "preferred" and self._governs(cue, unit, start, end) for cue in cues):
            return "preferred"
        if kind == "preferred_qualifications":
            return "preferred"
        if kind == "basic_qualifications" or any(cue.label == "required" for cue in cues):
            return "required"
        return "mentioned"

    def _cues_near(self, unit: Stretch, start: int, end: int) -> Sequence[Cue]:
        first = bisect_left(self._cue_starts, max(unit.start, start - _CUE_REACH))
        last = bisect_left(self._cue_starts, min(unit.end, end + _CUE_REACH))
        return [
            cue
            for cue in self.cues[first:last]
            if cue.end <= start or (cue.start >= end and not cue.is_forward)
        ]

    def _governs(self, cue: Cue, unit: Stretch, start: int, end: int) -> bool:
        """Tell whether a cue in the same unit speaks of ``start:end``, not of another clause."""
        if not self.text[unit.start : cue.start].strip():
            return True  # "Ideally, you bring ..."
        low, high = (end, cue.start) if cue.start >= end else (cue.end, start)
        if _CLAUSE_END.search(self.text, low, high):
            return False
        # In an aside it speaks of what is in it: "Python and Java (Rust preferred)".
        return low != end or not _ASIDE.search(self.text, low, high)
