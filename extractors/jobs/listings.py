"""Lists of jobs: several entries built alike, each a post with its place in its line or below it."""

import re
from collections import Counter
from itertools import takewhile
from typing import Final

from extractors import evidence
from extractors.jobs.cards import (
    ANNOUNCES,
    OTHER_JOBS,
    POST,
    Card,
    announces_jobs,
    claim_card,
    cut_bars,
    cut_post,
    linked_post,
)
from extractors.jobs.headers import label_kind, label_value, names_place
from extractors.jobs.long_form import CUE, MIN_HINTS, count_hints, has_known_sections
from extractors.jobs.tables import claim_job_tables
from extractors.lines import Line
from extractors.name_parts import score_name
from extractors.page import Page
from extractors.places import parse_place

_REACH: Final = 3
"""How many lines below its post a place may stand: team and pay may come between."""
_MIN_ENTRIES: Final = 2
_MAX_PLACE_CHARS: Final = 100
_MAX_PLACES_WORDS: Final = 12
_MIN_BODY_CHARS: Final = 40
_MAX_LINES_ABOVE: Final = 2
_SAMPLE_CHARS: Final = 5_000
_SURE_NAME: Final = 3.0
_MAX_LABELS: Final = 6
_OF_ADS: Final = re.compile(
    r"(?:(?:application )?deadline|start(?:ing)? date|salary|how to apply|apply by|employment type"
    r"|pay range)\s*:",
    re.IGNORECASE,
)
_MODE: Final = re.compile(r"(?:fully )?(?:remote|hybrid|on-?site)\b[ (,–—-]*", re.IGNORECASE)
_PARTED: Final = re.compile(r"[ \t]*[|·•][ \t]*")
_ALTERNATIVES: Final = re.compile(r" or |; | / ")


def find_job_lists(page: Page) -> None:
    """Claim the entries of a list of jobs, where a heading has announced jobs and two and more are alike.

    What stands where the others have their post is one too, whatever its words: "Data Steward".
    """
    if claim_job_tables(page):
        return
    first = _find_start(page)
    if first is None or has_known_sections(page):
        return
    stop = next(
        (index for index in range(first, len(page.lines)) if OTHER_JOBS.match(page.lines[index].text)),
        len(page.lines),
    )
    entries = _find_entries(page, first, stop)
    if not entries and first > 0:
        _claim_without_places(page, first, stop)
    shapes = Counter(_shape(page, entry) for entry in entries).most_common(1)
    if not shapes or shapes[0][1] < _MIN_ENTRIES:
        return
    shape = shapes[0][0]
    entries = _with_alike(page, entries, shape, range(first, stop))
    bodies = [_has_body(page, entries, number) for number in range(len(entries))]
    has_bodies = sum(bodies[:-1]) * 2 >= len(entries) - 1
    for number, entry in enumerate(entries):
        following = entries[number + 1].first if number + 1 < len(entries) else stop
        claim_card(page, entry._replace(has_body=bodies[number] and has_bodies), following)


def _find_start(page: Page) -> int | None:
    """Return the line below the heading that announces jobs, the first one on a page of ads without it.

    A thread of ads needs none, and what announces jobs in it is a part of one: "We are hiring for 2 roles".
    """
    if _has_bar_lines(page):
        return 0
    for index, line in enumerate(page.lines):
        if announces_jobs(line.text):
            # What stands below an ad is another page's: "Similar jobs".
            return index + 1 if index <= _MAX_LINES_ABOVE or not OTHER_JOBS.match(line.text) else None
    is_of_ads = any(_could_be_entry(page, at) for at in (0, 1)) and count_hints(page.text) >= MIN_HINTS
    return 0 if is_of_ads else None


def _has_bar_lines(page: Page) -> bool:
    """Tell whether several lines say who, what and where, as in threads that ask who is hiring."""
    cuts = (cut_bars(page.text, line, is_place=_names_place) for line in page.lines)
    return sum(cut is not None for cut in cuts) >= _MIN_ENTRIES


def _claim_without_places(page: Page, first: int, stop: int) -> None:
    """Claim ads that say no place and have no sections: posts set as headings, each with its text below."""
    posts = [index for index in range(first, stop) if _could_be_entry(page, index) and _is_ad(page, index)]
    if len(posts) < _MIN_ENTRIES:
        return
    first_post = page.lines[posts[0]]
    if not first_post.blank_before or not all(
        _is_set_alike(page.lines[index], first_post) for index in posts
    ):
        return
    if first_post.dress.startswith("#"):  # what is set alike is one, whatever its words
        posts = [
            index
            for index in range(posts[0], stop)
            if _is_set_alike(page.lines[index], first_post) and _is_ad(page, index)
        ]
    for index, following in zip(posts, [*posts[1:], stop], strict=True):
        group = page.new_group()
        page.claim("job_title", index, group=group)
        page.claim("job_body", index + 1, following - 1, group=group)


def _is_set_alike(line: Line, other: Line) -> bool:
    return (line.dress, line.blank_before) == (other.dress, other.blank_before)


def _is_ad(page: Page, index: int) -> bool:
    """Tell whether text in the words of an ad, or labels that only ads have, stand below a line."""
    if not page.is_free(index + 1):
        return False
    if not page.lines[index].dress.startswith("#"):
        return page.is_prose(index + 1) and _speaks_of_ad(page.lines[index + 1].text)
    following = page.lines[index + 1 : index + 1 + _MAX_LABELS]
    below = takewhile(lambda line: not line.dress.startswith("#"), following)
    return any(_OF_ADS.match(line.text) or _speaks_of_ad(line.text) for line in below)


def _speaks_of_ad(text: str) -> bool:
    return len(text) >= _MIN_BODY_CHARS and CUE.search(text[:_SAMPLE_CHARS]) is not None


def _shape(page: Page, entry: Card) -> tuple[int, str, bool]:
    """Return how an entry is built: how far below its post its place stands, and what sets the post apart."""
    line, offset = page.lines[entry.first], entry.line - entry.first
    return offset, line.dress, line.blank_before and offset > 0


def _find_entries(page: Page, first: int, stop: int) -> list[Card]:
    """Return the posts that have a place near them."""
    entries: list[Card] = []
    for index in range(first, stop):
        if entries and index <= entries[-1].line:
            continue
        if not _could_be_entry(page, index):
            continue
        entry = _in_one_line(page, index, needs_post=True) or _below(page, index, stop)
        entries.extend([entry] if entry else [])
    return entries


def _with_alike(page: Page, entries: list[Card], shape: tuple[int, str, bool], lines: range) -> list[Card]:
    """Return the entries, with those built as most are whose post has no word that tells it."""
    found = [entry for entry in entries if _shape(page, entry) == shape]
    taken = {index for entry in found for index in range(entry.first, entry.line + 1)}
    for index in range(lines.start, lines.stop - shape[0]):
        line = page.lines[index]
        span = range(index, index + shape[0] + 1)
        if (line.dress, line.blank_before and shape[0] > 0) != shape[1:] or not taken.isdisjoint(span):
            continue
        entry = _entry_at(page, index, shape[0]) if _could_be_post(page, index) else None
        if entry:
            found.append(entry)
            taken.update(span)
    others = [entry for entry in entries if taken.isdisjoint(range(entry.first, entry.line + 1))]
    return sorted([*found, *others])


def _entry_at(page: Page, index: int, offset: int) -> Card | None:
    """Return the entry whose post is a line, whatever its words, if its place stands where it should."""
    if offset == 0:
        return _in_one_line(page, index, needs_post=False)
    line, place = page.lines[index], _place_in(page, index + offset)
    return Card(index, index + offset, place, (line.start, line.end)) if place else None


def _could_be_entry(page: Page, index: int) -> bool:
    """Tell whether a line names a post by its words, and no person who has one: "Jane Doe, Professor"."""
    text = page.lines[index].text if index < len(page.lines) else ""
    if POST.search(text) is None or ANNOUNCES.match(text) or not _could_be_post(page, index):
        return False
    return score_name(text.partition(",")[0]) < _SURE_NAME or POST.search(text.partition(",")[0]) is not None


def _could_be_post(page: Page, index: int) -> bool:
    line = page.lines[index]
    linked = linked_post(page, index)
    return (
        page.is_free(index)
        and evidence.is_heading(line.text if linked is None else page.text[line.start : linked])
        and label_kind(line.text) is None
        and (linked is not None or not page.is_prose(index))
        and not evidence.is_boilerplate(line.text)
    )


def _in_one_line(page: Page, index: int, *, needs_post: bool) -> Card | None:
    cut = cut_bars(page.text, page.lines[index], is_place=_names_place) or cut_post(
        page, index, needs_post=needs_post, is_place=_names_place
    )
    return Card(index, index, cut[1], cut[0]) if cut else None


def _below(page: Page, index: int, stop: int) -> Card | None:
    """Return the post with the place in one of the next lines: one surely a place before one that may be.

    "Mobile" is a city, and a team: above "Oslo, Norway" it is the latter.
    """
    line = page.lines[index]
    found = None
    for at in range(index + 1, min(index + 1 + _REACH, stop)):
        if not page.is_free(at) or page.is_prose(at) or page.lines[at].dress.startswith("#"):
            break
        place = _place_in(page, at)
        if place is None:
            if POST.search(page.lines[at].text) and page.lines[at].dress == line.dress:
                break
            continue
        entry = Card(index, at, place, (line.start, line.end))
        if parse_place(page.text[slice(*place)]) or _place_label_end(page, at) is not None:
            return entry
        found = found or entry
    return found


def _place_in(page: Page, index: int) -> tuple[int, int] | None:
    """Return where the place of a line stands: the whole line, what a label is of, or one of its parts."""
    line, label_end = page.lines[index], _place_label_end(page, index)
    if label_end is None and (len(line.text) > _MAX_PLACE_CHARS or label_kind(line.text)):
        return None
    at = line.start if label_end is None else label_end
    for cut in [*_PARTED.finditer(page.text, at, line.end), None]:
        end = cut.start() if cut else line.end
        if label_end is not None or _names_place(page.text[at:end]):
            return (at, end) if at < end else None
        at = cut.end() if cut else end
    return None


def _place_label_end(page: Page, index: int) -> int | None:
    """Return where a line's value begins behind the label of a place, ``None`` without one."""
    line = page.lines[index]
    value = label_value(page.text, line.start, line.end, "location")
    return value if value > line.start else None


def _names_place(value: str) -> bool:
    """Tell whether a text is a place, or several: "Gothenburg", "Lima or Quito", "Remote (Canada or US)"."""
    if value.count(" ") >= _MAX_PLACES_WORDS or not value[:1].isupper():
        return False
    if parse_place(value) is not None:
        return True
    mode = _MODE.match(value)
    value = value[mode.end() :].strip("() ") if mode else value
    return all(map(names_place, _ALTERNATIVES.split(value)))


def _has_body(page: Page, entries: list[Card], number: int) -> bool:
    """Tell whether text stands below an entry's place."""
    below = entries[number].line + 1
    following = entries[number + 1].first if number + 1 < len(entries) else len(page.lines)
    if below >= following or page.lines[below].dress.startswith("#"):
        return False
    return not page.lines[below].blank_before or len(page.lines[below].text) >= _MIN_BODY_CHARS
