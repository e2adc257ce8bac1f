"""The lines that could be the title of an author list, each with how well it fits by itself."""

import re
from typing import Final

from extractors import evidence
from extractors.author_blocks import Block, Option
from extractors.details import gives_roles
from extractors.mention import Mention
from extractors.names import CERTAIN, NameList
from extractors.page import Page
from extractors.titles import is_open_end, score_title

FOR_BEFORE: Final = 0.3
"""What a title before its authors gains, in log-odds."""
REACH = 4
"""How many lines a title may be away from its authors."""
_MAX_WRAPPED_LINES = 3
_MIN_SCORE = -3.5
_MAX_COST = 4.5
_FOR_FORM = 1.0
_FOR_HEADING = 2.0
_ITEMS = ("-", "1")
_TITLE_LABEL = re.compile(
    r"[*_]{0,3}(?:(?:paper |article |talk )?title|paper|talk)[*_]{0,3}\s*[:：]", re.IGNORECASE
)


def find_candidates(
    page: Page,
    block: Block,
    by_line: dict[int, Block],
    mentions: dict[int, list[Mention]],
    lists: list[NameList],
) -> list[Option]:
    """Return the candidates for a block's title: lines before it and behind it, up to other lists."""
    options: list[Option] = []
    for step in (-1, 1):
        at = block.first - 1 if step < 0 else block.last + 1
        edge = block.first if step < 0 else at
        skipped, has_blank, cost = 0, False, 0.0
        if step < 0 and _goes_on_with_people(page, block, by_line):
            block.is_explained = True
            return []
        while skipped <= REACH and _may_be_title(page, at, by_line, mentions):
            line = page.lines[at]
            if step < 0 and _heads_people(page, at):
                if all(option.score < 0 for option in options):
                    block.is_explained = True
                    return []  # chairs, speakers, staff
                break
            first, last = _extend(page, at, step, by_line, mentions)
            has_blank |= page.lines[edge].blank_before if step < 0 else line.blank_before
            score = _score_lines(page, first, last, lists) - cost
            if score > _MIN_SCORE:
                is_labelled = _TITLE_LABEL.match(line.text) is not None
                score += (3.0 if is_labelled else 0.0) + (0.6 if line.dress.strip("-") else 0.0)
                is_headed = page.lines[first].dress.startswith("#")  # a heading heads what stands below it
                score += FOR_BEFORE if step < 0 else -_FOR_HEADING * is_headed
                score -= 1.1 if has_blank else 0.0
                score += 0.7 if page.lines[first].blank_before and not has_blank else 0.0
                score += _score_form(page, block, first, step)
                way = f"{'before' if step < 0 else 'after'}{int(has_blank)}{'+' if skipped else ''}"
                options.append(Option(first, last, way, line.dress + ("L" if is_labelled else ""), score))
            if line.dress.startswith("#"):
                break  # what stands beyond a heading is another part of the page
            cost += 0.3 if page.is_detail(at) else 2.2 if page.is_prose(at) else 1.6
            if cost > _MAX_COST:
                break  # no title beyond can score enough
            skipped += 1
            edge = first if step < 0 else last + 1
            at = first - 1 if step < 0 else last + 1
    return options


def _goes_on_with_people(page: Page, block: Block, by_line: dict[int, Block]) -> bool:
    """Tell whether a list goes on with the people of the list right above it, who wrote no paper."""
    line, above = page.lines[block.first], by_line.get(block.first - 1)
    return above is not None and above.is_explained and not line.blank_before and "#" not in line.dress


def _heads_people(page: Page, index: int) -> bool:
    """Tell whether a line says who the people below are; a heading may go on: "Area chairs: Vision"."""
    line = page.lines[index]
    return page.is_role_heading(index) or (line.dress.startswith("#") and gives_roles(line.text))


def _score_form(page: Page, block: Block, title: int, step: int) -> float:
    """Return what speaks for a title in how lines are indented and listed: an entry begins with its item."""
    authors, line = page.lines[block.first], page.lines[title]
    score = 0.0
    if authors.dress[:1] in _ITEMS and line.dress[:1] not in (*_ITEMS, "#"):
        score += _FOR_FORM if step > 0 else -_FOR_FORM
    indent = page.column(title) - page.column(block.first)
    if indent > 0 and line.dress == authors.dress:
        score += _FOR_FORM if step > 0 else -_FOR_FORM
    return score


def _may_be_title(page: Page, at: int, by_line: dict[int, Block], mentions: dict[int, list[Mention]]) -> bool:
    """Tell whether the search for a title may go on at a line: no other list, no paper within the line."""
    if not page.is_free(at) or "c" in page.lines[at].dress:
        return False
    other = by_line.get(at)
    if other is not None and other.is_certain:
        return False
    return not any(mention.is_certain and mention.strength >= CERTAIN for mention in mentions.get(at, ()))


def _score_lines(page: Page, first: int, last: int, lists: list[NameList]) -> float:
    """Return how well lines could be a title, given what names stand in them."""
    if first == last:
        score = page.title_score(first)
    else:
        score = score_title(page.text[page.lines[first].start : page.lines[last].end])
    names = lists[last]
    return score - (min(4.0, names.strength) if len(names.names) > 1 else min(2.0, names.strength * 0.5))


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
        return lower or (is_open_end(before.text) and len(before.text) > 20)  # noqa: PLR2004

    for _ in range(_MAX_WRAPPED_LINES):
        if first > 0 and continues(first) and may_join(page, first - 1, by_line, mentions):
            first -= 1
        else:
            break
    for _ in range(_MAX_WRAPPED_LINES):
        if (
            step > 0
            and last + 1 < len(page.lines)
            and continues(last + 1)
            and may_join(page, last + 1, by_line, mentions)
        ):
            last += 1
        else:
            break
    return first, last


def may_join(page: Page, index: int, by_line: dict[int, Block], mentions: dict[int, list[Mention]]) -> bool:
    """Tell whether a line could be a part of a title."""
    return (
        page.is_free(index)
        and index not in by_line
        and index not in mentions
        and not page.is_prose(index)
        and not page.is_detail(index)
        and not evidence.is_boilerplate(page.lines[index].text)
    )
