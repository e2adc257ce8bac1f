"""Paper titles: could a text be one, and where in its line does it begin and end?"""

import re
from typing import Final, NamedTuple

from extractors import evidence

MAX_TITLE_CHARS: Final = 350
_MAX_WORDS = 40
_FEW_WORDS = 5

# What stands before a title: a label, a number in a programme. Each is bounded.
_LABEL = re.compile(
    r"[*_]{0,3}(?:(?:paper |article |talk |full )?title|(?:new |our |latest |recent "
    r"|featured )?(?:papers?|preprint|publication|article)|talk)"
    r"[*_]{0,3}\s*[:：][*_]{0,3}\s*",
    re.IGNORECASE,
)
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
_LINK_WORD = (
    r"paper|pdf|code|video|slides?|posters?|arxiv|preprint|project(?: page)?"
    r"|web(?:site|page)?|blog(?: ?post)?|data(?:set)?s?"
    r"|demo|link|bibtex|supp(?:l(?:ement(?:al|ary)?)?)?(?: material)?|github|html"
    r"|abs(?:tract)?|doi|talk|openreview|read more|read the paper|poster session"
)
_BRACKETED_LINK = re.compile(
    rf"\s*[\[({{|]+\s*(?:[^\w\s]\s*)?(?:{_LINK_WORD})(?:\s+(?:link|page|here|paper|\d))?\s*(?:[|,/·]\s*(?:{_LINK_WORD})\s*){{0,5}}[\])}}]*(?:\([^()\s]{{1,300}}\))?\s*$",
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
    r"\s*[★☆🏆⭐🥇🎉]\s*[^★☆🏆⭐🥇🎉]{0,60}$|\s+[-–—•·]\s+(?:(?:[A-Z][\w&]*\s){0,4}(?:19|20)\d\d|oral|poster|spotlight"
    r"|highlight|(?:best|outstanding|distinguished) (?:student )?paper(?: award)?(?: [\w-]+){0,2}"
    r"|long paper|short paper|findings|workshop|demo)\s*[.!]?\s*$",
    re.IGNORECASE,
)
_VENUE_BEHIND = re.compile(
    r"(?<!\bvs)[.?!]\s+(?:In:?\s+)?(?:[A-Z][\w&’'/-]*[ ,]+){1,8}(?:(?:19|20)\d\d|['’]\d\d)\b[^.a-z]{0,40}\.?$"
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
_COULD_BE_ASIDE = re.compile(r"[\d()\[\]{}|｜/★☆🏆⭐🥇🎉]|\s[-–—•·]\s")
_MAX_ASIDES = 6
_MARKS_BEHIND = " \t\xa0*†‡§¶#^~_`⋆∗★☆🏆⭐✨🔥📄🎉👾"
_QUOTES: Final = {"“": "”", '"': '"', "«": "»", "‘": "’", "„": "“", "'": "'", "”": "”"}
_KEEPS_STOP = re.compile(r"(?:\.\.\.|…|\b(?:etc|vs|al|Inc|Ltd|U\.S|[A-Z]\.[A-Z])\.)$")
_LETTER = re.compile(r"[^\W\d_]")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?|mon(?:day)?|tues?(?:day)?|wed(?:nesday)?|thu(?:rs)?(?:day)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
_DATE = re.compile(
    rf"\b{_MONTH}\.?,?\s+\d{{1,2}}\b|\b\d{{1,2}}(?:st|nd|rd|th)?\.?\s+{_MONTH}\b|\b\d{{1,2}}[:.h]\d\d\s?(?:[ap]\.?m\b|[–-])|\b\d{{1,2}}\s?[ap]\.?m\b"
    rf"|\b\d{{1,2}}:\d\d\b|\b(?:19|20)\d\d-\d\d-\d\d\b|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b|^{_MONTH}(?:day)?$|\b{_MONTH}\s+(?:19|20)\d\d$",
    re.IGNORECASE,
)
_DETAIL_LABEL = re.compile(
    r"[*_]{0,3}(?:award|session(?: chairs?)?|keywords?|key words|index terms|venue"
    r"|dates?|time|when|where|location|room|place|contacts?|links?|code|poster"
    r"|track|type|status|doi|arxiv|abstract|tl;?dr|affiliations?|institutions?"
    r"|presenters?|presented by|presentation|published(?: in| at)?|publication"
    r"|conference"
    r"|journal|in|at|area|subject(?: areas?)?|topics?|categor(?:y|ies)|tags?"
    r"|project(?: page)?|web ?site|website|video|slides|data(?:set)?|github|url|pages?"
    r"|note|notes|e-?mail|corresponding author|correspondence|citation|bibtex|summary"
    r"|why it matters|format|chair|moderator|speaker|id|paper id|number"
    r"|authors?[’']? tl;?dr|read|download"
    r"|accepted (?:to|at|as)|image|figure|fig\.|credit|source|photo|caption|license"
    r"|language|advisors?|supervisors?|mentors?|team|booth|hall|day \d+)"
    r"(?: \d{1,3})?[*_]{0,3}\s*(?:[:：→]|[-–—]>)",
    re.IGNORECASE,
)
# Lines of a few words that begin so; the third group only where they speak of the paper.
_DETAIL = re.compile(
    r"(?:award|best (?:student )?paper|(?:outstanding|distinguished|honou?rable) (?:paper|mention)"
    r"|equal contribution|work done|corresponding|to appear|in proc(?:eedings)?|proceedings|findings of"
    r"|accepted|published|presented|presentation|poster session|oral session|poster|oral|spotlight"
    r"|session|arxiv|keywords|full paper|pdf|check out|learn more|read more|click|hall|room|booth)\b",
    re.IGNORECASE,
)
_SHORT_DETAIL = re.compile(
    r"(?:paper|code|project|links?|slides|video|abstract|highlight|track|workshop|virtual|findings"
    r"|read|view|download|watch|see|visit|find|get)\b",
    re.IGNORECASE,
)
_OF_PAPER = re.compile(
    r"\b(?:here|papers?|code|more|details|web ?site|page|pdf|article|arxiv|online)\b",
    re.IGNORECASE,
)
_POSITION = re.compile(
    r"(?:(?:assistant|associate|adjunct|full|visiting|senior|junior|principal|staff|distinguished|emeritus"
    r"|research|applied|chief|postdoctoral|doctoral)\s+){0,3}(?:professor|lecturer|scientist|engineer"
    r"|researcher|fellow|postdoc|ph\.?d\.?(?: student| candidate)?|(?:graduate )?student|director|manager)"
    r"(?:$|,|\s+(?:of|in|at|for)\b)",
    re.IGNORECASE,
)
_LINK_LIST = re.compile(
    rf"(?:[\[(]?\s*(?:[^\w\s]{{0,3}}\s*)(?:the\s+|full\s+|view\s+"
    rf"|download\s+)?(?:{_LINK_WORD}|here|python reference|reference|page|tensorflow"
    rf"|pytorch|python|matlab|web|supplement|appendix|reviews?|forum|media"
    rf"|press)\s*[\])]?(?:\([^()\s]{{1,300}}\))?\s*[|,/·•;&]?\s*(?:and\s+)?){{1,10}}$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:chairs?|chaired|co-?chairs?|organi[sz](?:ers?|ing|ation)|committees?|speakers?|panel(?:ists?)?|staff|team|editors?|reviewers?|sponsors?|hosts?|moderators?"
    r"|facilitators?|instructors?|mentors?|acknowledge?ments?|acknowledges?|thanks?|contributors?|people|interns?|fellows?|students?|alumni|board|members?|participants?|attendees"
    r"|keynotes?|leadership|volunteers?|advis(?:ors?|ory)|contacts?|judges|mentoring|includes?|faculty|press|media|congratulations|winners|recipients|laureates)\b",
    re.IGNORECASE,
)
_SCORE_BY_WORDS: Final = ((1, -1.6), (2, -0.8), (3, 0.1), (20, 1.0), (28, 0.0), (10_000, -1.5))
_MAX_ROLE_WORDS = 4
_MAX_ROLE_HEADING_WORDS = 9
_ROLE_HEADING = re.compile(
    r"(?:the |our )?(?:[\w&’'/-]+ ){0,4}(?:(?:co-?)?chairs?|committees?|organi[sz]ers"
    r"|organi[sz]ing committee|speakers|panel(?:ists)?|staff|editors|reviewers"
    r"|moderators|facilitators|members|acknowledge?ments|contributors|team|volunteers"
    r"|advisors|advisory board|judges|participants|attendees|mentors|interns|fellows"
    r"|alumni"
    r"|sponsors|instructors|hosts|people|board|winners|keynotes?|faculty|leadership"
    r"|students|thanks)(?: \(?(?:19|20)\d\d\)?| include[sd]?| of .{1,40}| at .{1,40}"
    r"| for .{1,40})?:?",
    re.IGNORECASE,
)
_ABOUT_PAPERS = re.compile(r"\b(?:papers|publications|articles|preprints)\b", re.IGNORECASE)
_ENTRY_NUMBER = re.compile(
    r"(?:no\.?|nr\.?|paper|poster|talk|#)?\s?[A-Z]{1,4}[-. ]?\d{1,6}[.:)]?|(?:no\.?|nr\.?|#)\s?\d{1,6}",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"(?:keynote|invited (?:talk|speaker)|plenary|panel|tutorial|lunch|coffee|break"
    r"|welcome|opening|closing|reception|registration|banquet)s?"
    r"(?: (?:talk|session|remarks|lecture|discussion|address|break|speech"
    r"|and coffee))?(?: \d{1,2})?(?:$|\s*[:：–—-]\s)",
    re.IGNORECASE,
)
_AFFILIATION = re.compile(
    r"\b(?:Universit|Institut|College\b|School of|Department|Laborator|Research,"
    r"|Labs?,|Inc\b|Ltd\b|GmbH|Corporation|Academy of|Hochschule)"
    r"|^[A-Z]\w+ (?:Research|Labs?|AI)$"
)
_READING_TIME = re.compile(r"\b\d{1,3}[ -]min(?:ute)?s?(?: read)?\b", re.IGNORECASE)
_POSTED = re.compile(r"posted (?:by|on)\b", re.IGNORECASE)
_MAX_BYLINE_CHARS = 160
_DIGIT = re.compile(r"\d")
_OWN_LINE = re.compile(r"(?:by|authors?|names?|auteurs?|autoren)\s?[:：]|https?://|\[", re.IGNORECASE)
_MAX_DAY_CHARS = 12
_NUMBER_SIGN = re.compile(r"#\s?\d")
_VENUE_ONLY = re.compile(r"^(?:[A-Z][\w&’'/-]*[ ,]+){0,6}(?:19|20)\d\d\b[^a-z]{0,40}$")


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
        for pattern in (_LABEL, _PAPER_ID, habits.lead if turn == 0 else None):
            found = pattern.match(text, at, stop) if pattern else None
            if found and found.end() < stop:
                at = found.end()
        if text[at : at + 1] == "[" and (close := text.find("](", at, stop)) > 0 and text[stop - 1] == ")":
            at, stop = at + 1, close
        stop = _trim_end(text, at, stop, stopped=habits.stopped)
        if habits.quoted and stop - at > 2 and _QUOTES.get(text[at]) is not None:  # noqa: PLR2004
            closing = _QUOTES[text[at]]
            if text[stop - 1] == closing and text.find(closing, at + 1, stop - 1) < 0:
                at, stop = at + 1, stop - 1
            elif (
                text[stop - 1] in ",.;"
                and text[stop - 2] == closing
                and text.find(closing, at + 1, stop - 2) < 0
            ):
                at, stop = at + 1, stop - 2
        if (at, stop) == before:
            break
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


def _has_date(text: str) -> bool:
    # Looking for a digit first is far faster, and most lines have none; a day may stand alone.
    may_have = len(text) < _MAX_DAY_CHARS or _DIGIT.search(text) is not None
    return may_have and _DATE.search(text) is not None


def is_open_end(text: str) -> bool:
    """Tell whether a line ends in the middle of a phrase."""
    return text.endswith(_OPEN_ENDS) or text.rpartition(" ")[2].lower() in _OPEN_WORDS


def starts_with_label(text: str) -> bool:
    """Tell whether a line begins a field of its own: "Authors: ...", "Venue: ...", a link."""
    return bool(_DETAIL_LABEL.match(text) or _LABEL.match(text) or _OWN_LINE.match(text))


def is_byline(text: str) -> bool:
    """Tell whether a line says who wrote the page, and when: "By Jane Doe | May 3, 2022 | 4 min read"."""
    if len(text) > _MAX_BYLINE_CHARS:
        return False
    has_time = _DIGIT.search(text) is not None and (_READING_TIME.search(text) or _DATE.search(text))
    return bool(has_time or _POSTED.match(text))


def is_event(text: str) -> bool:
    """Tell whether a line is an event of a programme and no paper: "Coffee break", "Invited talk: ..."."""
    return _EVENT.match(text) is not None


def is_entry_number(text: str) -> bool:
    """Tell whether a line is the number of an entry and nothing else: "P-101", "No. 28290"."""
    return _ENTRY_NUMBER.fullmatch(text) is not None


def could_head_papers(text: str) -> bool:
    """Tell whether a heading could name what papers share: it is no date, byline, links or venue."""
    words = text.count(" ") + 1
    return not (
        _DETAIL_LABEL.match(text)
        or _has_date(text)
        or _NUMBER_SIGN.search(text)
        or _POSTED.match(text)
        or is_event(text)
        or gives_roles(text)
        or is_entry_number(text)
        or _is_list_of_links(text, words)
        or _is_affiliation_line(text, words)
    )


def _is_list_of_links(text: str, words: int) -> bool:
    """Tell whether a line is links, or a venue with its year, and nothing else."""
    return words <= 12 and (_LINK_LIST.fullmatch(text) or _VENUE_ONLY.match(text)) is not None  # noqa: PLR2004


def _is_affiliation_line(text: str, words: int) -> bool:
    is_list = words <= 16 and (text[0].isdigit() or "," in text)  # noqa: PLR2004
    return (is_list or (words <= _MAX_WORDS and ";" in text)) and is_affiliation(text)


def is_detail(text: str) -> bool:
    """Tell whether a line belongs to an entry without being its title or authors: award, date, links, ..."""
    if len(text) > MAX_TITLE_CHARS:
        return False
    words = text.count(" ") + 1
    return bool(
        _DETAIL_LABEL.match(text)
        or evidence.is_link(text)
        or (words <= 16 and _has_date(text))  # noqa: PLR2004
        or _is_list_of_links(text, words)
        or _is_affiliation_line(text, words)
        or _POSTED.match(text)
        or (words <= 7 and _begins_like_detail(text, words))  # noqa: PLR2004
    )


def _begins_like_detail(text: str, words: int) -> bool:
    if _DETAIL.match(text) or _POSITION.match(text):
        return True
    found = _SHORT_DETAIL.match(text)
    return found is not None and (words <= 2 or _OF_PAPER.search(text, found.end()) is not None)  # noqa: PLR2004


def is_affiliation(text: str) -> bool:
    """Tell whether a phrase names where somebody works rather than what a paper is about."""
    return _AFFILIATION.search(text) is not None


def is_role(text: str) -> bool:
    """Tell whether a line names who people are ("Program chairs"), so that names below it wrote no paper."""
    return is_role_heading(text) or (text.count(" ") < _MAX_ROLE_WORDS and _ROLE.search(text) is not None)


def is_role_heading(text: str) -> bool:
    """Tell whether the whole line says who the people below are: "Area chairs", "Our team at XCML"."""
    if is_event(text):
        return True
    if text.count(" ") >= _MAX_ROLE_HEADING_WORDS or not _ROLE_HEADING.fullmatch(text.strip(" *_#")):
        return False
    return _ABOUT_PAPERS.search(text) is None  # "Papers by members of the institute"


def gives_roles(text: str) -> bool:
    """Tell whether a line says who has a role: "Chair: Jane Doe"."""
    label, mark, _ = text.partition(":")
    return bool(mark) and is_role(label)


def is_role_line(text: str) -> bool:
    """Tell whether a line gives people a role: "Program chairs: Jane Doe", "Organizers include: ..."."""
    return is_role_heading(text) or gives_roles(text)


def score_title(text: str, *, detail: bool | None = None) -> float:
    """Return how well ``text`` could be a paper's title, as log-odds by hand: above 0 it could.

    ``detail`` is what ``is_detail`` says of it, where that is known.
    """
    words = text.count(" ") + 1
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
