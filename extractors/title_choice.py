"""Which line is the title of an author list: candidates around each list, chosen by the page's layout."""

import math
from collections import defaultdict
from dataclasses import dataclass, field

from extractors import evidence
from extractors.author_blocks import Block, Option
from extractors.details import is_byline, is_event
from extractors.list_habits import label_of
from extractors.mention import Mention
from extractors.names import CERTAIN, NameList
from extractors.page import Page
from extractors.title_candidates import FOR_BEFORE, REACH, find_candidates, may_join

_ROUNDS = 3
_WEIGHT_OF_LAYOUT = 1.2
_WEIGHT_OF_DRESS = 0.7
_MIN_BLOCKS = 4
_MIN_FIELDS = 3
_FIELD_SHARE = 0.6
_BLOCK_SHARE = 0.8
_FULL_SHARE = 0.6
_MIN_WRAPPED = 30
_WEIGHT_OF_UNCERTAIN = 0.25
_FITTING_SHARE = 0.3
_FITTING_MOST = 0.7
_SURE_STRENGTH = 2.6
_WORST = -2.0


@dataclass(slots=True)
class Votes:
    """How often each way of standing, and each dress of a title, was chosen so far on a page."""

    ways: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    dresses: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    total: float = 0.0

    def add(self, option: Option, weight: float) -> None:
        """Count a choice."""
        self.ways[option.way] += weight
        self.dresses[option.dress] += weight
        self.total += weight

    def score(self, option: Option) -> float:
        """Return how well an option fits what was chosen: smoothed log-shares; 0 before the first vote."""
        if self.total <= 0:
            return 0.0
        way = math.log((self.ways[option.way] + 0.3) / (self.total + 1.2) * 3)
        dress = math.log((self.dresses[option.dress] + 0.5) / (self.total + 1.0) * 2)
        return _WEIGHT_OF_LAYOUT * max(-3.5, way) + _WEIGHT_OF_DRESS * max(-2.5, dress)


def choose_titles(
    page: Page, blocks: list[Block], lists: list[NameList], mentions: dict[int, list[Mention]]
) -> None:
    """Choose each block's title, or none; rounds of counting the layout and applying it."""
    teasers = _first_teaser(page, blocks)
    bylines = _bylines(page, blocks)
    blocks = [block for block in blocks if block.first < teasers and block not in bylines]
    by_line = {index: block for block in blocks for index in range(block.first, block.last + 1)}
    _mark_fields(page, blocks)
    for block in blocks:
        block.options = find_candidates(page, block, by_line, mentions, lists)
    before_prior = _prefer_before(blocks)
    votes = Votes()
    for turn in range(_ROUNDS):
        votes = _choose_by(votes, blocks, before_prior, may_share=turn == 0)
    _take_first_lines(page, blocks)
    _drop_pretenders(page, blocks)
    _drop_events(page, blocks)
    certain = [block for block in blocks if block.choice and block.is_certain]
    _extend_to_block_starts(page, certain, by_line, mentions)


def _first_teaser(page: Page, blocks: list[Block]) -> int:
    """Return the line from which on other pages are announced, with one writer each; else the last line."""
    end = len(page.lines)
    heads = [index for index in range(end) if evidence.heads_teasers(page.lines[index].text)]
    if not heads:
        return end
    behind = [block for block in blocks if block.first > heads[-1]]
    before = sum(block.is_certain and len(block.lists[0].names) > 1 for block in blocks) > 0
    are_bylines = all(len(block.lists) == len(block.lists[0].names) == 1 for block in behind)
    return heads[-1] if before and behind and are_bylines else end


def _bylines(page: Page, blocks: list[Block]) -> list[Block]:
    """Return the block that says who wrote the page: a labelled name, a date or a reading time below."""
    found = [
        block
        for block in blocks
        if block.labelled
        and len(block.lists) == len(block.lists[0].names) == 1
        and page.is_free(block.last + 1)
        and is_byline(page.lines[block.last + 1].text)
    ]
    return found if len(found) == 1 else []


def _mark_fields(page: Page, blocks: list[Block]) -> None:
    """Mark the lines that begin with one word at one distance from nearly all lists: "research area ..."."""
    certain = [block for block in blocks if block.is_certain or block.labelled]
    if len(certain) < _MIN_FIELDS:
        return
    places = [lambda block, by=by: block.first - by for by in range(1, REACH)]
    places += [lambda block, by=by: block.last + by for by in range(1, REACH)]
    for place in places:
        lines: defaultdict[str, list[int]] = defaultdict(list)
        for index in map(place, certain):
            if page.is_free(index):
                lines[page.lines[index].text.split(maxsplit=1)[0].lower()].append(index)
        for indices in lines.values():
            # Titles begin alike now and then; what is in lower case, or has a label, is no title.
            texts = [page.lines[index].text for index in indices]
            is_plain = texts[0][0].isupper() and len({label_of(text) or text for text in texts}) > 1
            if len(indices) >= max(_MIN_FIELDS + is_plain, _FIELD_SHARE * len(certain)):
                for index in indices:
                    page.mark_detail(index)


def _choose_by(votes: Votes, blocks: list[Block], before_prior: float, *, may_share: bool) -> Votes:
    """Choose all titles by the votes of the round before, the surest lists first; return the new votes.

    As long as nothing is known of the layout, lists ``may_share`` a title: else one wrong choice drives
    the next list to the wrong side too.
    """
    new = Votes()
    taken: set[int] = set()

    def fit(option: Option) -> float:
        return option.score + votes.score(option) + (before_prior if option.is_before else 0.0)

    def order(block: Block) -> tuple[bool, float, float, int]:
        """Sort the surest lists first; of these the ones that fit the layout best."""
        best = max(map(fit, block.options), default=0.0)
        return (not block.is_certain, 0.0 if may_share else -best, -block.strength, block.first)

    for block in sorted(blocks, key=order):
        block.choice = None
        scored = sorted(
            (fit(option), -number)
            for number, option in enumerate(block.options)
            if may_share or taken.isdisjoint(range(option.first, option.last + 1))
        )
        if not scored:
            continue
        best_score, number = scored[-1]
        best = block.options[-number]
        need = _need(block, best, votes)
        if best_score < need:
            continue
        block.choice = best
        block.margin = best_score - max(need, scored[-2][0] if len(scored) > 1 else need)
        taken.update(range(best.first, best.last + 1))
        new.add(best, 1.0 if block.is_certain else _WEIGHT_OF_UNCERTAIN)
    return new


def _take_first_lines(page: Page, blocks: list[Block]) -> None:
    """Take a list's first line, or one above, as its title where all others have one: "Fisher, Pearson"."""
    chosen = [block for block in blocks if block.choice and block.is_certain]
    count = sum(block.choice is not None and block.choice.way == "before0" for block in chosen)
    if count < max(_MIN_BLOCKS, _FITTING_MOST * len(chosen)):
        return
    by_last = {block.last: block for block in blocks}
    for block in blocks:
        first = page.lines[block.first]
        has_lines = 1 < len(block.lists) == block.last - block.first + 1
        is_misled = block.choice is None or not block.choice.is_before
        if not is_misled or block.labelled or block.is_explained:
            continue
        above = by_last.get(block.first - 1)
        if above is not None and above.choice is None and above.first == above.last:
            line = page.lines[above.first]
            if line.blank_before and not above.labelled and not first.blank_before:
                block.choice = Option(above.first, above.first, "before0", line.dress, 0.0)
        elif has_lines and first.blank_before:
            block.choice = Option(block.first, block.first, "before0", first.dress, 0.0)
            block.first += 1
            block.lists = block.lists[1:]


def _drop_pretenders(page: Page, blocks: list[Block]) -> None:
    """Take back the titles of lists that are none, now that the others are known.

    Where author lists have labels, a line without one that looks like a name is something else; and what
    is the title of a certain list is no list. A name below the page's own heading, which is like no title,
    is who wrote the page.
    """
    certain = [block for block in blocks if block.choice and block.is_certain]
    are_labelled = sum(block.labelled for block in certain) * 2 > len(certain)
    first = next((index for index, line in enumerate(page.lines) if line.dress.startswith("#1")), -1)
    titles = {
        index
        for block in certain
        if block.choice
        for index in range(block.choice.first, block.choice.last + 1)
    }
    for block in blocks:
        if block.choice is None or block.is_certain:
            continue
        has_page_heading = (
            block.choice.dress.startswith("#1")
            and block.choice.first == first
            and not any(other.choice.dress == block.choice.dress for other in certain if other.choice)
        )
        if (
            (are_labelled and not block.labelled)
            or has_page_heading
            or not titles.isdisjoint(range(block.first, block.last + 1))
        ):
            block.choice = None


def _drop_events(page: Page, blocks: list[Block]) -> None:
    """Take back what stands right below the heading of an event: the subject and the speaker of a keynote."""
    for block in blocks:
        if block.choice and block.choice.is_before and is_below_event(page, block.choice.first):
            block.choice, block.is_explained = None, True


def is_below_event(page: Page, index: int) -> bool:
    """Tell whether the heading right above a line, but for details, is that of an event: "Keynote 1"."""
    above = index - 1
    while above > index - REACH and above >= 0 and page.is_detail(above):
        above -= 1
    line = page.lines[above] if above >= 0 else None
    return line is not None and line.dress.startswith("#") and is_event(line.text)


def _prefer_before(blocks: list[Block]) -> float:
    """Return what titles before their authors gain: positive where all blocks together fit that better."""
    difference, count = 0.0, 0
    for block in blocks:
        if block.strength >= CERTAIN and block.options:
            best = [
                max((o.score for o in block.options if o.is_before == is_before), default=_WORST)
                for is_before in (True, False)
            ]
            before, after = max(_WORST, min(3.0, best[0])), max(_WORST, min(3.0, best[1]))
            # Of two that could be, each list prefers the one before a little: no evidence of the layout.
            difference += before - after - FOR_BEFORE * (min(before, after) > _WORST)
            count += 1
    return max(-1.5, min(1.5, difference)) if count else 0.0


def _extend_to_block_starts(
    page: Page, blocks: list[Block], by_line: dict[int, Block], mentions: dict[int, list[Mention]]
) -> None:
    """Let titles be all that stands above their authors up to a blank line, where nearly all of a page's are.

    A wrapped title's last line can look like none by itself: "(I)", "Learning".
    """
    above = [block for block in blocks if block.choice and block.choice.way in ("before0", "before0+")]
    beside = sum(block.choice is not None and block.choice.way == "before0" for block in above)
    starts = {block.first: _block_start(page, block, by_line, mentions) for block in above}
    reached = sum(start is not None for start in starts.values())
    if reached < max(_MIN_BLOCKS, _BLOCK_SHARE * len(above)) or beside * 2 <= len(above):
        return
    width = max(_longest_line(page.lines[block.choice.first].text) for block in above if block.choice)
    for block in above:
        start, last = starts[block.first], block.first - 1
        if block.choice is None or start is None:
            continue
        wrapped = [_longest_line(page.lines[line].text) for line in range(start, last)]
        if all(length >= max(_MIN_WRAPPED, _FULL_SHARE * width) for length in wrapped):
            block.choice = block.choice._replace(first=start, last=last)


def _longest_line(text: str) -> int:
    return max(map(len, text.splitlines()))


def _block_start(
    page: Page, block: Block, by_line: dict[int, Block], mentions: dict[int, list[Mention]]
) -> int | None:
    """Return the line after a blank one that the title's block begins with, if all could be the title."""
    if block.choice is None or page.lines[block.first].blank_before:
        return None
    first = block.first - 1
    lowest = block.choice.first - REACH + 1
    dress = page.lines[first].dress
    while first > max(0, lowest) and not page.lines[first].blank_before:
        if not may_join(page, first - 1, by_line, mentions) or page.lines[first - 1].dress != dress:
            return None
        first -= 1
    is_start = page.lines[first].blank_before and may_join(page, block.first - 1, by_line, mentions)
    return first if is_start else None


def _need(block: Block, option: Option, votes: Votes) -> float:
    """Return the score from which a title is taken: the surer the authors, the less."""
    if block.is_certain:
        return -3.0 if len(block.lists[0].names) > 1 or block.labelled else -2.0
    fits = votes.total > 1 and votes.ways[option.way] / votes.total > _FITTING_SHARE
    need = 0.4 if fits else 0.9
    return need + max(0.0, _SURE_STRENGTH - block.strength) * (0.8 if fits else 1.6)
