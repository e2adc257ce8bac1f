"""Paper titles: could a text be one, and where in its line does it begin and end?"""

import re
from typing import Final, NamedTuple

from extractors import evidence
from extractors.details import LINK_WORD, MAX_TITLE_CHARS, TITLE_LABEL, is_affiliation, is_detail, is_role

_MAX_WORDS = 40
_FEW_WORDS = 5
# Scripts that write words without spaces between them: Chinese, Japanese.
_FIRST_UNSPACED = "\u2e80"
_CHARS_PER_WORD = 3

# What the titles of a page can begin with without its being a part of them: a number, a tag, a field.
LEADS: Final = (
    re.compile(
        r"(?:(?:paper|submission|poster|no\.?|nr\.?)\s*(?:id)?\s*)?(?:#\s?\d{1,5}|\[[A-Z]{0,4}-?\d{1,5}\]"
        r"|[A-Z]{1,4}-?\d{1,3}(?:[-.]\d{1,3})*(?=[:.)\s|])|\d{1,5}(?=[:.)\s|])|ID\s?\d{1,6})"
        r"[:.)]?\s+(?:[-–—:|·]\s+)?",
        re.IGNORECASE,
    ),
    re.compile(r"[\[(【][^\[\]()【】\n]{1,40}[\])】]\s*(?:[:–—|-]\s*)?"),
    re.compile(r"[^\s|·:]{1,20}(?:\s[^\s|·:]{1,12})?\s*[|·]\s+"),
)
_PAPER_ID = re.compile(
    r"(?:paper|submission|poster)\s*(?:id\s*)?[#:]?\s*\d{1,5}\s*[:.)\-–—]\s*", re.IGNORECASE
)
# What stands behind a title on its line.
_BRACKETED_LINK = re.compile(
    rf"\s*[\[({{|]+\s*(?:[^\w\s]\s*)?(?:{LINK_WORD})(?:\s+(?:link|page|here|paper|\d))?\s*(?:[|,/·]\s*(?:{LINK_WORD})\s*){{0,5}}[\])}}]*(?:\([^()\s]{{1,300}}\))?\s*$",
    re.IGNORECASE,
)
_BAR = re.compile(r"\s+[|｜]\s+[^|]{1,60}$")
_URL_BEHIND = re.compile(r"[\s,;:.(\[]*(?:https?://|www\.|doi:)\S{1,300}$", re.IGNORECASE)
_TRAILING_PARENTHESIS = re.compile(r"\s*[(\[]([^()\[\]]{1,100})[)\]]\s*$")
_ASIDE = re.compile(
    r"(?:19|20)\d\d\b|^['’]\d\d$|\b(?:see|read|blog|video|code|slides|oral|poster"
    r"|spotlight|highlight|award|best paper|honou?rable|nominee|finalist"
    r"|pdf|link|arxiv|preprint|to appear|in press|accepted|runner[- ]up|notable|top \d+ ?%)\b",
    re.IGNORECASE,
)
_DASH_ASIDE = re.compile(
    r"\s*[★☆🏆🏅⭐🥇🎉]\s*[^★☆🏆🏅⭐🥇🎉]{0,60}$|\s+[-–—•·]\s+(?:(?:[A-Z][\w&]*\s){0,4}(?:19|20)\d\d|oral|poster|spotlight"
    r"|highlight|(?:best|outstanding|distinguished) (?:student )?paper(?: award)?(?: [\w-]+){0,2}"
    r"|long paper|short paper|findings|workshop|demo)\s*[.!]?\s*$",
    re.IGNORECASE,
)
_VENUE_BEHIND = re.compile(
    r"(?<!\bvs)[.?!]\s+(?:In:?\s+)?(?:[A-Z][\w&’'/-]*[ ,]+){1,8}(?:(?:19|20)\d\d|['’]\d\d)\b[^.a-z]{0,40}\.?$"
)
# As in "Maps of Cities, WACV 2024. [Paper]".
VENUE_AFTER_COMMA: Final = re.compile(
    r",\s+(?:[A-Z][\w&’'/-]*\s){1,5}(?:(?:19|20)\d\d|['’]\d\d)\b(?=\s*(?:[.,;(\[|]|$))"
)
VENUE_BEHIND_TITLE: Final = re.compile(
    r"\w[?!.]?[\s,]*[(\[,]\s*(?:[A-Z][\w&.’'/-]*\s){1,5}(?:(?:19|20)\d\d|['’]\d\d)\s?[)\],.]?"
)
_PAGE_BEHIND = re.compile(r"\s*(?:\.\s?){4,100}\s*[\divxlc]{1,5}$|\s{2,}\d{1,4}$")
# Each with how far before the end it can begin.
_ASIDES_BEHIND: Final = (
    (_PAGE_BEHIND, 220),
    (_URL_BEHIND, 400),
    (_BRACKETED_LINK, 160),
    (_BAR, 70),
    (_TRAILING_PARENTHESIS, 110),
    (_DASH_ASIDE, 80),
    (_VENUE_BEHIND, 160),
)
_MAX_REACH = 400
# A cheap look at what each of them holds; most titles have none of it.
_COULD_BE_ASIDE = re.compile(r"[\d()\[\]{}|｜/★☆🏆🏅⭐🥇🎉]|\s[-–—•·]\s")
_MAX_ASIDES = 6
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MARKS_BEHIND = " \t\xa0*†‡§¶#^~_`⋆∗★☆🏆⭐✨🔥📄🎉👾"
_QUOTES: Final = {"“": "”", '"': '"', "«": "»", "‘": "’", "„": "“", "'": "'", "”": "”"}
_KEEPS_STOP = re.compile(r"(?:\.\.\.|…|\b(?:etc|vs|al|Inc|Ltd|U\.S|[A-Z]\.[A-Z])\.)$")
_LETTER = re.compile(r"[^\W\d_]")
_SCORE_BY_WORDS: Final = ((1, -1.6), (2, -0.8), (3, 0.1), (20, 1.0), (28, 0.0), (10_000, -1.5))


# A line that ends in one of these goes on in the next.
_OPEN_ENDS = (",", ":", ";", "&", "/", "–", "—", "-")
_OPEN_WORDS = frozenset(
    """a an and as at by for from in into of on or over the to under using via with without between
    toward towards through is are its their de von van""".split()  # noqa: SIM905
)


class Habits(NamedTuple):
    """What the titles of a page have in common, so that it is no part of them."""

    lead: re.Pattern[str] | None = None
    """What stands before them, one of ``LEADS``: a programme number, a tag."""
    stopped: bool = True
    """A full stop ends them; else one that does is a title's own."""
    quoted: bool = True
    """Quotes stand around them; else those that do are a title's own."""
    venued: bool = False
    """Venue and year stand behind them, behind a comma."""


def trim_title(text: str, begin: int, end: int, habits: Habits = Habits()) -> tuple[int, int]:  # noqa: B008 - immutable
    """Return where the title in ``text[begin:end]`` begins and ends.

    Cut off are labels ("Title:"), programme numbers (where that is the page's habit), quotes and
    marks of emphasis around it, marks, links, venues and asides behind it, and a full stop.
    """
    at, stop = begin, end
    for turn in range(4):
        before = (at, stop)
        while at < stop and text[at] in " \t\xa0*_`•🏆⭐📄":
            at += 1
        for pattern in (TITLE_LABEL, _PAPER_ID, habits.lead if turn == 0 else None):
            found = pattern.match(text, at, stop) if pattern else None
            if found and found.end() < stop:
                at = found.end()
        if text[at : at + 1] == "[" and (close := text.find("](", at, stop)) > 0 and text[stop - 1] == ")":
            at, stop = at + 1, close
        venue = VENUE_AFTER_COMMA.search(text, at, stop) if habits.venued else None
        stop = _trim_end(text, at, venue.start() if venue else stop, stopped=habits.stopped)
        if habits.quoted:
            at, stop = _unquote(text, at, stop)
        if (at, stop) == before:
            break
    return at, stop


def _unquote(text: str, at: int, stop: int) -> tuple[int, int]:
    """Return where the title stands within quotes around it; behind them may stand where it appeared."""
    closing = _QUOTES.get(text[at]) if stop - at > 2 else None  # noqa: PLR2004
    close = text.find(closing, at + 1, stop) if closing else -1
    if close < 0 or (text[at] == "'" and close < stop - 2):
        return at, stop
    is_around = close == stop - 1 or (close == stop - 2 and text[stop - 1] in ",.;")
    is_parted = text[close - 1] in ",.?!" or text[close + 1 : close + 2] in (",", ".")
    if is_around or (is_parted and _YEAR.search(text, close, stop)):
        has_stop = text[close - 1] in ".," and not _KEEPS_STOP.search(text, max(at, close - 8), close)
        return at + 1, close - has_stop
    return at, stop


def _trim_end(text: str, at: int, stop: int, *, stopped: bool) -> int:
    """Return where ``text[at:stop]`` ends without marks, links, asides and (if ``stopped``) its full stop."""
    for _ in range(_MAX_ASIDES):
        before = stop
        while stop > at and text[stop - 1] in _MARKS_BEHIND:
            stop -= 1
        if stop - at <= 1:
            break
        aside = _aside_behind(text, at, stop)
        if aside is not None:
            stop = aside
            continue
        last = text[stop - 1]
        ends_sentence = last in ",;" or (last == "." and stopped)
        if ends_sentence and not _KEEPS_STOP.search(text, max(at, stop - 8), stop):
            stop -= 1
        elif last.isdigit() and text[stop - 2] in "?!":
            stop -= 1  # the number of a footnote
        if stop == before:
            break
    return stop


def _aside_behind(text: str, at: int, stop: int) -> int | None:
    """Return where a link, a field or an aside begins that ends at ``stop``, ``None`` without one."""
    if not _COULD_BE_ASIDE.search(text, max(at, stop - _MAX_REACH), stop):
        return None
    for pattern, reach in _ASIDES_BEHIND:
        found = pattern.search(text, max(at, stop - reach), stop)
        if found is None or found.start() <= at:
            continue
        if pattern is not _TRAILING_PARENTHESIS or _ASIDE.search(found.group(1)):
            return found.start() + (text[found.start()] in "?!")
    return None


def is_open_end(text: str) -> bool:
    """Tell whether a line ends in the middle of a phrase."""
    return text.endswith(_OPEN_ENDS) or text.rpartition(" ")[2].lower() in _OPEN_WORDS


def score_line(text: str, *, detail: bool) -> float:
    """Return how well a line could be a title, what stands behind a title in quotes left aside."""
    inner = text[slice(*_unquote(text, 0, len(text)))] if text[0] in _QUOTES else text
    return score_title(text, detail=detail) if inner == text or " " not in inner else score_title(inner)


def score_title(text: str, *, detail: bool | None = None) -> float:
    """Return how well ``text`` could be a paper's title, as log-odds by hand: above 0 it could.

    ``detail`` is what ``is_detail`` says of it, where that is known.
    """
    words = text.count(" ") + 1
    if words <= _FEW_WORDS and text[0] >= _FIRST_UNSPACED:
        words += len(text) // _CHARS_PER_WORD
    if words > _MAX_WORDS or len(text) > MAX_TITLE_CHARS or not _LETTER.search(text):
        return -9.0
    if (
        evidence.is_boilerplate(text)
        or evidence.is_image_file(text)
        or evidence.is_link(text)
        or evidence.is_credit(text)
    ):
        return -9.0
    score = next(value for most, value in _SCORE_BY_WORDS if words <= most)
    if is_detail(text) if detail is None else detail:
        score -= 3.5
    if is_role(text):
        score -= 2.5
    if words <= _FEW_WORDS and is_affiliation(text):
        score -= 2.0
    score -= {".": 0.8, ":": 2.0, ",": 2.0, ";": 2.0}.get(text[-1], 0.0)
    if "? " in text or "! " in text:
        score -= 0.3 * (text.count("? ") + text.count("! "))
    if ". " in text:
        score -= 1.3 * min(3, evidence.count_sentence_breaks(text) - text.count("? ") - text.count("! "))
    if text[0].islower() and not any(char.isupper() for char in text.split(maxsplit=1)[0]):
        score -= 0.8
    return score
