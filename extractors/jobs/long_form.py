"""Job ads in the long form: a title, header lines, running text and titled sections."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from extractors import evidence
from extractors.jobs.cards import ANNOUNCES, OTHER_JOBS, POST, card_places, could_be_post, post_above
from extractors.jobs.headers import Header, are_places, find_headers, is_label, label_kind
from extractors.jobs.openings import begins_ad, behind_header, heads_page, names_opening
from extractors.jobs.sections import find_heading_lines, known_headings
from extractors.page import Page
from extractors.places import names_places, parse_place, read_place

_TELLING_LABELS: Final = frozenset({"location", "pay", "type", "title"})
_FEW_HEADINGS = 1
_TELLING: Final = frozenset({"responsibilities", "basic_qualifications", "preferred_qualifications"})
_MIN_KNOWN = 2
_MIN_LABELS = 2
_MIN_CUES, _MANY_CUES = 2, 4
_TELLING_SHARE = 0.5
_MAX_HEADING_WORDS = 8
_MAX_HEADER_LINES = 40
_TOP_LINES = 12
_SAMPLE_LINES = 400
_MAX_MODE_CHARS = 40
_MAX_LINE_CHARS = 20_000
# What stands in header lines and in no name of a post.
_NO_NAME = re.compile(r"\d|\s[|·•]\s")
_NO_PLACE = re.compile(r"\d\s?k\b|[$€£¥₹~]", re.IGNORECASE)
_ASIDE = re.compile(r"\s{0,3}\([a-z][^()]*\)$")  # "Oslo (in person)"
_ADDRESS = re.compile(r"\b(?:you|we)\b", re.IGNORECASE)  # "As our manager you will"
_MAX_TITLE_CHARS = 200
_MIN_PARTS = 3
_PLACE_LINES = 3
# Words that hardly any job ad is without, and most other pages are.
_HINTS: Final = (
    "you will",
    "you'll",
    "you’ll",
    "we offer",
    "looking for",
    "apply",
    "applica",
    "candidate",
    "salary",
    "your profile",
    "you have",
    "you bring",
    "hiring",
    "full-time",
    "part-time",
    "interview",
    "full time",
    "your role",
    "postdoc",
    "experience",
    "qualifications",
    "required",
)
MIN_HINTS = 2
CUE = re.compile(
    r"\b(?:you will|you[’']ll|we offer|looking for (?:an?|someone|people)|apply|applications?"
    r"|applicants?|candidates?|salary"
    r"|your (?:profile|application|cv|tasks|role)|we look for|you have|you bring|we[’']re hiring"
    r"|is hiring|recruiting|full-time|part-time"
    r"|interview|cover letter|résumé|cv\b|employer|vacancy|postdoc|fixed-term|per week|this role"
    r"|this position|the post\b)",
    re.IGNORECASE,
)


def find_job_ads(page: Page) -> None:
    """Claim each ad: its title, its place, its header lines, and the rest as its body."""
    is_plain = has_known_sections(page)
    if not is_plain and count_hints(page.text) < MIN_HINTS and not heads_page(page):
        return
    cards = [index for index in card_places(page) if post_above(page, index) is None]
    if len(cards) > 1 or (cards and not is_plain and not _is_labelled(page)):
        return
    headings = {
        index: heading.kind for index, heading in find_heading_lines(page.lines) if page.is_free(index)
    }
    if not is_plain and (_is_list_of_cards(page, headings) or not _is_ad_page(page, headings)):
        return
    if is_plain:
        headings = {
            index: kind for index, kind in headings.items() if kind != "other" or _is_known(page, index)
        }
    headings = {
        index: kind
        for index, kind in headings.items()
        if _is_known(page, index) or not _could_be_name(page, index)
    }
    firsts = _first_headings(headings)
    announced = _openings(page)
    if announced and len(announced) >= len(firsts):
        firsts = [
            next(
                (line for line in headings if index < line < following and line not in announced),
                behind_header(page, index + 1),
            )
            for index, following in pairwise([*announced, len(page.lines)])
        ]
    firsts = firsts or [len(page.lines)]
    starts: list[tuple[int, int | None]] = []
    kept: list[int] = []
    for first in firsts:
        previous_last = max((line for line in headings if line < first), default=-1) if kept else -1
        start, title = _ad_start(page, first, previous_last)
        # A kind of section that comes again begins another ad only where a title or a place announces it.
        if not kept or start < first:
            starts.append((start, title))
            kept.append(first)
    firsts = kept
    ends = [*(start for start, _ in starts[1:]), len(page.lines)]
    for (start, title), first, end in zip(starts, firsts, ends, strict=True):
        if end > start:
            _claim_ad(page, start, title, min(first, end), end - 1)


def has_known_sections(page: Page) -> bool:
    """Tell whether a page has the headings that sections of job ads have."""
    known = {
        known_headings()[key][0]
        for index, line in enumerate(page.lines)
        if len(line.text) <= evidence.MAX_HEADING_CHARS
        and (key := line.text.strip(" :：*_#").casefold()) in known_headings()
        and page.is_free(index)
    }
    return len(known - {"other"}) >= _MIN_KNOWN and bool(_TELLING & known)


def _is_list_of_cards(page: Page, headings: dict[int, str]) -> bool:
    """Tell whether a page names places again and again with no sections between: cards, not one ad."""
    places = sum(
        label_kind(line.text) == "location" for index, line in enumerate(page.lines) if page.is_free(index)
    )
    return places > 1 and _TELLING.isdisjoint(headings.values())


def _announces(page: Page, index: int) -> bool:
    """Tell whether a line is a post and its place stands in one of the next lines."""
    if not _names_post(page, index):
        return False
    for below in range(index + 1, min(index + 1 + _PLACE_LINES, len(page.lines))):
        if label_kind(page.lines[below].text) == "location":
            return True
        if _names_post(page, below):
            return False  # this one is announced
    return False


def _openings(page: Page) -> list[int]:
    """Return the lines that ads begin with, by their posts and what stands below."""
    return [index for index in range(len(page.lines)) if _announces(page, index) or begins_ad(page, index)]


def count_hints(text: str) -> int:
    """Return how many of the words stand in a text that hardly any job ad is without."""
    lowered = text.lower()
    return sum(word in lowered for word in _HINTS)


def _is_known(page: Page, index: int) -> bool:
    return page.lines[index].text.strip(" :：*_#").casefold() in known_headings()


def _could_be_name(page: Page, index: int) -> bool:
    """Tell whether a heading names the page or a post, not a section."""
    return page.lines[index].dress.startswith("#1") or _names_post(page, index)


def _is_ad_page(page: Page, headings: dict[int, str]) -> bool:
    """Tell whether a page is a job ad by its title, its labels, its headings and its words together."""
    lines = page.lines[:_SAMPLE_LINES]
    cues = sum(len(CUE.findall(line.text)) for line in lines if len(line.text) < _MAX_LINE_CHARS)
    if (cues and _is_labelled(page)) or heads_page(page):
        return True
    top = _top(page)
    if cues < _MIN_CUES:
        return False
    # Below papers, ads are cards: here the first of them begins the page.
    if any(begins_ad(page, index) for index in top) and (
        sum(begins_ad(page, index) for index in range(len(lines))) > 1
    ):
        return True
    labels = _labels(page)
    has_post = "title" in labels or any(_names_post(page, index) for index in top)
    short = [
        kind for index, kind in headings.items() if page.lines[index].text.count(" ") < _MAX_HEADING_WORDS
    ]
    telling = [kind for kind in short if kind != "other"]
    is_sure = has_post or len(telling) >= _TELLING_SHARE * len(headings)
    if is_sure and len(_TELLING & set(telling)) > 1:
        return True
    if has_post and _TELLING & set(telling) and len(set(telling)) > 1:
        return True
    is_opening = "title" in labels or any(names_opening(page, index) for index in top)
    is_telling = len(headings) <= _FEW_HEADINGS or not _TELLING.isdisjoint(telling)
    is_announced = any(ANNOUNCES.match(page.lines[index].text) for index in top)
    return is_opening and is_telling and cues >= (_MIN_CUES if is_announced else _MANY_CUES)


def _top(page: Page) -> list[int]:
    return [index for index in range(min(_TOP_LINES, len(page.lines))) if page.is_free(index)]


def _labels(page: Page) -> set[str]:
    """Return what the labels in a page's first lines are of."""
    return {kind for index in _top(page) if (kind := label_kind(page.lines[index].text))} - {"other"}


def _is_labelled(page: Page) -> bool:
    labels = _labels(page)
    return len(labels) >= _MIN_LABELS and not _TELLING_LABELS.isdisjoint(labels)


def _names_post(page: Page, index: int) -> bool:
    line = page.lines[index]
    return (
        page.is_free(index)
        and len(line.text) <= _MAX_TITLE_CHARS
        and "-" not in line.dress
        and line.text[-1] not in ".,;:"
        and POST.search(line.text) is not None
        and (_ADDRESS.search(line.text) is None or line.dress.startswith("#1"))
        and (line.dress.startswith(("#", "b")) or not evidence.is_prose(line.text))
    )


def _first_headings(headings: dict[int, str]) -> list[int]:
    """Return the first section heading of each ad: a new one begins where a kind of section comes again."""
    firsts: list[int] = []
    seen: set[str] = set()
    last_kind = ""
    for index, kind in headings.items():
        if kind == "other":
            continue
        if not firsts or (kind in seen and kind in _TELLING and kind != last_kind):
            firsts.append(index)
            seen = set()
        seen.add(kind)
        last_kind = kind
    return firsts


def _ad_start(page: Page, first: int, previous_last: int) -> tuple[int, int | None]:
    """Return where an ad begins, and the line of its title: above its introduction and header lines.

    An ad that begins with a place or with labels, and has no post above it, has no title of its own.
    """
    best: int | None = None
    start = first
    lowest = max(previous_last + 1, first - _MAX_HEADER_LINES) if first < len(page.lines) else 0
    for index in range(first - 1, lowest - 1, -1):
        if not page.is_free(index):
            break
        line = page.lines[index]
        kind = label_kind(line.text)
        is_value = index > lowest and kind is None and is_label(page.lines[index - 1].text)
        if kind == "title":
            return index, index + 1 if is_label(line.text) else index
        if kind or is_value or _is_place(page, index):
            start = index
            if best is not None and POST.search(page.lines[best].text):
                break
        elif _names_post(page, index):
            return _with_labels_above(page, min(index, start), lowest), index
        elif could_be_post(page, index) and (
            line.dress[:2] == "#1" or (best is None and not _NO_NAME.search(line.text))
        ):
            best = index
    return (start, None) if best is None else (min(best, start), best)


def _with_labels_above(page: Page, start: int, lowest: int) -> int:
    """Return the page's first line if all lines above ``start`` are labelled: what was front matter."""
    above = range(lowest, start)
    is_all = lowest == 0 and all(page.is_free(i) and label_kind(page.lines[i].text) for i in above)
    return 0 if is_all else start


def _is_place(page: Page, index: int) -> bool:
    place = parse_place(page.lines[index].text)
    return place is not None and place.certain


def _claim_ad(page: Page, start: int, title: int | None, first: int, last: int) -> None:
    others = next(
        (index for index in range(first, last + 1) if OTHER_JOBS.match(page.lines[index].text)), None
    )
    last = last if others is None else max(start, others - 1)
    while last > start and (not page.is_free(last) or _is_furniture(page, last)):
        last -= 1
    group = page.new_group()
    headers = list(find_headers(page.text, page.lines, start, min(first, last + 1)))
    named = _title_among(page, headers, title)
    headers = [header for header in headers if header.line != title or header.kind or named]
    at = start
    parted: set[int] = set()
    if title is not None:
        at = title + 1
        if named:
            page.claim_inside("job_title", title, (named.start, named.end), group=group)
            parted.add(title)
        else:
            page.claim("job_title", title, group=group)
    place = _place_among(page, [header for header in headers if header != named])
    if place:
        page.claim_inside("job_location", place.line, (place.start, place.end), group=group)
        parted.add(place.line)
        at = max(at, place.line + 1)
    for line in sorted(parted):
        page.claim_around("job_header", line)
    lowest = max((header.line + 1 for header in headers if header.kind), default=at)
    if not any(page.is_prose(index) for index in range(at, lowest)):
        at = max(at, lowest)
    for index in range(start, at):
        if page.is_free(index):
            page.claim("job_header", index, group=group)
    if at <= last:
        page.claim("job_body", at, last, group=group)


def _title_among(page: Page, headers: Sequence[Header], title: int | None) -> Header | None:
    """Return the part of the title's line that is the title: by its label, or the one that is a post."""
    parts = [header for header in headers if header.line == title]
    labelled = next((header for header in parts if header.kind == "title"), None)
    if labelled or len(parts) < _MIN_PARTS:
        return labelled
    posts = [part for part in parts if not part.kind and POST.search(page.text[part.start : part.end])]
    return posts[0] if len(posts) == 1 else None


def _is_furniture(page: Page, index: int) -> bool:
    return evidence.is_boilerplate(page.lines[index].text) or evidence.is_link(page.lines[index].text)


def _place_among(page: Page, headers: list[Header]) -> Header | None:
    """Return the header that is the posting's place: by its label, else by what it says."""
    labelled = next((header for header in headers if header.kind == "location"), None)
    if labelled:
        aside = _ASIDE.search(page.text, labelled.start, labelled.end)
        return labelled._replace(end=aside.start()) if aside and aside.start() > labelled.start else labelled
    for header in headers:
        value = page.text[header.start : header.end]
        if header.kind or _NO_PLACE.search(value):
            continue
        aside = _ASIDE.search(value)
        if aside and aside.start():
            header = header._replace(end=header.start + aside.start())  # noqa: PLW2901
            value = value[: aside.start()]
        place = parse_place(value)
        if len(value) <= _MAX_MODE_CHARS and read_place(value).get("remote_mode"):
            return header
        if are_places(value) or (len(value) > 2 and names_places(value)):  # noqa: PLR2004 - "IN"
            return header
        if place is not None and (place.certain or place.get("city") or place.get("country_code")):
            return header
    return None
