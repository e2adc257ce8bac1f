"""Which post a posting offers, at which level, in which unit of which employer."""

import re
from collections.abc import Iterator
from typing import Final

from extractors.jobs.hirer import find_hirer
from extractors.jobs.posting import Fact, Posting, find_words

_POST = (
    r"(?:Scientists?|Engineers?|Researchers?|Managers?|Interns?(?:hip)?|Analysts?|Professors?|Fellows?|Fellowships?"
    r"|Postdocs?|Developers?|Architects?|Directors?|Leads?|Leaders?|Technicians?|Associates?|Specialists?|Consultants?"
    r"|Lecturers?|Students?|Officers?|Designers?|Economists?|Coordinators?|Assistants?|Programmers?|Statisticians?"
    r"|Administrators?|Writers?|Technologists?|Linguists?|Chemists?|Biologists?|Physicists?|Advocates?|Strategists?"
    r"|Partners?)"
)
_LEVEL = r"(?:\s(?:I{1,3}|IV|V|[1-5])\b)?(?:,?\s(?:Intern|Internship|Program|Lead|Manager)\b)?"
# "Director of Applied Research", "Assistant Professor in Trustworthy Machine Learning"
_FIELD = r"\s[A-Z][\w-]*(?:\s(?:and\s)?[A-Z&][\w-]*){0,4}"
_OF = (
    rf"(?:(?:(?<=Director)|(?<=Professor)|(?<=Manager)|(?<=Lead))\sof{_FIELD}"
    rf"|(?:(?<=Professor)|(?<=Postdoc)|(?<=Lecturer)|(?<=Fellow))\sin{_FIELD})?"
)
_SUBJECT = r"(?:\s?(?:[-–—]|,)\s?[A-Z][\w&]*(?: [A-Z&][\w&]*){0,4}(?=\s+(?:to|who|for|in|at|with)\b|\.\s))?"
_GENDERS = r"(?:(?:\s[A-Z][a-z]+){0,4}\s?\([mfwdx/*]{3,7}\))?"
_TITLE = (
    rf"((?:(?:[A-Z][\w’'/+&-]*|[SJ]r\.)\s){{0,5}}(?:{_POST}\b|Members? of (?:the )?Technical Staff)"
    rf"{_LEVEL}{_OF}{_SUBJECT}{_GENDERS})"
)
_OFFERS: Final = (
    *(
        "seeking ",
        "seek",
        "need",
        "want",
        "looking for ",
        "look for ",
        "hiring ",
        "hire ",
        "search",
        "recruit",
        "for ",
        "as ",
        "As ",
    ),
    *("join ", "is open", "are open", "role of ", "position of ", "post of ", "offer", "welcome ", "invite"),
)
"""What an offer begins with."""
_OFFER = re.compile(
    r"(?:seeking|seeks?|needs?|wants?|looking for|look for|hiring|hire|search(?:ing)? for|recruit(?:ing)?"
    r"|for|[Aa]s(?: our| the)?|join [^.]{0,40}?as|(?:is|are) open(?:ing)?(?: for)?|role of|position of"
    r"|post of|offer(?:ing|s)?|welcome|invites? applications for)"
    r"\s(?:(?:a|an|one|two|three|several|exceptional|talented|our|the|new|passionate|motivated|experienced"
    r"|inventive|excellent|outstanding|skilled|curious|,|and|or|full-time|part-time|[a-z-]{3,20},?)\s){0,7}"
    + _TITLE
)
_ANNOUNCED = re.compile(
    r".{2,60}?\s(?:(?:is|are)\s(?:now\s)?(?:hiring|looking for|seeking|recruiting)|seeks"
    r"|hires):?\s(?:an?\s|our\s)?(.+)",
    re.DOTALL,
)
_PROGRAMS: Final = ("Internship", "Fellowship", "Residency", "Apprenticeship")
_PROGRAM = re.compile(
    rf"\b(?:(?:Our|The|This|An?)\s)?((?:[A-Z][\w-]*\s){{1,4}}(?:{'|'.join(_PROGRAMS)})"
    r"(?:\sProgram(?:me)?)?)\b"
)
_SENIORITY: Final = (
    ("intern", r"\bintern(?:ship)?s?\b|\bworking student\b|\btrainee\b"),
    ("postdoc", r"\bpost-?doc(?:s|toral)?\b"),
    ("professor", r"\bprofessor(?:s|ship)?\b|\bchair (?:of|in)\b|\blecturer\b"),
    ("director", r"\bdirector\b|\bvp\b|\bvice president\b|\bchief\b|\bc[teis]o\b"),
    ("principal", r"\bprincipal\b"),
    ("staff", r"(?<!technical )\bstaff\b"),
    ("lead", r"\blead(?:er)?\b|\bhead of\b|\bhead\b"),
    (
        "manager",
        (
            r"\b(?:engineering|research|science|software|people|team|group|applied science|development"
            r"|data science)\s(?:[\w]+\s)?manager\b"
        ),
    ),
    ("senior", r"\bsenior\b|\bsr\b\.?"),
    (
        "junior",
        (
            r"\bjunior\b|\bjr\b\.?|\bentry[- ]level\b|\bgraduate\b(?! student| school| research| assistant)"
            r"|\bnew grad\b|\bearly[- ]career\b"
        ),
    ),
)
_LEVELS: Final = tuple((level, re.compile(pattern, re.IGNORECASE)) for level, pattern in _SENIORITY)


def find_role(posting: Posting) -> Iterator[Fact]:
    """Yield ``title``, ``seniority``, ``team`` and ``employer``."""
    title = _title(posting)
    if title:
        yield title
        level = _seniority(title)
        if level:
            yield level
    yield from find_hirer(posting)


def _title(posting: Posting) -> Fact | None:
    text = posting.text
    header = posting.header("title")
    if posting.title:
        announced = _ANNOUNCED.match(text, *posting.title)
        start, end = announced.span(1) if announced else posting.title
        return Fact("title", text[start:end], start, end, "title_line")
    if header:
        return Fact("title", text[header.start : header.end], header.start, header.end, "header")
    for start in find_words(text, _OFFERS, *posting.body):
        found = _OFFER.match(text, start, posting.body.end)
        if found:
            return Fact("title", found.group(1), *found.span(1), "offer")
    is_named = any(text.find(word, *posting.body) >= 0 for word in _PROGRAMS)
    found = _PROGRAM.search(text, *posting.body) if is_named else None
    return Fact("title", found.group(1), *found.span(1), "programme") if found else None


def _seniority(title: Fact) -> Fact | None:
    for level, pattern in _LEVELS:
        found = pattern.search(title.value)
        if found:
            start = title.start + found.start()
            return Fact("seniority", level, start, start + len(found.group()), "word_of_title")
    return None
