"""Papers on a page: which lines are titles, which are their authors.

Single lines are ambiguous, documents are not: a roundup repeats one layout. Author lists are found first
(``names``); every list then has the lines around it as candidates for its title. How titles stand to
their authors (before or after, across a blank line, with details between) and how they are dressed is
counted over the lists that are certain, and these counts decide about the others.
"""

import math
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from extractors import evidence
from extractors.lines import Line
from extractors.mentions import IN_SENTENCE, Mention, find_mentions
from extractors.names import CERTAIN, NOTHING, NameList, find_names, score_name
from extractors.page import Page
from extractors.places import parse_place
from extractors.titles import Habits, is_detail, is_role_heading, score_title, trim_title

_REACH = 4
"""How many lines a title may be away from its authors."""
_ROUNDS = 3
_WEIGHT_OF_LAYOUT = 1.2
_MIN_CONTINUED = 0.3
_MAX_PEOPLE_LINES = 12
_THIN_MARGIN = 0.5
_WEAK_NAME = -1.0
_MIN_BLOCKS = 4
_MIN_DRESSED = 3
_MIN_WORDS_ALONE = 3
_BLOCK_SHARE = 0.8
_FULL_SHARE = 0.6
_MIN_WRAPPED = 30
_MIN_BROKEN = 2.0
_MIN_FORM = -4.0
_MIN_PAIR = 1.5
_CONTINUES = re.compile(r"(?:[,:;&/–—-]|\b(?:a|an|and|as|at|by|for|from|in|into|of|on|or|over|the|to|under|using|via|with|without|between|towards?|through|is|are|its|their|de|von|van))$", re.IGNORECASE)
_LIST_GOES_ON = re.compile(r"(?:[,;&·|]|\b(?:and|und|by)|authors?\s*:)\s*$", re.IGNORECASE)
_LIST_CONTINUES = re.compile(r"(?:and|&|,|;|·)\s", re.IGNORECASE)
_LABEL_LINE = re.compile(r"(?:authors?|by|names?|written by)\s*[:：]?$", re.IGNORECASE)
_TITLE_LABEL = re.compile(r"[*_]{0,3}(?:(?:paper |article |talk )?title|paper|talk)[*_]{0,3}\s*[:：]", re.IGNORECASE)
_ROLE_LABEL = re.compile(r"[^,;:]{2,60}(?::|\binclude[sd]?:?)\s")
_ID = re.compile(r"(?:#\s?\d{1,5}|\[?[A-Z]{0,4}-?\d{1,5}(?:[-.]\d{1,3})*\]?)[:.)]?\s+\S")
_NUMBERED_SHARE = 0.6


@dataclass(slots=True)
class Block:
    """Consecutive lines that hold one list of authors."""

    first: int
    last: int
    lists: list[NameList]
    strength: float
    is_certain: bool
    labelled: bool
    options: list["Option"] = field(default_factory=list)
    choice: "Option | None" = None
    margin: float = 9.0
    """By how much the chosen title beats the next one."""
    is_explained: bool = False
    """Whether a heading says who these people are: no authors."""


class Option(NamedTuple):
    """A candidate for the title of a block: lines ``first`` to ``last``, and how it stands to the authors."""

    first: int
    last: int
    way: str
    dress: str
    score: float


def find_papers(page: Page) -> None:
    """Claim titles and their author lists."""
    lists = [_read_line(page, index) for index in range(len(page.lines))]
    mentions = _read_mentions(page, lists)
    blocks = _build_blocks(page, lists, mentions)
    _choose(page, blocks, lists, mentions)
    _claim(page, blocks, mentions)


def _read_line(page: Page, index: int) -> NameList:
    line = page.lines[index]
    if "c" in line.dress or not page.is_free(index):
        return NOTHING
    names = find_names(page.text, line.start, line.end)
    if names.strength <= 0 or (not names.labelled and _has_role_label(line.text)):
        return NOTHING
    if evidence.is_boilerplate(line.text) or evidence.is_credit(line.text) or evidence.is_image_file(line.text):
        return NOTHING
    if len(names.names) < 3 and parse_place(line.text):  # noqa: PLR2004
        return NOTHING
    return names


def _has_role_label(text: str) -> bool:
    found = _ROLE_LABEL.match(text)
    return found is not None


def _read_mentions(page: Page, lists: list[NameList]) -> dict[int, list[Mention]]:
    mentions = {}
    for index, line in enumerate(page.lines):
        names = lists[index]
        if names.is_certain and names.end >= line.end - 1:
            continue
        found = find_mentions(page.text, line)
        if found:
            mentions[index] = found
    return mentions


def _build_blocks(page: Page, lists: list[NameList], mentions: dict[int, list[Mention]]) -> list[Block]:
    """Join the lines of each author list: wrapped ones, and those with one name per line."""
    blocks: list[Block] = []
    index = 0
    while index < len(page.lines):
        names = lists[index]
        label_only = _LABEL_LINE.match(page.lines[index].text) and page.is_free(index)
        if index in mentions or (names.strength <= 0 and not label_only):
            index += 1
            continue
        first = index
        parts = [names] if names.names else []
        labelled = bool(label_only) or names.labelled
        while index + 1 < len(page.lines) and index + 1 not in mentions:
            following = _continue_list(page, lists, index, parts, after_label=bool(label_only) and not parts)
            if following is None:
                break
            if following[1]:
                parts[-1] = following[0]
            else:
                parts.append(following[0])
            index += 1
        index += 1
        if not parts:
            continue
        count = sum(len(part.names) for part in parts)
        strength = sum(part.strength for part in parts) + (2.0 if labelled and not parts[0].labelled else 0.0)
        is_certain = strength >= CERTAIN and (count > 1 or labelled or any(part.et_al for part in parts))
        if first + 1 < index:
            first = _extend_upwards(page, lists, mentions, parts, first)
        blocks.append(Block(first, index - 1, parts, strength, is_certain, labelled))
    return blocks


def _extend_upwards(
    page: Page, lists: list[NameList], mentions: dict[int, list[Mention]], parts: list[NameList], first: int
) -> int:
    """Add the lines above a list that are built like its own lines, though their names are rare."""
    skeleton = _skeleton(page.lines[first].text)
    singles = all(len(part.names) == 1 for part in parts)
    while (
        (skeleton or (singles and _has_form_of_name(page.lines[first - 1].text)))
        and first > 0
        and not page.lines[first].blank_before
        and page.is_free(first - 1)
        and first - 1 not in mentions
        and lists[first - 1].strength <= 0
        and _skeleton(page.lines[first - 1].text) == skeleton
    ):
        line = page.lines[first - 1]
        names = find_names(page.text, line.start, line.end, expected=True)
        if not names.names:
            break
        parts.insert(0, names._replace(labelled=False))
        first -= 1
    return first


def _has_form_of_name(text: str) -> bool:
    words = text.split()
    return 1 < len(words) < 5 and all(word[0].isupper() for word in words) and score_name(text) > _MIN_FORM  # noqa: PLR2004


def _skeleton(text: str) -> str:
    """Return what separates the parts of a line, empty if nothing does: "Doe, Jane | MIT" gives ",|"."""
    return "".join(char for char in text if char in ",;|()·")


def _continue_list(
    page: Page, lists: list[NameList], index: int, parts: list[NameList], *, after_label: bool
) -> tuple[NameList, bool] | None:
    """Return what the next line adds to the list: (names, whether they replace those of the line before)."""
    line, following = page.lines[index], page.lines[index + 1]
    names = lists[index + 1]
    if following.blank_before and not (after_label or (names.strength > 0 and _LIST_GOES_ON.search(line.text))):
        return None
    if after_label:
        return (names, False) if names.strength > 0 else None
    if _LIST_GOES_ON.search(line.text) or _LIST_CONTINUES.match(following.text):
        if names.strength > 0:
            return names, False
        both = find_names(page.text, parts[-1].start if parts else line.start, following.end) if parts else NOTHING
        return (both, True) if parts and both.strength >= parts[-1].strength and not both.others else None
    single = len(parts[-1].names) == 1 and len(names.names) == 1 and not parts[-1].others
    if single and names.strength > _MIN_CONTINUED and parts[-1].strength > 0 and not names.labelled:
        return names, False
    if len(parts[-1].names) == 1 and not names.names and _has_form_of_name(following.text) and not _skeleton(line.text):
        return find_names(page.text, following.start, following.end, expected=True)._replace(labelled=False), False
    if names.strength > 0 and following.dress == line.dress and not names.labelled and parts[-1].names[0].affiliation:
        if all(len(part.names) == 1 for part in (*parts, names)):
            return names, False
    if names.strength <= 0 and (skeleton := _skeleton(line.text)) and skeleton == _skeleton(following.text):
        expected = find_names(page.text, following.start, following.end, expected=True)
        if expected.names and len(parts[-1].names) == 1 and len(expected.names) == 1:
            return expected._replace(labelled=False), False
    return _mend_broken_name(page, line, following, parts[-1])


def _mend_broken_name(
    page: Page, line: Line, following: Line, before: NameList
) -> tuple[NameList, bool] | None:
    """Return the list that two lines hold together where wrapping has broken a name between them."""
    if len(line.text) < _MIN_WRAPPED or following.dress:
        return None
    both = find_names(page.text, before.start, following.end)
    joint = next((name for name in both.names if name.start < line.end < following.start < name.end), None)
    if joint is None or both.others or score_name(page.text[joint.start : joint.end]) < _MIN_BROKEN:
        return None
    first, second = page.text[joint.start : line.end], page.text[following.start : joint.end]
    if both.end < following.end - 1 or is_detail(following.text) or "," not in line.text:
        return None
    is_broken = len(first.split()) == 1 or (
        len(second.split()) == 1 and score_name(page.text[joint.start : joint.end]) > score_name(first)
    )
    return (both, True) if is_broken else None


def _choose(
    page: Page, blocks: list[Block], lists: list[NameList], mentions: dict[int, list[Mention]]
) -> None:
    """Choose each block's title, or none; three rounds of counting the layout and applying it."""
    by_line: dict[int, Block] = {}
    for block in blocks:
        for index in range(block.first, block.last + 1):
            by_line[index] = block
    for block in blocks:
        block.options = _options(page, block, by_line, mentions, lists)
    before_prior = _prefer_before(blocks)
    ways: Counter[str] = Counter()
    dresses: Counter[str] = Counter()
    labels = 0.0
    for _ in range(_ROUNDS):
        counted_ways: Counter[str] = Counter()
        counted_dresses: Counter[str] = Counter()
        labels = 0.0
        total = sum(ways.values())
        taken: dict[int, Block] = {}
        for block in sorted(blocks, key=lambda block: (-block.is_certain, -block.strength, block.first)):
            block.choice = None
            best, best_score, next_score = None, -99.0, -99.0
            for option in block.options:
                score = option.score + _layout_score(option, ways, dresses, total)
                score += before_prior if option.way.startswith("before") else 0.0
                if any(line in taken for line in range(option.first, option.last + 1)):
                    continue
                if score > best_score:
                    best, best_score, next_score = option, score, best_score
                elif score > next_score:
                    next_score = score
            need = _need(block, best, ways, total, labels_share=labels)
            if best is None or best_score < need:
                continue
            block.choice = best
            block.margin = min(best_score - next_score, best_score - need)
            for line in range(best.first, best.last + 1):
                taken[line] = block
            weight = 1.0 if block.is_certain else 0.25
            counted_ways[best.way] += weight  # type: ignore[assignment]
            counted_dresses[best.dress] += weight  # type: ignore[assignment]
        ways, dresses = counted_ways, counted_dresses
    certain = [block for block in blocks if block.choice and block.is_certain]
    are_labelled = sum(block.labelled for block in certain) * 2 > len(certain)
    titles = {
        index
        for block in certain
        if block.choice
        for index in range(block.choice.first, block.choice.last + 1)
    }
    for block in blocks:
        if block.is_certain or not block.choice:
            continue
        # Where author lists have labels, a line without one that looks like a name is something else;
        # and what is the title of a certain list is no list.
        if (are_labelled and not block.labelled) or any(line in titles for line in range(block.first, block.last + 1)):
            block.choice = None
    _extend_to_block_starts(page, certain, by_line, mentions)


def _prefer_before(blocks: list[Block]) -> float:
    """Return what titles before their authors gain: positive where all blocks together fit that better."""
    difference, count = 0.0, 0
    for block in blocks:
        if block.is_certain and block.options:
            best = [
                max((o.score for o in block.options if o.way.startswith(side)), default=-2.0)
                for side in ("before", "after")
            ]
            difference += max(-2.0, min(3.0, best[0])) - max(-2.0, min(3.0, best[1]))
            count += 1
    return max(-1.5, min(1.5, 3.0 * difference / count)) if count else 0.0


def _extend_to_block_starts(
    page: Page, blocks: list[Block], by_line: dict[int, Block], mentions: dict[int, list[Mention]]
) -> None:
    """Let titles begin where their block of lines does, where nearly all of a page's titles do."""
    above = [block for block in blocks if block.choice and block.choice.way == "before0"]
    starts = {block.first: _block_start(page, block, by_line, mentions) for block in above}
    reached = sum(start is not None for start in starts.values())
    if reached < _MIN_BLOCKS or reached < _BLOCK_SHARE * len(above):
        return
    width = max(len(page.lines[block.choice.first].text) for block in above if block.choice)
    for block in above:
        start = starts[block.first]
        if block.choice is None or start is None:
            continue
        wrapped = [len(page.lines[line].text) for line in range(start, block.choice.last)]
        if all(length >= max(_MIN_WRAPPED, _FULL_SHARE * width) for length in wrapped):
            block.choice = block.choice._replace(first=start)


def _block_start(
    page: Page, block: Block, by_line: dict[int, Block], mentions: dict[int, list[Mention]]
) -> int | None:
    """Return the line after a blank one that the title's block begins with, if all could be the title."""
    first = block.choice.first if block.choice else 0
    lowest = first - _REACH + 1
    dress = page.lines[first].dress
    while first > max(0, lowest) and not page.lines[first].blank_before:
        if not _may_join(page, first - 1, by_line, mentions) or page.lines[first - 1].dress != dress:
            return None
        first -= 1
    return first if page.lines[first].blank_before else None


def _may_join(
    page: Page, index: int, by_line: dict[int, Block], mentions: dict[int, list[Mention]]
) -> bool:
    """Tell whether a line could be a part of a title."""
    return (
        page.is_free(index)
        and index not in by_line
        and index not in mentions
        and not page.is_prose(index)
        and not page.is_detail(index)
        and not evidence.is_boilerplate(page.lines[index].text)
    )


def _habits(page: Page, blocks: list[Block]) -> Habits:
    """Return what most titles of the page share: a number before them, a full stop or quotes around."""
    titles = [
        page.text[page.lines[block.choice.first].start : page.lines[block.choice.last].end]
        for block in blocks
        if block.choice
    ]
    numbered = sum(_ID.match(title) is not None for title in titles)
    stopped = sum(title.endswith(".") for title in titles)
    quoted = sum(title[0] in "“\"«‘„" for title in titles)
    return Habits(
        numbered=numbered > 1 and numbered >= _NUMBERED_SHARE * len(titles),
        stopped=stopped * 2 > len(titles) or len(titles) < _MIN_DRESSED,
        quoted=quoted * 2 > len(titles) or len(titles) < _MIN_DRESSED,
    )


def _layout_score(option: Option, ways: Counter[str], dresses: Counter[str], total: float) -> float:
    """Return how well an option fits the layout counted so far: log-shares, smoothed."""
    if total <= 0:
        return 0.0
    way = math.log((ways[option.way] + 0.3) / (total + 1.2) * 3)
    dress = math.log((dresses[option.dress] + 0.5) / (total + 1.0) * 2)
    return _WEIGHT_OF_LAYOUT * max(-3.5, way) + 0.7 * max(-2.5, dress)


def _need(block: Block, option: Option | None, ways: Counter[str], total: float, *, labels_share: float) -> float:  # noqa: ARG001
    """Return the score from which a title is taken: the surer the authors, the less."""
    if block.is_certain:
        return -3.0 if len(block.lists[0].names) > 1 or block.labelled else -2.0
    fits = option is not None and total > 1 and ways[option.way] / total > 0.3  # noqa: PLR2004
    need = 0.4 if fits else 0.9
    return need + max(0.0, 2.6 - block.strength) * (0.8 if fits else 1.6)


def _options(
    page: Page,
    block: Block,
    by_line: dict[int, Block],
    mentions: dict[int, list[Mention]],
    lists: list[NameList],
) -> list[Option]:
    options = []
    for step in (-1, 1):
        at = block.first - 1 if step < 0 else block.last + 1
        skipped, blanks, cost = 0, 0, 0.0
        edge = block.first if step < 0 else at
        while 0 <= at < len(page.lines) and skipped <= _REACH:
            other = by_line.get(at)
            if other is not None and other.is_certain:
                break
            if not page.is_free(at) or (at in mentions and any(m.is_certain and m.strength >= CERTAIN for m in mentions[at])):
                break
            line = page.lines[at]
            blank = page.lines[edge].blank_before if step < 0 else line.blank_before
            blanks += blank
            if "c" in line.dress or (step < 0 and is_role_heading(line.text)):
                if not skipped and "c" not in line.dress:
                    block.is_explained = True
                    return []  # chairs, speakers, staff
                break
            first, last = _extend(page, at, step, by_line, mentions)
            if first == last:
                score = page.title_score(at)
            else:
                score = score_title(page.text[page.lines[first].start : page.lines[last].end])
            labelled = _TITLE_LABEL.match(line.text) is not None
            score += 3.0 if labelled else 0.0
            names = lists[at]
            score -= min(4.0, names.strength) if len(names.names) > 1 else min(2.0, names.strength * 0.5)
            if score > -3.5:  # noqa: PLR2004
                way = f"{'before' if step < 0 else 'after'}{min(blanks, 1)}{'+' if skipped else ''}"
                starts = page.lines[first].blank_before
                score += 0.7 if starts and not blanks else 0.0
                score += 0.3 if step < 0 else 0.0
                score += 0.6 if line.dress.strip("-") else 0.0
                score -= 0.9 * min(blanks, 1) + 0.2 * blanks + cost
                dress = line.dress + ("L" if labelled else "")
                options.append(Option(first, last, way, dress, score))
            cost += 0.3 if page.is_detail(at) else 2.2 if page.is_prose(at) else 1.6
            skipped += 1
            edge = first if step < 0 else last + 1
            at = first - 1 if step < 0 else last + 1
    return options


def _extend(
    page: Page, at: int, step: int, by_line: dict[int, Block], mentions: dict[int, list[Mention]]
) -> tuple[int, int]:
    """Return the lines of the title at ``at``: wrapped titles have more than one."""
    first = last = at

    def continues(index: int) -> bool:
        """Tell whether the line goes on with what the line before has begun."""
        line, before = page.lines[index], page.lines[index - 1]
        if line.blank_before or line.dress != (before.dress if before.dress in ("b", "l", "i") else ""):
            return False
        if page.is_detail(index):
            return False
        first_word = line.text.split(maxsplit=1)[0]
        lower = first_word.islower() or (before.dress in ("-", "1") and not line.dress)
        return lower or (_CONTINUES.search(before.text) is not None and len(before.text) > 20)  # noqa: PLR2004

    for _ in range(3):
        if first > 0 and continues(first) and _may_join(page, first - 1, by_line, mentions):
            first -= 1
        else:
            break
    for _ in range(3):
        if step > 0 and last + 1 < len(page.lines) and continues(last + 1) and _may_join(page, last + 1, by_line, mentions):
            last += 1
        else:
            break
    return first, last


def _claim(page: Page, blocks: list[Block], mentions: dict[int, list[Mention]]) -> None:
    habits = _habits(page, blocks)
    for block in blocks:
        choice = block.choice
        if choice is None:
            continue
        lines = {*range(block.first, block.last + 1), *range(choice.first, choice.last + 1)}
        if not all(page.is_free(line) for line in lines):
            continue
        group = page.new_group()
        span = trim_title(page.text, page.lines[choice.first].start, page.lines[choice.last].end, habits)
        page.claim("paper_title", choice.first, choice.last, group=group, span=span)
        start, end = block.lists[0].start, block.lists[-1].end
        page.claim("authors", block.first, block.last, group=group, name_lists=tuple(block.lists), span=(start, end))
        _claim_details(page, block, choice)
    well_known = sum(block.choice is not None and block.is_certain for block in blocks)
    patterns = Counter(
        mention.pattern for found in mentions.values() for mention in found if mention.is_certain
    )
    for index, found in mentions.items():
        if page.is_free(index):
            _claim_mentions(page, index, found, patterns, has_lists=well_known > 1)
    _claim_titles_alone(page, blocks, habits)
    for block in blocks:
        if all(page.is_free(line) for line in range(block.first, block.last + 1)):
            count = sum(len(names.names) for names in block.lists)
            if block.is_explained or _stands_among_people(page, block):
                page.claim("people", block.first, block.last)
            elif count > 1 and block.strength >= CERTAIN:
                page.claim("name_list", block.first, block.last)
    _note_doubts(page, blocks, habits)


def _stands_among_people(page: Page, block: Block) -> bool:
    """Tell whether the lines above, up to the next heading, say who the people in the block are."""
    for index in range(block.first - 1, max(-1, block.first - _MAX_PEOPLE_LINES), -1):
        if page.label(index) == "people" or is_role_heading(page.lines[index].text):
            return True
        if page.label(index) is not None or page.is_prose(index):
            return False
    return False


def _note_doubts(page: Page, blocks: list[Block], habits: Habits) -> None:
    """Count what was decided on thin evidence."""
    for block in blocks:
        if block.choice is None:
            continue
        page.doubts["papers"] += 1
        page.doubts["close_titles"] += block.margin < _THIN_MARGIN
        span = (page.lines[block.choice.first].start, page.lines[block.choice.last].end)
        title = page.text[slice(*trim_title(page.text, *span, habits))]
        page.doubts["odd_titles"] += score_title(title) < 0.0 or title.count(" ") < 2  # noqa: PLR2004
        names = [page.text[name.start : name.end] for part in block.lists for name in part.names]
        weak = sum(score_name(name) < _WEAK_NAME for name in names)
        page.doubts["odd_names"] += weak * 3 > len(names)
        page.doubts["other_text"] += any(part.others for part in block.lists)


def _claim_titles_alone(page: Page, blocks: list[Block], habits: Habits) -> None:
    """Claim titles without authors: lines that are links, or bold, as nearly all titles of the page are."""
    dresses = Counter(block.choice.dress for block in blocks if block.choice)
    dress, count = dresses.most_common(1)[0] if dresses else ("", 0)
    if count < _MIN_DRESSED or count < _BLOCK_SHARE * sum(dresses.values()) or not set(dress) & {"l", "b"}:
        return
    for index, line in enumerate(page.lines):
        if (
            line.dress == dress
            and page.is_free(index)
            and line.text.count(" ") + 1 >= _MIN_WORDS_ALONE
            and page.title_score(index) >= 1.0
        ):
            span = trim_title(page.text, line.start, line.end, habits)
            page.claim("paper_title", index, group=page.new_group(), span=span)


def _claim_details(page: Page, block: Block, choice: Option) -> None:
    """Claim what stands between a title and its authors."""
    low, high = min(block.last, choice.last), max(block.first, choice.first)
    for index in range(low + 1, high):
        if page.is_free(index):
            page.claim("paper_detail", index)


def _claim_mentions(
    page: Page, index: int, found: list[Mention], patterns: Counter[str], *, has_lists: bool
) -> None:
    line = page.lines[index]
    in_sentences = sum(count for pattern, count in patterns.items() if pattern.startswith(IN_SENTENCE))
    kept = [
        mention
        for mention in found
        if (mention.is_certain and (mention.strength >= (2.5 if has_lists else 1.0) or mention.names.et_al))
        or patterns[mention.pattern] > 1
        or (not mention.names.names and in_sentences > _MIN_DRESSED)
    ]
    for mention in kept:
        group = page.new_group()
        page.claim_inside("paper_title", index, mention.title, group=group)
        if not mention.names.names:
            continue
        page.claim_inside(
            "authors", index, (mention.names.start, mention.names.end), group=group, name_lists=(mention.names,)
        )
    if kept:
        page.claim_around("prose" if evidence.is_prose(line.text) else "paper_detail", index)


_ = replace
_EXPORTED: Final = (Line,)
