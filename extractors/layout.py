"""From lines to labelled pieces: what each part of a document is.

Single lines are ambiguous, documents are not: a roundup repeats one layout. So the certain author lists
vote first on where the title stands (before or after its authors, with or without a blank line between);
that layout then decides about the uncertain ones. Passes run in the order of ``PASSES``; each claims lines
that no earlier pass has claimed.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from extractors import evidence
from extractors.lines import Line
from extractors.names import NameList, find_names
from extractors.places import Place, parse_place

_CERTAIN = 0.7
_LIKELY = 0.5
_MAX_AUTHOR_LINE_CHARS = 20_000
_POSTING_CHARS = 200
_POSTING_CHARS_IN_LIST = 40
_MAX_DEK_CHARS = 250


class Piece(NamedTuple):
    """Consecutive lines, first to last (inclusive), with one label.

    Pieces with the same ``group`` belong to one record: a title and its authors, a place and its posting.
    """

    label: str
    first: int
    last: int
    group: int
    names: NameList | None = None


@dataclass(slots=True)
class Page:
    """A document's lines, and the pieces that have been claimed so far."""

    lines: list[Line]
    owner: list[Piece | None] = field(default_factory=list)
    groups: int = 0

    def __post_init__(self) -> None:
        self.owner = [None] * len(self.lines)

    def new_group(self) -> int:
        """Return the number of the next record."""
        self.groups += 1
        return self.groups

    def claim(
        self,
        label: str,
        first: int,
        last: int | None = None,
        *,
        group: int = 0,
        names: NameList | None = None,
    ) -> None:
        """Label the lines from ``first`` to ``last``, both included."""
        last = first if last is None else last
        piece = Piece(label, first, last, group, names)
        self.owner[first : last + 1] = [piece] * (last - first + 1)

    def is_free(self, index: int) -> bool:
        """Tell whether the line exists and nothing has claimed it."""
        return 0 <= index < len(self.lines) and self.owner[index] is None

    def label(self, index: int) -> str | None:
        """Return the label of the line, ``None`` where it has none yet or does not exist."""
        piece = self.owner[index] if 0 <= index < len(self.lines) else None
        return piece.label if piece else None


class Slot(NamedTuple):
    """Where the title stands as seen from its authors."""

    step: int
    """-1: the title is the line before the authors; +1: the line after."""
    blank_between: bool


def label_lines(lines: list[Line]) -> list[Piece]:
    """Label all ``lines``; the pieces come in reading order and cover each line once."""
    page = Page(lines)
    for find in PASSES:
        find(page)
    pieces: list[Piece] = []
    for piece in page.owner:
        if piece is not None and (not pieces or piece is not pieces[-1]):
            pieces.append(piece)
    return pieces


def find_papers(page: Page) -> None:
    """Claim titles and their author lists."""
    candidates = _author_candidates(page)
    slot = infer_slot(page, candidates)
    if slot:
        _claim_papers(page, candidates, slot)
    for index, names in candidates.items():
        if page.is_free(index) and len(names.names) > 2 and names.score >= _CERTAIN:  # noqa: PLR2004
            page.claim("name_list", index)


def _claim_papers(page: Page, candidates: dict[int, NameList], slot: Slot) -> None:
    certain_lists = list(filter(_is_certain, candidates.values()))
    # Where author lists have labels, a line without one that looks like a single name is something else.
    are_labelled = sum(names.labelled for names in certain_lists) * 2 > len(certain_lists)
    for index, names in candidates.items():
        title = index + slot.step
        if not page.is_free(index) or not _can_be_title(page, title, candidates):
            continue
        certain = _is_certain(names)
        if are_labelled and not certain:
            continue
        fits = _blank_between(page, index, title) == slot.blank_between
        if fits or (certain and slot.blank_between):
            group = page.new_group()
            page.claim("paper_title", title, group=group)
            page.claim("authors", index, group=group, names=names)


def _is_certain(names: NameList) -> bool:
    return names.labelled or (len(names.names) > 1 and names.score >= _CERTAIN)


def _author_candidates(page: Page) -> dict[int, NameList]:
    found = {}
    for index, line in enumerate(page.lines):
        text = line.text
        if len(text) > _MAX_AUTHOR_LINE_CHARS:
            continue
        names = find_names(text)
        if names.score > 0 and not (
            evidence.is_image_file(text) or evidence.is_boilerplate(text) or parse_place(text)
        ):
            found[index] = names
    return found


def infer_slot(page: Page, candidates: dict[int, NameList]) -> Slot | None:
    """Return where titles stand in this document, by vote of the author lists.

    Lists of several names count in full, single names little: "Differential Privacy" is shaped like one.
    """
    votes: Counter[Slot] = Counter()
    for index, names in candidates.items():
        if names.score < _LIKELY:
            continue
        weight = 10 if len(names.names) > 1 or names.labelled else 2
        for step in (-1, 1):
            if _can_be_title(page, index + step, candidates):
                blank = _blank_between(page, index, index + step)
                # At the same count, nearer beats farther and before beats after.
                votes[Slot(step, blank)] += weight * 4 + (not blank) * 2 + (step < 0)
    return max(votes, key=lambda slot: votes[slot]) if votes else None


def _can_be_title(page: Page, index: int, candidates: dict[int, NameList]) -> bool:
    if not page.is_free(index) or not evidence.could_be_title(page.lines[index].text):
        return False
    names = candidates.get(index)
    return names is None or not _is_certain(names)


def _blank_between(page: Page, one: int, other: int) -> bool:
    return page.lines[max(one, other)].blank_before


def find_figures(page: Page) -> None:
    """Claim image file names, the captions below them, and credits."""
    for index, line in enumerate(page.lines):
        if not page.is_free(index) or not evidence.is_image_file(line.text):
            continue
        group = page.new_group()
        page.claim("figure_file", index, group=group)
        last = index
        while page.is_free(last + 1) and (last == index or not page.lines[last + 1].blank_before):
            text = page.lines[last + 1].text
            if evidence.is_image_file(text) or evidence.is_credit(text):
                break
            if last == index and page.lines[last + 1].blank_before and not evidence.is_prose(text):
                break
            last += 1
        if last > index:
            page.claim("caption", index + 1, last, group=group)
        if page.is_free(last + 1) and evidence.is_credit(page.lines[last + 1].text):
            page.claim("credit", last + 1, group=group)


def find_jobs(page: Page) -> None:
    """Claim job postings: a place on a line of its own, then the posting up to the next place."""
    places = _job_places(page)
    for index, following in zip(places, [*places, len(page.lines)][1:], strict=True):
        last = index
        while page.is_free(last + 1) and last + 1 < following:
            last += 1
        if last > index:
            group = page.new_group()
            page.claim("job_location", index, group=group)
            page.claim("job_body", index + 1, last, group=group)


def _job_places(page: Page) -> list[int]:
    """Return the lines that are places with a posting below.

    A line that might be something else ("IN") counts only in a list of postings.
    """
    found: list[tuple[int, Place]] = []
    for index, line in enumerate(page.lines):
        place = parse_place(line.text) if page.is_free(index) else None
        if place and page.is_free(index + 1):
            found.append((index, place))
    in_list = any(
        place.certain and len(page.lines[index + 1].text) >= _POSTING_CHARS for index, place in found
    )
    need = _POSTING_CHARS_IN_LIST if in_list else _POSTING_CHARS
    return [
        index
        for index, place in found
        if (place.certain or in_list) and len(page.lines[index + 1].text) >= need
    ]


def find_furniture(page: Page) -> None:
    """Claim page furniture and addresses; what stands three times and more is furniture too."""
    repeated = Counter(line.text for index, line in enumerate(page.lines) if page.is_free(index))
    for index, line in enumerate(page.lines):
        if not page.is_free(index):
            continue
        if evidence.is_link(line.text):
            page.claim("link", index)
        elif evidence.is_boilerplate(line.text) or repeated[line.text] > 2:  # noqa: PLR2004
            page.claim("boilerplate", index)


def find_front_matter(page: Page) -> None:
    """Claim the headline, the dek below it and the introduction, all above the first topic or paper."""
    first = 0
    while page.label(first) in ("boilerplate", "link"):
        first += 1
    if not page.is_free(first) or not evidence.could_be_title(page.lines[first].text):
        return
    page.claim("headline", first)
    prose = []
    index = first + 1
    while page.is_free(index) and evidence.is_prose(page.lines[index].text):
        prose.append(index)
        index += 1
    if not prose:
        return
    start = prose[0]
    if len(prose) > 1 and len(page.lines[start].text) <= _MAX_DEK_CHARS:
        page.claim("dek", start)
        start += 1
    page.claim("introduction", start, prose[-1])


def find_topics(page: Page) -> None:
    """Claim headings below which papers stand, with the running text in between as description."""
    for index in range(len(page.lines)):
        if not page.is_free(index) or not evidence.is_heading(page.lines[index].text):
            continue
        last = index
        while page.is_free(last + 1) and evidence.is_prose(page.lines[last + 1].text):
            last += 1
        if not _papers_follow(page, last + 1):
            continue
        group = page.new_group()
        page.claim("topic", index, group=group)
        if last > index:
            page.claim("topic_description", index + 1, last, group=group)


def _papers_follow(page: Page, index: int) -> bool:
    """Tell whether the next thing is a paper, figures and furniture aside."""
    while page.label(index) in ("figure_file", "caption", "credit", "link", "boilerplate"):
        index += 1
    return page.label(index) in ("paper_title", "authors")


def find_rest(page: Page) -> None:
    """Claim what is left: running text, headings without papers, and what is not understood."""
    for index, line in enumerate(page.lines):
        if not page.is_free(index):
            continue
        if evidence.is_prose(line.text):
            page.claim("prose", index)
        elif evidence.is_heading(line.text) and line.blank_before:
            page.claim("heading", index)
        else:
            page.claim("unclassified", index)


PASSES: Final[tuple[Callable[[Page], None], ...]] = (
    find_papers,
    find_figures,
    find_jobs,
    find_furniture,
    find_front_matter,
    find_topics,
    find_rest,
)
