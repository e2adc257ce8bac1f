"""Job cards: a post and its place, or a place alone, and a text below."""

import re
from collections.abc import Callable
from typing import NamedTuple

from extractors import evidence
from extractors.jobs.headers import label_kind, label_value
from extractors.lines import Line
from extractors.name_parts import is_organisation
from extractors.page import Page
from extractors.places import Place, names_places, parse_place, read_place

_POSTING_CHARS = 200
_POSTING_CHARS_IN_LIST = 40
_ANNOUNCING_CHARS = 80
_BETWEEN_POST_AND_PLACE = re.compile(r"\s*[|·•:]\s*|\s[-–—]\s|\s?\(|,\s|\s(?:in|at)\s")
_JOBS = re.compile(
    r"\b(?:jobs?|positions?|openings?|careers?|hiring|vacanc(?:y|ies)|opportunit(?:y|ies)|join us"
    r"|join our team|work with us)\b",
    re.IGNORECASE,
)
# "Open positions" heads the cards.
ANNOUNCES = re.compile(
    r"(?:(?:our|open|current|related|available|latest|more|all|job|research|science|other)\s)*"
    r"(?:jobs?|positions|openings|roles|vacancies|postings|opportunities|careers)\b",
    re.IGNORECASE,
)
OTHER_JOBS = re.compile(
    r"(?:similar|other|more|related|recommended) (?:jobs|positions|openings|vacancies|roles"
    r"|opportunities)\s*(?:$|:)",
    re.IGNORECASE,
)
_LONG_WORD = 4
_CLOSES = re.compile(
    r"\s*[-–—,(|]\s*(?:closes?|closing|deadline|apply by|applications? due|due|until)\b[^|]{0,60}$",
    re.IGNORECASE,
)
_CLOSES_REACH = 90
_BAR = re.compile(r"\s+\|\s+")
_MIN_BARS = 2
_MAX_BARS_CHARS = 300
_MAX_LINKED_CHARS = 300
_MAX_LABELS_ABOVE = 4
_KEY = re.compile(r"[*_]{0,3}[A-Z][\w /()-]{1,30}[*_]{0,3}\s?[:：]")
POST = re.compile(
    r"\b(?:scientists?|engineers?|researchers?|managers?|interns?(?:hip)?|analysts?|professors?|fellows?|postdocs?|postdoctoral|developers?|architects?|directors?"
    r"|lead(?:ers?)?|head|candidates?|technicians?|technical staff|associates?|specialists?|consultants?"
    r"|lecturers?|students?|studentships?|phd|officers?|designers?|economists?|coordinators?"
    r"|assistants?|scholars?|technologists?|programmers?|statisticians?|administrators?|linguists?|chemists?|biologists?"
    r"|physicists?|strategists?|actuar(?:y|ies)|trainees?|apprentices?|(?:post-?doc\w*|phd|doctoral|faculty|research|academic|tenure-track|staff|open)"
    r" (?:positions?|openings?|vacanc(?:y|ies)))\b",
    re.IGNORECASE,
)


def could_be_post(page: Page, index: int, *, may_be_item: bool = False) -> bool:
    line = page.lines[index]
    return (
        page.is_free(index)
        and evidence.is_heading(line.text)
        and (may_be_item or "-" not in line.dress)
        and not _KEY.match(line.text)
        and not evidence.is_prose(line.text)
    )


def announces_jobs(text: str) -> bool:
    """Tell whether a line says that jobs follow, and is hardly one itself."""
    return len(text) <= _ANNOUNCING_CHARS and _JOBS.search(text) is not None


class Card(NamedTuple):
    """A job card: the lines from ``first`` on; where its title, its place and its text stand."""

    first: int
    line: int
    """The line with the place."""
    place: tuple[int, int]
    title: tuple[int, int] | None = None
    has_body: bool = True


def find_job_cards(page: Page) -> None:
    """Claim job cards: a post and its place in one line or two, or a place alone, then the text."""
    cards = sorted({card.line: card for card in (*_cards_in_one_line(page), *_place_cards(page))}.values())
    for number, card in enumerate(cards, start=1):
        following = cards[number].first if number < len(cards) else len(page.lines)
        if not page.is_free(card.first) or not page.is_free(card.line):
            continue
        claim_card(page, card, following)


def claim_card(page: Page, card: Card, following: int) -> None:
    """Claim a card, the lines between its title and its place, and its text up to the line ``following``."""
    group = page.new_group()
    if card.title and card.first < card.line:
        page.claim("job_title", card.first, group=group, span=card.title)
    elif card.title:
        page.claim_inside("job_title", card.line, card.title, group=group)
    page.claim_inside("job_location", card.line, card.place, group=group)
    page.claim_around("job_header", card.line)
    last = card.line
    while last + 1 < following and page.is_free(last + 1) and label_kind(page.lines[last + 1].text):
        last += 1
    for line in range(card.first, last + 1):
        if page.is_free(line):
            page.claim("job_header", line, group=group)
    header_last = last
    level = page.lines[card.first].dress[:2]
    while card.has_body and page.is_free(last + 1) and last + 1 < following:
        ends = level[:1] == "#" == page.lines[last + 1].dress[:1] and page.lines[last + 1].dress[:2] <= level
        if ends or evidence.is_boilerplate(page.lines[last + 1].text):
            break
        last += 1
    if last > header_last:
        page.claim("job_body", header_last + 1, last, group=group)


def _place_cards(page: Page) -> list[Card]:
    """Return the cards whose place has a line of its own, with a posting below."""
    places = card_places(page)
    posts = {index: post for index in places if (post := post_above(page, index)) is not None}
    cards = []
    for index in places:
        line = page.lines[index]
        begin, _ = _place_in(page, index)
        post = posts.get(index)
        if post is not None and len(posts) * 2 <= len(places) and not _is_in_title_case(page, post):
            post = None
        title = None if post is None else (page.lines[post].start, page.lines[post].end)
        has_body = index + 1 < len(page.lines) and not page.lines[index + 1].dress.startswith("#")
        first = index if post is None else post
        cards.append(Card(first, index, (begin, line.end), title, has_body=has_body))
    return cards


def post_above(page: Page, index: int) -> int | None:
    """Return the line of the post that a place belongs to: right above, but for labelled values."""
    at = index - 1
    lowest = max(-1, at - _MAX_LABELS_ABOVE)
    while at > lowest and page.is_free(at) and label_kind(page.lines[at].text):
        at -= 1
    return at if is_post(page, at) else None


def is_post(page: Page, index: int) -> bool:
    """Tell whether a line names a post; an item of a list does only above "Location: ..."."""
    text = page.lines[index].text if index >= 0 else ""
    if len(text) > evidence.MAX_HEADING_CHARS or POST.search(text) is None or ANNOUNCES.match(text):
        return False
    return could_be_post(page, index, may_be_item=label_kind(page.lines[index + 1].text) is not None)


def _is_in_title_case(page: Page, index: int) -> bool:
    """Tell whether a line is capitalised as titles are, and no sentence."""
    text = page.lines[index].text
    words = [word for word in text.split() if len(word) >= _LONG_WORD]
    return text[-1] not in ".!?:;," and all(
        word.lstrip('(“"').istitle() or word[0].isupper() for word in words
    )


def _place_in(page: Page, index: int) -> tuple[int, Place | None]:
    """Return where the place of a line begins, behind a label if there is one, and the place."""
    line = page.lines[index]
    begin = label_value(page.text, line.start, line.end, "location")
    return begin, parse_place(page.text[begin : line.end])


def card_places(page: Page) -> list[int]:
    """Return the lines that are places with a posting below, or that have a label below a post.

    A line that might be something else ("IN") counts only below a post, or in a list of postings.
    """
    found: list[tuple[int, Place, int]] = []
    labelled: set[int] = set()
    for index, line in enumerate(page.lines):
        if not page.is_free(index):
            continue
        begin, place = _place_in(page, index)
        has_label = begin > line.start
        has_posting = page.is_free(index + 1)
        size = len(page.lines[index + 1].text) if has_posting else 0
        if not (has_label or has_posting):
            continue
        if place is None and (has_label or (size >= _POSTING_CHARS_IN_LIST and names_places(line.text))):
            place = read_place(page.text[begin : line.end])._replace(certain=False)
        if place is None:
            continue
        if has_label and (size >= _POSTING_CHARS or post_above(page, index) is not None):
            labelled.add(index)
        found.append((index, place, size))
    in_list = any(place.certain and size >= _POSTING_CHARS for _, place, size in found)
    return [
        index
        for index, place, size in found
        if index in labelled
        or (
            size >= (_POSTING_CHARS_IN_LIST if in_list or is_post(page, index - 1) else _POSTING_CHARS)
            and (place.certain or in_list or is_post(page, index - 1))
        )
    ]


def _cards_in_one_line(page: Page) -> list[Card]:
    """Return the cards with post and place in one line; two of them, or one below a heading of jobs."""
    cards = []
    is_announced = False
    has_posting = "job_body" in page.labels
    for index, line in enumerate(page.lines):
        if has_posting and OTHER_JOBS.match(line.text):
            break
        if not is_announced:
            is_announced = announces_jobs(line.text)
            continue
        could_be_card = page.is_free(index) and (not page.is_prose(index) or linked_post(page, index))
        cut = cut_post(page, index) if could_be_card else None
        if cut:
            post, place = cut
            below = page.lines[index + 1].text if page.is_free(index + 1) else ""
            cards.append(Card(index, index, place, post, has_body=len(below) >= _POSTING_CHARS_IN_LIST))
    return cards


def linked_post(page: Page, index: int) -> int | None:
    """Return where the link ends that a line begins with, if it names a post: all else is about it."""
    line = page.lines[index]
    link = next((mark for mark in line.marks if mark.kind == "link" and mark.start == line.start), None)
    return link.end if link and POST.search(page.text, link.start, link.end) else None


def cut_bars(
    text: str, line: Line, *, is_place: Callable[[str], bool]
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return where post and place stand in a line like "Acme | Data Engineer | Oslo, Norway | Full-time"."""
    if line.text.count(" | ") < _MIN_BARS or len(line.text) > _MAX_BARS_CHARS:
        return None
    edges = [line.start, *(edge for cut in _BAR.finditer(text, line.start, line.end) for edge in cut.span())]
    parts = list(zip(edges[::2], [*edges[1::2], line.end], strict=True))
    post = next((part for part in parts if POST.search(text, *part)), None)
    place = next((part for part in parts if part != post and is_place(text[slice(*part)])), None)
    return (post, place) if post and place else None


def cut_post(
    page: Page,
    index: int,
    *,
    needs_post: bool = True,
    is_place: Callable[[str], bool] = lambda text: parse_place(text) is not None,
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return where post and place stand in a line like "Research Scientist – Seoul, South Korea"."""
    line = page.lines[index]
    linked = linked_post(page, index)
    most = evidence.MAX_HEADING_CHARS if linked is None else _MAX_LINKED_CHARS
    if len(line.text) > most or (needs_post and not POST.search(line.text)):
        return None
    closes = _CLOSES.search(page.text, max(line.start, line.end - _CLOSES_REACH), line.end)
    line_end = closes.start() if closes else line.end
    cuts = list(_BETWEEN_POST_AND_PLACE.finditer(page.text, linked or line.start, line_end))
    # What may stand in a post too counts after the others, and first where a known city follows.
    cuts.sort(key=lambda cut: cut.group().strip() in (",", "in", "at"))
    cuts.sort(key=lambda cut: cut.group() == ", " and not _is_city_first(page.text[cut.end() : line_end]))
    for cut in cuts:
        opens = cut.group().endswith("(")
        if opens and page.text[line_end - 1] != ")":
            continue  # "PhD Intern (Summer) – Oslo"
        end = line_end - opens
        place = page.text[cut.end() : end]
        is_post_before = not needs_post or POST.search(page.text, line.start, cut.start())
        is_of_work = is_organisation(page.text, cut.end(), end)  # "University of Oslo, Norway"
        if is_post_before and not is_of_work and (is_place(place) or names_places(place)):
            return (line.start, linked or cut.start()), (cut.end(), end)
    return None


def _is_city_first(text: str) -> bool:
    """Tell whether a place begins with a city that is known: "Bristol, UK", not "Language, Bristol, UK"."""
    place = parse_place(text)
    return place is not None and any(value.rule == "city_known" for value in place.values)
