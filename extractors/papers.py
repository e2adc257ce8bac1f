"""Papers on a page: titles with their authors, beside each other or within one line.

Single lines are ambiguous, documents are not: a roundup repeats one layout. Author lists are found first
(``author_blocks``); every list then has the lines around it as candidates for its title (``title_choice``).
How titles stand to their authors (before or after, across a blank line, with details between) and how they
are dressed is counted over the lists that are certain, and these counts decide about the others.
"""

import re
from collections import Counter
from collections.abc import Collection
from operator import itemgetter

from extractors import evidence
from extractors.author_blocks import Block, Option, build_blocks, read_line
from extractors.details import is_role_heading
from extractors.ids import title_key
from extractors.list_habits import find_list_habits, needs_habits
from extractors.mention import IN_SENTENCE, Mention
from extractors.mentions import find_mentions
from extractors.names import CERTAIN, NameList
from extractors.page import Page
from extractors.set_apart import find_kind, find_tags, narrow_title
from extractors.title_choice import choose_titles, is_below_event
from extractors.titles import LEADS, VENUE_AFTER_COMMA, VENUE_BEHIND_TITLE, Habits, score_title, trim_title

_MAX_PEOPLE_LINES = 12
_THIN_MARGIN = 0.5
_THIN_NAMES = 1.2
_MIN_DRESSED = 3
_MANY_LISTS = 4
_MIN_WORDS_ALONE = 3
_DRESSED_SHARE = 0.8
_LEAD_SHARE = 0.6
_MIN_MIXED = 4
_FEW_SHARE, _FORM_SHARE = 0.25, 0.35
_ITEMS = ("-", "1", "l")
_REACH_OF_HEADING = 2
_MEAN_WORDS = 5
_PAPERS = re.compile(r"\b(?:papers|publications|articles|preprints|posters|talks)\b", re.IGNORECASE)
# What papers are wanted about: topics, no titles.
_CALLS = re.compile(
    r"\b(?:call for|submi(?:t|ssions?)|solicit|(?:we|are) (?:invited?|welcome|encourage)|topics|areas of)\b",
    re.IGNORECASE,
)
_MIN_MENTION, _MIN_MENTION_BESIDE_LISTS = 1.0, 2.5


def find_papers(page: Page) -> None:
    """Claim titles and their author lists."""
    lists = _read_lists(page)
    mentions = _read_mentions(page, lists)
    blocks = build_blocks(page, lists, mentions)
    choose_titles(page, blocks, lists, mentions)
    _claim(page, blocks, mentions)


def _read_lists(page: Page) -> list[NameList]:
    """Read each line as a list of names; once more where the page's habits change what it says."""
    lists = [read_line(page, index) for index in range(len(page.lines))]
    habits = find_list_habits(page, lists)
    for index, line in enumerate(page.lines):
        if needs_habits(line, habits):
            lists[index] = read_line(page, index, habits)
    return lists


def _read_mentions(page: Page, lists: list[NameList]) -> dict[int, list[Mention]]:
    mentions = {}
    for index, line in enumerate(page.lines):
        names = lists[index]
        is_affiliated = len(names.names) == 1 and names.names[0].affiliation is not None
        mark = line.marks[0] if len(line.marks) == 1 else None
        ends_in_mark = mark is not None and line.start < mark.start < line.end == mark.end
        if names.end >= line.end - 1 and (is_affiliated or (names.is_certain and not ends_in_mark)):
            continue
        found = find_mentions(page.text, line)
        if found:
            mentions[index] = found
    return mentions if sum(names.is_certain for names in lists) < _MANY_LISTS else _drop_lone(mentions)


def _drop_lone(mentions: dict[int, list[Mention]]) -> dict[int, list[Mention]]:
    """Leave out entries with one name that are built like no other: "T (Scottish Gaelic)"."""
    patterns = Counter(mention.pattern for found in mentions.values() for mention in found)
    kept = {
        index: [
            mention
            for mention in found
            if len(mention.names.names) != 1
            or mention.names.et_al
            or mention.pattern.startswith(IN_SENTENCE)
            or patterns[mention.pattern] > 1
        ]
        for index, found in mentions.items()
    }
    return {index: found for index, found in kept.items() if found}


def _habits(page: Page, blocks: list[Block]) -> Habits:
    """Return what most titles of the page share: a number or a tag before them, a full stop, quotes."""
    titles = [
        page.text[page.lines[block.choice.first].start : page.lines[block.choice.last].end]
        for block in blocks
        if block.choice
    ]
    stopped = sum(title.endswith(".") for title in titles)
    quoted = sum(title[0] in '“"«‘„' for title in titles)
    venued = sum(VENUE_AFTER_COMMA.search(title) is not None for title in titles)
    return Habits(
        lead=_lead_of(titles),
        stopped=stopped * 2 > len(titles) or len(titles) < _MIN_DRESSED,
        quoted=quoted * 2 > len(titles) or len(titles) < _MIN_DRESSED,
        venued=venued > 1 and venued >= _LEAD_SHARE * len(titles),
    )


def _lead_of(titles: list[str]) -> re.Pattern[str] | None:
    """Return what most of the titles begin with, of ``LEADS``."""
    lead, count = max(((lead, sum(map(bool, map(lead.match, titles)))) for lead in LEADS), key=itemgetter(1))
    return lead if count > 1 and count >= _LEAD_SHARE * len(titles) else None


def _claim(page: Page, blocks: list[Block], mentions: dict[int, list[Mention]]) -> None:
    habits = _habits(page, blocks)
    lines = [page.lines[block.choice.first] for block in blocks if block.choice]
    kind, tags = find_kind(page.text, lines), find_tags(page.text, lines)
    titles: dict[int, str] = {}
    for block in blocks:
        choice = block.choice
        if choice is None:
            continue
        lines_of_paper = {*range(block.first, block.last + 1), *range(choice.first, choice.last + 1)}
        if not all(page.is_free(line) for line in lines_of_paper):
            continue
        group = page.new_group()
        start, end = page.lines[choice.first].start, page.lines[choice.last].end
        if choice.first == choice.last:
            start, end = narrow_title(page.text, page.lines[choice.first], kind, tags)
        span = trim_title(page.text, start, end, habits)
        page.claim("paper_title", choice.first, choice.last, group=group, span=span)
        if span != (start, end):
            titles[block.first] = page.text[slice(*span)]
        start, end = block.lists[0].start, block.lists[-1].end
        page.claim(
            "authors", block.first, block.last, group=group, name_lists=tuple(block.lists), span=(start, end)
        )
        _claim_details(page, block, choice)
    well_known = sum(block.choice is not None and block.is_certain for block in blocks)
    patterns = Counter(
        mention.pattern for found in mentions.values() for mention in found if mention.is_certain
    )
    lead = _lead_of(
        [page.text[slice(*m.title)] for found in mentions.values() for m in found if m.is_certain]
    )
    listed = {title_key(page.text[p.start : p.end]) for p in page.pieces if p.label == "paper_title"}
    for index, found in mentions.items():
        if page.is_free(index):
            _claim_mentions(page, index, found, patterns, lead, has_lists=well_known > 1, listed=listed)
    _claim_titles_alone(page, blocks, habits)
    _claim_bare_lists(page)
    _claim_people(page, blocks)
    _note_doubts(page, blocks, titles)
    _note_mixture(page, blocks, mentions)


def _claim_people(page: Page, blocks: list[Block]) -> None:
    """Claim the lists of names that belong to no paper."""
    for block in blocks:
        if all(page.is_free(line) for line in range(block.first, block.last + 1)):
            count = sum(len(names.names) for names in block.lists)
            if block.is_explained or _stands_among_people(page, block):
                page.claim("people", block.first, block.last)
            elif count > 1 and block.strength >= CERTAIN:
                page.claim("name_list", block.first, block.last)


def _claim_details(page: Page, block: Block, choice: Option) -> None:
    """Claim what stands between a title and its authors."""
    low, high = min(block.last, choice.last), max(block.first, choice.first)
    for index in range(low + 1, high):
        if page.is_free(index):
            page.claim("paper_detail", index)


def _claim_titles_alone(page: Page, blocks: list[Block], habits: Habits) -> None:
    """Claim titles without authors: lines that are links, or bold, as nearly all titles of the page are."""
    dresses = Counter(block.choice.dress for block in blocks if block.choice)
    dress, count = dresses.most_common(1)[0] if dresses else ("", 0)
    if count < _MIN_DRESSED or count < _DRESSED_SHARE * sum(dresses.values()) or not set(dress) & {"l", "b"}:
        return
    for index, line in enumerate(page.lines):
        if (
            line.dress == dress
            and page.is_free(index)
            and line.text.count(" ") + 1 >= _MIN_WORDS_ALONE
            and page.title_score(index) >= 1.0
            and not is_below_event(page, index)
        ):
            span = trim_title(page.text, line.start, line.end, habits)
            page.claim("paper_title", index, group=page.new_group(), span=span)


def _claim_bare_lists(page: Page) -> None:
    """Claim lists of titles on a page that names no authors at all, below a line that says so."""
    index = len(page.lines) if page.entries else 0
    while index < len(page.lines):
        last, dress = index, page.lines[index].dress
        while page.is_free(last) and page.lines[last].dress == dress:
            last += 1
        items = range(index, last)
        if dress[:1] in _ITEMS and _are_titles(page, items):
            titles = [page.text[page.lines[item].start : page.lines[item].end] for item in items]
            habits = Habits(stopped=sum(title.endswith(".") for title in titles) * 2 > len(titles))
            for item in items:
                span = trim_title(page.text, page.lines[item].start, page.lines[item].end, habits)
                page.claim("paper_title", item, group=page.new_group(), span=span)
        index = max(last, index + 1)


def _are_titles(page: Page, items: range) -> bool:
    """Tell whether the items of a list are titles: most look like one, and what else says that they are.

    That is a line above that speaks of papers, or the venue and year behind nearly all of them.
    """
    if len(items) < _MIN_DRESSED:
        return False
    like = [item for item in items if page.title_score(item) >= 1.0 and not page.is_prose(item)]
    words = sum(page.lines[item].text.count(" ") + 1 for item in items)
    above = page.lines[max(0, items[0] - _REACH_OF_HEADING) : items[0]]
    is_announced = any(
        len(line.text) <= evidence.MAX_HEADING_CHARS and _PAPERS.search(line.text) for line in above
    ) and not any(_CALLS.search(line.text) for line in above)
    venued = sum(VENUE_BEHIND_TITLE.search(page.lines[item].text) is not None for item in items)
    are_papers = is_announced or venued >= _DRESSED_SHARE * len(items)
    return are_papers and len(like) >= _DRESSED_SHARE * len(items) and words >= _MEAN_WORDS * len(items)


def _claim_mentions(  # noqa: PLR0913 - what is known of all mentions decides about these
    page: Page,
    index: int,
    found: list[Mention],
    patterns: Counter[str],
    lead: re.Pattern[str] | None,
    *,
    has_lists: bool,
    listed: Collection[str],
) -> None:
    """Claim the papers of a line; what running text says of a paper that the page lists is no other one."""
    in_sentences = sum(count for pattern, count in patterns.items() if pattern.startswith(IN_SENTENCE))
    kept = [
        mention
        for mention in found
        if not (
            mention.pattern.startswith(IN_SENTENCE) and title_key(page.text[slice(*mention.title)]) in listed
        )
    ]
    kept = [
        mention
        for mention in kept
        if (
            mention.is_certain
            and (
                mention.strength >= (_MIN_MENTION_BESIDE_LISTS if has_lists else _MIN_MENTION)
                or mention.names.et_al
            )
        )
        or patterns[mention.pattern] > 1
        or (not mention.names.names and in_sentences > 1)
    ]
    for mention in kept:
        group = page.new_group()
        title = trim_title(page.text, *mention.title, Habits(lead=lead)) if lead else mention.title
        page.claim_inside("paper_title", index, title, group=group)
        if not mention.names.names:
            continue
        page.claim_inside(
            "authors",
            index,
            (mention.names.start, mention.names.end),
            group=group,
            name_lists=(mention.names,),
        )
    if kept:
        page.claim_around("prose" if page.is_prose(index) else "paper_detail", index)


def _stands_among_people(page: Page, block: Block) -> bool:
    """Tell whether the lines above, up to the next heading, say who the people in the block are."""
    for index in range(block.first - 1, max(-1, block.first - _MAX_PEOPLE_LINES), -1):
        if page.label(index) == "people" or is_role_heading(page.lines[index].text):
            return True
        if page.label(index) is not None or page.is_prose(index):
            return False
    return False


def _note_doubts(page: Page, blocks: list[Block], titles: dict[int, str]) -> None:
    """Count what was decided on thin evidence; ``titles`` are those trimmed, by first author line."""
    for block in blocks:
        if block.choice is None:
            continue
        page.doubts["papers"] += 1
        page.doubts["close_titles"] += block.margin < _THIN_MARGIN
        trimmed = titles.get(block.first)
        score = page.title_score(block.choice.first) if trimmed is None else score_title(trimmed)
        is_odd = score < 0.0 and block.choice.first == block.choice.last
        page.doubts["odd_titles"] += is_odd and not block.choice.dress.endswith("L")
        count = sum(len(part.names) for part in block.lists)
        page.doubts["odd_names"] += sum(part.strength for part in block.lists) < _THIN_NAMES * count
        page.doubts["other_text"] += any(part.others for part in block.lists)


def _note_mixture(page: Page, blocks: list[Block], mentions: dict[int, list[Mention]]) -> None:
    """Count the papers that are laid out unlike most others of the page: a page repeats one layout."""
    options = [block.choice for block in blocks if block.choice]
    claimed = [mention for index, found in mentions.items() if index in page.entries for mention in found]
    before = sum(option.is_before for option in options)
    if len(options) >= _MIN_MIXED:
        page.doubts["other_side"] += min(before, len(options) - before)
    total = len(options) + len(claimed)
    few = min(len(options), len(claimed))
    if total >= 2 * _MIN_MIXED and few <= _FEW_SHARE * total:
        page.doubts["other_kind"] += few
    forms = Counter(mention.form for mention in claimed)
    if len(claimed) > _MIN_MIXED:
        rest = len(claimed) - max(forms.values())
        page.doubts["other_form"] += rest if rest >= _FORM_SHARE * len(claimed) else 0
