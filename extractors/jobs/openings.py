"""Where a job ad begins that has no labels: a post in a line of its own, header values or an offer below."""

import re
from typing import Final

from extractors import evidence
from extractors.jobs.cards import ANNOUNCES, POST
from extractors.jobs.headers import label_kind, parts_of
from extractors.page import Page
from extractors.places import names_places, parse_place

_MAX_HEADER_CHARS: Final = 160
_MAX_POST_WORDS: Final = 14
_TOP_LINES: Final = 5
_OFFER_LINES: Final = 4
_MIN_TELLING: Final = 2
_BARS: Final = ("|", "·", "•", " – ", " — ", " - ", " / ")
# The post is the head of the phrase: "Engineer, Maps", "PhD position in Optics", no "Students Draw Maps".
_POST_BEHIND = re.compile(
    r"s?\)?(?:\s*(?:$|[,;:(/|–—·-])|\s(?:in|of|for|at|on|with|to|@|[IVX\d]{1,3}|(?:position|opening|post|role|vacancy|fellowship)s?)(?:\s|$))"
)
_MANY = re.compile(
    r"\b(?:open|current|available|our|new) (?:positions|jobs|openings|roles|vacancies)\b", re.IGNORECASE
)
_TERMS = re.compile(
    r"\b(?:(?:full|part)[- ]?time|fixed[- ]term|permanent|temporary|tenure[- ]track|internship"
    r"|contract(?:or)?|\d{1,2}(?:[.,]\d)? (?:months?|years?|weeks?)|\d{1,3} ?%)|[$€£¥₹]\s?\d|\b[A-Z]{3} \d",
    re.IGNORECASE,
)
_WAY_OF_WORKING = re.compile(r"(?:fully )?(?:remote|hybrid|on-?site|in[- ]person)\b", re.IGNORECASE)
_OFFER = re.compile(
    r"\b(?:you (?:will|would|have|bring|are|own|lead)|you[’']ll|we (?:offer|look for|seek)"
    r"|(?:looking|searching) for|your (?:tasks|profile|role|cv|application)"
    r"|invites? applications|offers? (?:an? )?(?:\w+ ){0,2}(?:position|post)\b|is hiring"
    r"|appl(?:y|ications) (?:by|at|with|to|until|before)"
    r"|applicants?|successful candidate|fixed-term|this (?:role|position))\b",
    re.IGNORECASE,
)


def begins_ad(page: Page, index: int) -> bool:
    """Tell whether a line is the post of an ad: it stands apart, and the text below it offers the post."""
    line = page.lines[index]
    if not (line.blank_before or line.dress) or not names_opening(page, index):
        return False
    below = index + 1
    if page.is_free(below) and header_values(page, below):
        return True
    for at in range(below, min(below + _OFFER_LINES, len(page.lines))):
        text = page.lines[at].text
        if not page.is_free(at) or (at > below and names_opening(page, at)):
            return False
        if evidence.is_prose(text) and _OFFER.search(text):
            return True
    return False


def names_opening(page: Page, index: int) -> bool:
    """Tell whether a line is the name of a post and nothing else."""
    line = page.lines[index]
    text = line.text
    if not page.is_free(index) or "-" in line.dress or text.count(" ") >= _MAX_POST_WORDS:
        return False
    if not evidence.is_heading(text) or label_kind(text) or ANNOUNCES.match(text) or _MANY.search(text):
        return False
    return any(_POST_BEHIND.match(text, found.end()) for found in POST.finditer(text))


def header_values(page: Page, index: int) -> int:
    """Return how many values of a posting's header a line without a label tells: places, pay, terms."""
    text = page.lines[index].text
    if len(text) > _MAX_HEADER_CHARS or text[-1] in "!?:" or not any(map(text.__contains__, _BARS)):
        return 0
    return sum(
        names_places(value)
        or parse_place(value) is not None
        or _TERMS.search(value) is not None
        or _WAY_OF_WORKING.match(value) is not None
        for start, end in parts_of(text)
        if (value := text[start:end])
    )


def heads_page(page: Page) -> bool:
    """Tell whether a page begins with a post and, in the next line, its place, pay and the like."""
    return any(
        names_opening(page, index)
        and page.is_free(index + 1)
        and header_values(page, index + 1) >= _MIN_TELLING
        for index in range(min(_TOP_LINES, len(page.lines) - 1))
    )


def behind_header(page: Page, index: int) -> int:
    """Return the first line from ``index`` on that is no value of a posting's header."""
    while page.is_free(index) and (
        label_kind(page.lines[index].text)
        or header_values(page, index)
        or names_places(page.lines[index].text)
    ):
        index += 1
    return index
