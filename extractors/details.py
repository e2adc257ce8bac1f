"""Lines that belong to an entry or a page and are no title: dates, links, venues, roles, bylines."""

import re
from typing import Final

from extractors import evidence

MAX_TITLE_CHARS: Final = 350
_MAX_WORDS = 40
# What stands before a title; like all labels it begins a line.
TITLE_LABEL = re.compile(
    r"[*_]{0,3}(?:(?:paper |article |talk |full )?title|(?:new |our |latest |recent "
    r"|featured )?(?:papers?|preprint|publication|article)|talk)"
    r"[*_]{0,3}\s*[:：][*_]{0,3}\s*",
    re.IGNORECASE,
)
LINK_WORD = (
    r"paper|pdf|code|video|slides?|posters?|arxiv|preprint|project(?: page)?"
    r"|web(?:site|page)?|blog(?: ?post)?|data(?:set)?s?"
    r"|demo|link|bibtex|supp(?:l(?:ement(?:al|ary)?)?)?(?: material)?|github|html"
    r"|abs(?:tract)?|doi|talk|openreview|read more|read the paper|poster session"
)
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
    r"[*_]{0,3}(?:award(?:s| nominations?)?|session(?: chairs?)?|keywords?|key words|index terms|venue"
    r"|dates?|time|when|where|location|room|place|contacts?|links?|code|poster"
    r"|track|type|status|doi|arxiv|abstract|tl;?dr|affiliations?|institutions?"
    r"|presenters?|presented by|presentation|published(?: in| at)?|publication"
    r"|conference"
    r"|journal|in|at|area|subject(?: areas?)?|topics?|categor(?:y|ies)|tags?"
    r"|project(?: page)?|web ?site|website|video|slides|data(?:set)?|github|url|pages?"
    r"|notes?|comments?|journal[- ]ref|e-?mail|corresponding author|correspondence|citation|bibtex|summary"
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
    r"|session|arxiv|keywords|(?:full|short|long|regular|demo|poster) papers?|extended abstract"
    r"|pdf|check out|learn more|read more|click|hall|room|booth)\b",
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
_PROCEEDINGS = re.compile(r"(?:in:? )?proc(?:eedings|\.) of\b", re.IGNORECASE)
# As in "Int. Conf. on Data Engineering (ICDE), 2020".
_VENUE_LINE = re.compile(
    r"\b(?:conf(?:erence)?|journal|proc(?:eedings)?|symposium|workshop|trans(?:actions)?|letters|magazine"
    r"|review|annals)\b.{0,120}\b(?:19|20)\d\d[).]*$",
    re.IGNORECASE,
)
_POSITION = re.compile(
    r"(?:(?:assistant|associate|adjunct|full|visiting|senior|junior|principal|staff|distinguished|emeritus"
    r"|research|applied|chief|postdoctoral|doctoral)\s+){0,3}(?:professor|lecturer|scientist|engineer"
    r"|researcher|fellow|postdoc|ph\.?d\.?(?: student| candidate)?|(?:graduate )?student|director|manager)"
    r"(?:$|,|\s+(?:of|in|at|for)\b)",
    re.IGNORECASE,
)
_POSITION_BEHIND = re.compile(
    r",\s+(?:(?:assistant|associate|adjunct|full|visiting|senior|junior|principal|staff|distinguished|emeritus"
    r"|research|applied|chief|postdoctoral|doctoral|lead)\s+){0,3}(?:professor|lecturer|scientist|engineer"
    r"|researcher|ph\.?d\.? (?:student|candidate)|director)(?:$|,|\s+(?:of|in|at|for)\b)",
    re.IGNORECASE,
)
_LINK_LIST = re.compile(
    rf"(?:[\[(]?\s*(?:[^\w\s]{{0,3}}\s*)(?:the\s+|full\s+|view\s+"
    rf"|download\s+)?(?:{LINK_WORD}|here|python reference|reference|page|tensorflow"
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
_MAX_ROLE_WORDS = 4
_MAX_ROLE_HEADING_WORDS = 9
_ROLE_HEADING = re.compile(
    r"(?:the |our )?(?:(?!(?:an?|of|with|by|from(?! our| the)|under|via|without|between|vs)\b)"
    r"[\w&’'/-]+ ){0,4}(?:(?:co-?)?chairs?|committees?|organi[sz]ers"
    r"|organi[sz]ing committee|speakers|panel(?:ists)?|staff|editors|reviewers"
    r"|moderators|facilitators|members|acknowledge?ments|contributors|team|volunteers"
    r"|advisors|advisory board|judges|participants|attendees|mentors|interns|fellows"
    r"|alumni"
    r"|sponsors|instructors|hosts|people|board|winners|keynotes?|faculty|leadership"
    r"|students|thanks|maintainers|developers|founders|investigators|collaborators|partners|trustees"
    r"|organi[sz]ation|administration|core team|council|secretariat)"
    r"(?: \(?(?:19|20)\d\d\)?| (?:duties|roles|service|positions)| include[sd]?| of .{1,40}| at .{1,40}"
    r"| for .{1,40})?:?",
    re.IGNORECASE,
)
# What joins the words of a title, not of a role: "Language models as judges", "A program of dense students".
_JOINS_TITLE = re.compile(
    r"\b(?:as|are|be|via|without|under|beyond|from|versus|vs|an?(?= \w+ \w))\b", re.IGNORECASE
)
_WITH = re.compile(r"\bwith (?!the\b|our\b|us\b|best\b|many\b|special\b|thanks\b)", re.IGNORECASE)
_OF_MESSAGE = re.compile(
    r"\b(?:thanks?|message|letter|notes?|words?|greetings|welcome|news|meet|supported|funded)\b",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"(?:with )?(?:(?:best|kind|warm|many|warmest|kindest) )?(?:wishes|regards|thanks)[,.!]?"
    r"|(?:sincerely|yours|cheers|best)(?: yours| sincerely| faithfully)?[,.!]?|on behalf of .{1,80}",
    re.IGNORECASE,
)
_ABOUT_PAPERS = re.compile(r"\b(?:papers|publications|articles|preprints)\b", re.IGNORECASE)
_ENTRY_NUMBER = re.compile(
    r"(?:no\.?|nr\.?|paper|poster|talk|#)?\s?[A-Z]{1,4}[-. ]?\d{1,6}[.:)]?|(?:no\.?|nr\.?|#)\s?\d{1,6}",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"(?:(?:workshop|conference|invited|academic|industry|plenary) )?"
    r"(?:keynote|invited (?:talk|speaker)|plenary|panel|tutorial|lunch|coffee|break"
    r"|welcome|opening|closing|reception|registration|banquet)s?"
    r"(?: (?:talk|session|remarks|lecture|discussion|address|break|speech"
    r"|and coffee))?(?: #?\d{1,2})?(?:$|\s*[:：–—-]\s)",
    re.IGNORECASE,
)
_AFFILIATION = re.compile(
    r"\b(?:Universit|Institut|College\b|School of|Department|Laborator|Research,"
    r"|Labs?,|Inc\b|Ltd\b|GmbH|Corporation|Academy of|Hochschule)"
    r"|^[A-Z]\w+ (?:Research|Labs?|AI)$"
)
_PRESENTATION = re.compile(
    r"[^\w\n]{0,3}(?:(?:accepted as |as |an? )?"
    r"(?:oral|spotlight|poster|highlight|(?:(?:long|short|contributed) )?talk|new)s?"
    r"(?: presentation| paper|(?: &| and) demos?)?"
    r"|(?:(?:best|outstanding|distinguished|notable|exemplary|top)(?: \d{1,2} ?%)?(?: [\w-]{1,12}){0,2}"
    r"|test[- ]of[- ]time)(?: award| nominee| nomination| finalist| candidate| runner[- ]up)?"
    r"|honou?rable mention|(?:[\w-]{1,12} ){0,3}award|runner[- ]up)[^\w\n]{0,3}",
    re.IGNORECASE,
)
_MARKED_AFFILIATION = re.compile(r"\d(?!-?[DG]\b)[A-Z]")  # "1EPFL; 2Inria"
_READING_TIME = re.compile(r"\b\d{1,3}[ -]min(?:ute)?s?(?: read)?\b", re.IGNORECASE)
_COUNT_OF_PAPERS = re.compile(
    r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several)"
    r" (?:[\w-]{1,20} ){0,2}(?:papers?|publications|articles)\b",
    re.IGNORECASE,
)
_POSTED = re.compile(r"posted (?:by|on)\b", re.IGNORECASE)
_MAX_BYLINE_CHARS = 160
_DIGIT = re.compile(r"\d")
_OWN_LINE = re.compile(r"(?:by|authors?|names?|auteurs?|autoren)\s?[:：]|https?://|\[", re.IGNORECASE)
_MAX_DAY_CHARS = 12
_VENUE_FIRST = re.compile(r"(?:[A-Z][\w&’'/-]*[ ,]+){1,6}(?:19|20)\d\d\s*[·|(\[]")
_NUMBER_SIGN = re.compile(r"#\s?\d")
_VENUE_ONLY = re.compile(r"^(?:[A-Z][\w&’'/-]*[ ,]+){0,6}(?:19|20)\d\d\b[^a-z]{0,40}$")


def _has_date(text: str) -> bool:
    # Looking for a digit first is far faster, and most lines have none; a day may stand alone.
    may_have = len(text) < _MAX_DAY_CHARS or _DIGIT.search(text) is not None
    return may_have and _DATE.search(text) is not None


def starts_with_label(text: str) -> bool:
    """Tell whether a line begins a field of its own: "Authors: ...", "Venue: ...", a link."""
    return bool(_DETAIL_LABEL.match(text) or TITLE_LABEL.match(text) or _OWN_LINE.match(text))


def is_byline(text: str) -> bool:
    """Tell whether a line says who wrote the page, and when: "By Jane Doe | May 3, 2022 | 4 min read"."""
    if len(text) > _MAX_BYLINE_CHARS:
        return False
    has_time = _DIGIT.search(text) is not None and (_READING_TIME.search(text) or _DATE.search(text))
    return bool(has_time or _POSTED.match(text))


def is_schedule(text: str) -> bool:
    """Tell whether a line says when, where or under which number, and nothing more."""
    return bool(_DETAIL_LABEL.match(text) or _NUMBER_SIGN.search(text)) or is_byline(text)


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
        or _MARKED_AFFILIATION.match(text)
        or _VENUE_FIRST.match(text)
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
        _has_detail_label(text)
        or evidence.is_link(text)
        or (words <= 16 and _has_date(text))  # noqa: PLR2004
        or _is_list_of_links(text, words)
        or _is_affiliation_line(text, words)
        or _POSTED.match(text)
        or _COUNT_OF_PAPERS.match(text)
        or _PROCEEDINGS.match(text)
        or (words <= 20 and _is_venue_line(text))  # noqa: PLR2004
        or (words <= 16 and _POSITION_BEHIND.search(text) is not None)  # noqa: PLR2004
        or (words <= 7 and _begins_like_detail(text, words))  # noqa: PLR2004
    )


def _has_detail_label(text: str) -> bool:
    has_mark = ":" in text or "：" in text or "→" in text or ">" in text
    return has_mark and _DETAIL_LABEL.match(text) is not None


def _is_venue_line(text: str) -> bool:
    return text.rstrip(").")[-1:].isdigit() and _VENUE_LINE.search(text) is not None


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
    if is_event(text) or _SIGN_OFF.fullmatch(text):
        return True
    if text.count(" ") >= _MAX_ROLE_HEADING_WORDS or not _ROLE_HEADING.fullmatch(text.strip(" *_#")):
        return False
    if (_JOINS_TITLE.search(text) or _WITH.search(text)) and not _OF_MESSAGE.search(text):
        return False
    return _ABOUT_PAPERS.search(text) is None  # "Papers by members of the institute"


def gives_roles(text: str) -> bool:
    """Tell whether a line says who has a role: "Chair: Jane Doe"."""
    label, mark, _ = text.partition(":")
    return bool(mark) and is_role(label)


def is_presentation(text: str) -> bool:
    """Tell whether a tag beside a title says how the paper was received: "Oral", "Best student paper"."""
    return _PRESENTATION.fullmatch(text) is not None


def is_role_line(text: str) -> bool:
    """Tell whether a line gives people a role: "Program chairs: Jane Doe", "Organizers include: ..."."""
    return is_role_heading(text) or gives_roles(text)
