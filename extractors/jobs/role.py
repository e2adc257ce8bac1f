"""Which post a posting offers, at which level, in which unit of which employer."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from extractors.gazetteer import country_names, find_city_anywhere
from extractors.jobs.posting import Fact, Posting, Stretch
from extractors.jobs.skills import known_skills

_POST = (
    r"(?:Scientists?|Engineers?|Researchers?|Managers?|Interns?(?:hip)?|Analysts?|Professors?|Fellows?|Fellowships?|Postdocs?|Developers?|Architects?|Directors?"
    r"|Leads?|Leaders?|Technicians?|Associates?|Specialists?|Consultants?|Lecturers?|Students?|Officers?|Designers?|Economists?|Coordinators?|Assistants?"
    r"|Programmers?|Statisticians?|Administrators?|Writers?|Technologists?|Linguists?|Chemists?|Biologists?|Physicists?|Advocates?|Strategists?|Partners?)"
)
_WORD = r"(?:[A-Z][\w’'/+&.-]*|PhD|of|in|and|&|for|the)"
_TITLE = rf"((?:[A-Z][\w’'/+&-]*\s){{0,5}}(?:{_POST}\b|Member(?:s)? of (?:the )?Technical Staff)(?:\s(?:I{{1,3}}|IV|V|[1-5])\b)?(?:,?\s(?:Intern|Internship|Program|Lead|Manager)\b)?(?:\s?(?:[-–—]|,)\s?[A-Z][\w&]*(?: [A-Z&][\w&]*){{0,4}}(?=\s+(?:to|who|for|in|at|with)\b))?(?:(?:\s[A-Z][a-z]+){{0,4}}\s?\([mfwdx/*]{{3,7}}\))?)"
_OFFER = re.compile(
    r"\b(?:seeking|looking for|look for|hiring|hire|search(?:ing)? for|recruit(?:ing)?|for|[Aa]s(?: our| the)?|join [^.]{0,40}?as|(?:is|are) open(?:ing)?(?: for)?|role of|position of|post of|offer(?:ing|s)?|welcome|invites? applications for)"
    r"\s(?:(?:a|an|one|two|three|several|exceptional|talented|our|the|new|passionate|motivated|experienced|inventive|excellent|outstanding|skilled|curious|,|and|or|full-time|part-time|[a-z-]{3,20},?)\s){0,7}"
    + _TITLE
)
_PROGRAM = re.compile(r"\b((?:[A-Z][\w-]*\s){1,4}(?:Internship|Fellowship|Residency|Apprenticeship))\b")
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
        r"\b(?:engineering|research|science|software|people|team|group|applied science|development|data science)\s(?:[\w]+\s)?manager\b",
    ),
    ("senior", r"\bsenior\b|\bsr\b\.?"),
    (
        "junior",
        r"\bjunior\b|\bjr\b\.?|\bentry[- ]level\b|\bgraduate\b(?! student| school| research| assistant)|\bnew grad\b|\bearly[- ]career\b",
    ),
)
_LEVELS: Final = tuple((level, re.compile(pattern, re.IGNORECASE)) for level, pattern in _SENIORITY)
_UNIT = r"(?:team|organi[sz]ation|group|lab(?:oratory)?|department|division|unit|chair|institute|squad|org|section|desk)"
_UNIT_NAME = (
    r"(?:Team|Organi[sz]ation|Group|Lab|Laboratory|Department|Division|Unit|Facility|Desk|Section|Studio"
    r"|Squad|Faculty|Branch)"
)
_WORDS = r"[A-Z0-9][\w’'/+-]*(?:[ ](?:[A-Z0-9&][\w’'/+-]*|of|and|for|in)){0,5}"
_LEAD_IN = r"\b(?:[Jj]oin(?:ing)?|part of|[Ii]n|[Ww]ithin|[Oo]n|[Ww]ith|[Ff]or|[Tt]o|[Bb]y|[Oo]f)[ ](?:the|our|its|their)[ ]"
_OPENS = r"(?:^|(?<=[.!?:)][ ])|(?<=\n))"
_TEAM_PATTERNS: Final = (
    re.compile(
        rf"\b(?:[Tt]he|[Oo]ur|[Ii]ts)[ ]((?:Department|Division|Chair|Centre|Center|Section|Unit|Laboratory|Institute)[ ](?:of|for)[ ]{_WORDS})"
    ),
    re.compile(rf"{_LEAD_IN}((?:{_WORDS}[ ])?{_UNIT_NAME}(?:[ ]of[ ]{_WORDS})?)\b(?![ ]+[A-Z][a-z]+)"),
    re.compile(rf"{_LEAD_IN}({_WORDS}?)[ ]{_UNIT}\b"),
    re.compile(rf"{_OPENS}(?:The|Our)[ ]({_WORDS}[ ]{_UNIT_NAME})\b"),
    re.compile(
        rf"{_OPENS}(?:(?:The|Our)[ ])?({_WORDS}?)[ ]{_UNIT}[ ](?:is|are|at|in|[a-z]{3, 9}s|within|science)\b"
    ),
    re.compile(rf"\b[Aa]bout[ ](?:the|our)[ ]({_WORDS})[ ]{_UNIT}\b"),
    re.compile(
        rf"\b(?:[Tt]he|[Oo]ur|[Ii]ts)[ ]({_WORDS}[ ](?:Group|Lab|Laboratory|Facility|Section|Desk))\b"
    ),
)
_ORG = r"[A-ZÀ-Þ][\w’&-]*(?:[ ](?:[A-ZÀ-Þ][\w’&-]*|of|and|for|&|de|der|für)){0,5}"
_EMPLOYER_CUES: Final = (
    (
        3,
        re.compile(
            rf"({_ORG})(?:,)? (?:is|are) (?:an? |proud to be an? |committed to (?:being an? )?)?(?:[a-z-]+ ){{0,4}}(?i:equal)\b"
        ),
    ),
    (
        2,
        re.compile(
            rf"{_OPENS}(?:At |The )?({_ORG}?),?[ ](?:is|has|makes?|builds?|serves?|runs?|develops?|tests?|maintains?|sells?|offers?|provides?|operates?|creates?|designs?|turns?|helps?|counts?|trains?|was|we)\b"
        ),
    ),
    (2, re.compile(rf"{_OPENS}(?:The )?({_ORG})(?:,[^.]{{3,60}},)? [a-z]{{3,12}}s\b")),
    (
        1,
        re.compile(
            rf"\b(?:[Aa]t|[Jj]oin|[Aa]bout|by|with|[Tt]eam at) ({_ORG})(?=[,.!:;\n]|[ ](?:we|is|are|you|as|has|to|in|at)\b)"
        ),
    ),
    (1, re.compile(rf"\b({_ORG})(?:’s|'s)\b")),
)
_MIN_WEIGHT = 2
_ORG_WORD = re.compile(
    r"\b(?:University|Institut\w*|Laborator\w+|Labs?|Inc|GmbH|AG|Ltd|Hospital|Cent(?:re|er)|College|Polytechnic|Analytics|Systems|Technologies"
    r"|Robotics|Corp\w*|Company|Foundation|School|Works|Cloud|Audio|Research|Health|AI|Software|Group|Energy|Bank|Observatory|Agency|Office)\b"
)
_SENTENCES = 4_000
_NO_ORG = re.compile(
    r"^(?:We|Our|The|This|That|You|Your|It|Its|In|As|At|For|If|Here|These|Those|There|Applicants?|Candidates?|Interns?|Machine|Deep|Key"
    r"|About|Positions?|Role|Work|Job|Teams?|Us|Why|What|How|Who|When|Where|All|Please|Advertising|Research|Python|Join|A|An|One|Two"
    r"|Three|Four|Five|Six|Ten|Each|Every|Some|Most|Half|Nobody|Everyone|Someone|Salary|Pay|PhD|Experience|Knowledge|Full|Visa|Contracts?"
    r"|Sea|Hybrid|Remote|Both|Write|Build|Design|Develop|Help|Train|Run|Patience|Annual|Late|Last|Strong|Success|Members?|Data|Software"
    r"|Engineering|Science|Their|His|Her|They|He|She|On|By|With|From|After|Before|Since|While|Monday|Tuesday|Wednesday|Thursday|Friday"
    r"|Nothing|Something|Interest|Interns|Duties|Must|Nice|Bonus|Location|Employment|Department|Title|And|But|Or|So|Then|Now|Today|Not"
    r"|Equal|Employer|Responsibilities|Fluency|Familiarity|Ability|Proficiency|Understanding|Comfort|Background|Curiosity|Good|Great|Review|Applications?|Deadline|Start|Starting|Duration|Requirements|Qualifications)\b"
    r"|\b(?:[Tt]eam|Scientists?|Engineers?|Researchers?|ICML|NeurIPS|Summer|Spring|Fall|Winter|Lab|Group|Department|Section|Desk)$"
)
_NO_TEAM = re.compile(
    r"(?:[Tt]he|You|We|Our|This|Your|Research|Interview|Team|Office|School|Programme|Center|Centre|Institute|Lab|Group|Department)$"
)
_HIRER = re.compile(r"^(?:the\s)", re.IGNORECASE)


def find_role(posting: Posting) -> Iterator[Fact]:
    """Yield ``title``, ``seniority``, ``team`` and ``employer``."""
    title = _title(posting)
    if title:
        yield title
        level = _seniority(title)
        if level:
            yield level
    yield from (fact for fact in (_team(posting), _employer(posting)) if fact)


def _title(posting: Posting) -> Fact | None:
    text = posting.text
    header = posting.header("title")
    if posting.title:
        return Fact("title", text[slice(*posting.title)], *posting.title, "title_line")
    if header:
        return Fact("title", text[header.start : header.end], header.start, header.end, "header")
    for pattern, rule in ((_OFFER, "offer"), (_PROGRAM, "programme")):
        found = pattern.search(text, posting.body.start, posting.body.end)
        if found:
            return Fact("title", found.group(1), *found.span(1), rule)
    return None


def _seniority(title: Fact) -> Fact | None:
    for level, pattern in _LEVELS:
        found = pattern.search(title.value)
        if found:
            start = title.start + found.start()
            return Fact("seniority", level, start, start + len(found.group()), "word_of_title")
    return None


def _team(posting: Posting) -> Fact | None:
    """Return the unit that hires: from its header, else by what the first pattern finds in the text."""
    text = posting.text
    header = posting.header("team")
    if header:
        return Fact("team", text[header.start : header.end], header.start, header.end, "header")
    for number, pattern in enumerate(_TEAM_PATTERNS, start=1):
        for found in pattern.finditer(text, *posting.body):
            span = _tidy(text, *found.span(1))
            if span and not _NO_TEAM.match(text[slice(*span)]):
                return Fact("team", text[slice(*span)], *span, f"team_pattern_{number}")
    return None


def _employer(posting: Posting) -> Fact | None:
    """Return who hires: from its header, else the name that most sentences speak of as the employer."""
    text = posting.text
    header = posting.header("employer")
    if header:
        return Fact("employer", text[header.start : header.end], header.start, header.end, "header")
    weights: Counter[str] = Counter()
    first: dict[str, Stretch] = {}
    start, end = posting.body.start, min(posting.body.end, posting.body.start + _SENTENCES)
    for weight, pattern in _EMPLOYER_CUES:
        for found in pattern.finditer(text, start, end):
            bonus = 1 if _ORG_WORD.search(found.group(1)) else 0
            _count(text, found.span(1), weight + bonus, weights, first)
    for part in posting.headers:
        if not part.kind and " of " not in text[part.start : part.end]:
            _count(text, (part.start, part.end), 1, weights, first)
    if not weights:
        return None
    name, weight = max(weights.items(), key=lambda entry: (entry[1], -first[entry[0]].start))
    if weight < _MIN_WEIGHT:
        return None
    is_sure = weight > _MIN_WEIGHT or " " in name or _is_amid_sentence(text, name, posting.body)
    if not is_sure or (
        " " in name
        and weight == _MIN_WEIGHT
        and not _ORG_WORD.search(name)
        and not _is_amid_sentence(text, name, posting.body)
    ):
        return None
    longer = [
        other for other in first if other.startswith(f"{name} ") and first[other].start <= first[name].start
    ]
    span = first[max(longer, key=len, default=name)]
    return Fact("employer", text[slice(*span)], *span, "employer_sentences")


def _is_amid_sentence(text: str, name: str, body: Stretch) -> bool:
    """Tell whether a name stands anywhere but at the beginning of a sentence."""
    at = text.find(name, body.start, body.end)
    while at >= 0:
        if at > body.start + 1 and text[at - 1] == " " and (text[at - 2].islower() or text[at - 2] == ","):
            return True
        at = text.find(name, at + len(name), body.end)
    return False


def _count(
    text: str, span: tuple[int, int], weight: int, weights: Counter[str], first: dict[str, Stretch]
) -> None:
    found = _tidy(text, *span)
    if found is None or _NO_ORG.search(value := text[slice(*found)]) or value in known_skills():
        return
    if find_city_anywhere(value) or value.casefold() in country_names():
        return
    weights[value] += weight
    if value not in first or found.start < first[value].start:
        first[value] = found


def _tidy(text: str, start: int, end: int) -> Stretch | None:
    """Return the stretch of a name without an article, and without words that only lead on."""
    article = _HIRER.match(text[start:end])
    start += article.end() if article else 0
    value = re.sub(r"[ ]of[ ].*(?:University|Institute|Ltd|Inc|GmbH).*$", "", text[start:end])
    value = re.sub(r"(?:[ ](?:of|and|for|the|in|&))+$", "", value.rstrip(" .,"))
    return Stretch(start, start + len(value)) if len(value) > 1 else None
