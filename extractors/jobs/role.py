"""Which post a posting offers, at which level, in which unit of which employer."""

import re
from collections.abc import Callable, Iterator
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
    r"|Squad|Faculty|Branch|Shop)"
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
    re.compile(rf"(?:\b[Tt]he|\b[Oo]ur|\b[Ii]ts|['’]s)[ ]({_WORDS}?)[ ]{_UNIT}\b"),
)
_ORG = r"[A-ZÀ-Þ][\w’&-]*(?:[ ](?:[A-ZÀ-Þ][\w’&-]*|of|and|for|&|de|der|für)){0,5}"
_VERB = (
    r"(?:is|are|has|was|makes|builds|serves|runs|develops|tests|maintains|sells|offers|provides|operates|creates|designs|turns|helps|counts"
    r"|trains|finds|flies|launches|grows|works|studies|uses|writes|supplies|monitors|protects|connects|teaches|brings|keeps|lets|gives"
    r"|wants|needs|seeks|employs|combines|applies|publishes|measures|produces|delivers|manages|owns|hosts|gathers|collects|moves|ships"
    r"|translates|considers|tells|looks|treats|reads|checks|predicts|invites|sits|started|makes|watches|listens|sorts|feeds|cleans|maps)"
)
_EMPLOYER_CUES: Final = (
    (
        "equal",
        re.compile(
            rf"({_ORG}),? (?:is|are) (?:an? |proud to be an? |committed to (?:being an? )?)?(?:[a-z-]+ ){{0,4}}(?i:equal)\b"
        ),
    ),
    ("subject", re.compile(rf"{_OPENS}(?:The )?({_ORG}?)(?:,[^.\n]{{3,80}},)?[ ]{_VERB}\b(?!,)")),
    ("subject", re.compile(rf"{_OPENS}At ({_ORG}?),[ ]we\b")),
    (
        "at",
        re.compile(
            rf"\b(?:[Aa]t|[Jj]oin|[Aa]bout|[Tt]eam at|[Ww]ith) ({_ORG})(?=[,.!:;\n]|[ ](?:we|is|are|you|as|has|to|in|seeks|offers|invites|wants)\b)"
        ),
    ),
    ("own", re.compile(rf"\b({_ORG})(?:’s|'s)\b")),
)
# The first sentence says who hires: "Sapirica finds tumours in scans."
_OPENING = re.compile(rf"(?:The )?({_ORG}?)(?:,[^.\n]{{3,80}},)?[ ]{_VERB}\b(?!,)")
_ON_PAGE = re.compile(
    rf"\b(?:[Jj]obs|[Cc]areers|[Oo]penings|[Pp]ositions|[Vv]acancies|[Ww]ork|[Ww]orking|[Rr]oles|[Oo]pportunities) (?:at|with|@) ({_ORG})"
)
_ORG_WORD = re.compile(
    r"\b(?:University|Institut\w*|Laborator\w+|Labs?|Inc|GmbH|AG|Ltd|Hospital|Cent(?:re|er)|College|Polytechnic|Analytics|Systems|Technologies"
    r"|Robotics|Corp\w*|Company|Foundation|School|Works|Cloud|Audio|Research|Health|AI|Software|Group|Energy|Bank|Observatory|Agency|Office)\b"
)
_SENTENCES = 4_000
_IS_UNIT = re.compile(rf"[ ](?:{_UNIT}|{_UNIT_NAME})\b")
_NO_ORG = re.compile(
    r"^(?:We|Our|The|This|That|You|Your|It|Its|In|As|At|For|If|Here|These|Those|There|Applicants?|Candidates?|Interns?|Machine|Deep|Key"
    r"|About|Positions?|Role|Work|Job|Teams?|Us|Why|What|How|Who|When|Where|All|Please|Advertising|Research|Python|Join|A|An|One|Two"
    r"|Both|Nobody|Everybody|Three|Seven|Eight|Nine|Eleven|Twelve|Four|Five|Six|Ten|Each|Every|Some|Most|Half|Nobody|Everyone|Someone|Salary|Pay|PhD|Experience|Knowledge|Full|Visa|Contracts?"
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
    """Return who hires: from its header, else the name that the text speaks of as the employer."""
    text = posting.text
    header = posting.header("employer")
    if header:
        return Fact("employer", text[header.start : header.end], header.start, header.end, "header")
    seen = _names_of_employer(posting)
    for rule, is_enough in _ENOUGH:
        for name, cues in seen.items():
            if is_enough(posting, name, set(cues)):
                longer = [
                    other
                    for other in seen
                    if other.startswith(f"{name} ") and seen[other].keys() & {"subject", "at"}
                ]
                span = min(seen[max(longer, key=len, default=name)].values())
                return Fact("employer", text[slice(*span)], *span, rule)
    return None


def _names_of_employer(posting: Posting) -> dict[str, dict[str, Stretch]]:
    """Return the names that might be the employer's: by name, the first place of each cue."""
    text = posting.text
    seen: dict[str, dict[str, Stretch]] = {}

    def note(cue: str, span: tuple[int, int]) -> None:
        found = _tidy(text, *span)
        if found and _could_be_employer(name := text[slice(*found)]) and not _IS_UNIT.match(text, found.end):
            seen.setdefault(name, {}).setdefault(cue, found)

    start, end = posting.body.start, min(posting.body.end, posting.body.start + _SENTENCES)
    page = _ON_PAGE.search(text, 0, min(posting.first, _SENTENCES))
    if page:
        note("page", page.span(1))
    for part in posting.headers:
        if not part.kind and not any(
            other and other.start < part.end and part.start < other.end
            for other in (posting.title, posting.place)
        ):
            note("header", (part.start, part.end))
    opening = _OPENING.match(text, start, end)
    if opening:
        note("opening", opening.span(1))
    for cue, pattern in _EMPLOYER_CUES:
        for found in pattern.finditer(text, start, end):
            note(cue, found.span(1))
    return seen


def _could_be_employer(name: str) -> bool:
    city = find_city_anywhere(name)
    is_place = (city and city.name == name) or name.casefold() in country_names()
    return not is_place and not _NO_ORG.search(name) and name not in known_skills() and not name.isdigit()


def _recurs(posting: Posting, name: str) -> bool:
    """Tell whether a name stands in a posting more than once."""
    first = posting.text.find(name, posting.first, posting.body.end)
    return first >= 0 and posting.text.find(name, first + len(name), posting.body.end) >= 0


def _is_organisation(name: str) -> bool:
    return " " in name and _ORG_WORD.search(name) is not None


_ENOUGH: Final[tuple[tuple[str, Callable[[Posting, str, set[str]], bool]], ...]] = (
    ("equal_opportunity", lambda _posting, _name, cues: "equal" in cues),
    ("jobs_at", lambda _posting, _name, cues: "page" in cues),
    (
        "header_name",
        lambda posting, name, cues: "header" in cues and (_is_organisation(name) or _recurs(posting, name)),
    ),
    ("opening_sentence", lambda _posting, _name, cues: "opening" in cues),
    ("subject", lambda posting, name, cues: "subject" in cues and (" " in name or _recurs(posting, name))),
    ("named_twice", lambda _posting, _name, cues: len(cues & {"subject", "at", "own"}) > 1),
    ("organisation", lambda _posting, name, cues: bool(cues & {"subject", "at"}) and _is_organisation(name)),
)


def _tidy(text: str, start: int, end: int) -> Stretch | None:
    """Return the stretch of a name without an article, and without words that only lead on."""
    article = _HIRER.match(text[start:end])
    start += article.end() if article else 0
    value = re.sub(r"[ ]of[ ].*(?:University|Institute|Ltd|Inc|GmbH).*$", "", text[start:end])
    value = re.sub(r"(?:[ ](?:of|and|for|the|in|&))+$", "", value.rstrip(" .,"))
    return Stretch(start, start + len(value)) if len(value) > 1 else None
