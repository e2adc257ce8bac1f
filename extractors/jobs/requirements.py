"""What a posting asks for: degrees, their fields of study, years of experience."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extractors.gazetteer import country_names, find_city_anywhere
from extractors.jobs.posting import Fact, Posting
from extractors.spans import Slice

_NUMBERS: Final = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "fifteen"],
        (*range(1, 11), 12, 15),
        strict=True,
    )
)
_COUNT = r"\d{1,2}(?:\.\d)?|" + "|".join(_NUMBERS)
_YEARS = re.compile(
    rf"\b({_COUNT})(?:\s?\((\d{{1,2}})\))?\s?(\+|plus|or more)?(?:\s?(?:-|–|—"
    rf"|to)\s?({_COUNT}))?(\+)?(?:-|\s{{1,8}})(?:or more )?years?(?:['’])?\b",
    re.IGNORECASE,
)
_YEAR, _YEARS_REACH = re.compile("years?"), 40
_EXPERIENCE = re.compile(
    r"^\s*(?:or more |plus |\+ )?(?:of |in |with |as |specifically |hands-on |working |building |using "
    r"|developing |leading "
    r"|managing |doing |writing"
    r"|designing |programming |running |relevant |professional |practical |industry |industrial |work "
    r"|hands|prior |post|full|experience"
    r"|’ |' |research |applied |total |combined |direct |related |commercial |progressive |academic "
    r"|clinical |software |non-internship"
    r"|teaching |deploying |shipping |training |solving |conducting |operating |after |beyond |[a-z-]+ing )",
    re.IGNORECASE,
)
_NO_EXPERIENCE = re.compile(
    r"\b(?:founded|ago|for (?:over|more than|the (?:last|past))|over the (?:past|last|next)|next|last"
    r"|past|within|contract|term|duration"
    r"|limited|appointment|position|fellowship|programme|program|first|every|after|old|warranty|history|funded|period)\b[^.;:]{0,25}$",
    re.IGNORECASE,
)
_NO_EXPERIENCE_BEHIND = re.compile(
    r"^\s*(?:ago\b|old\b|contract|term\b|fixed|appointment|position|fellowship|programme|program\b|PhD"
    r"|phd|history|in business|project|grant"
    r"|from now|and beyond|later|deal|of funding|plan|study|course|track|in a row|extension|renewable"
    r"|of (?:history|operation|growth|existence|paid))",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(r"\b(?:at least|minimum(?: of)?|more than|over)\s$", re.IGNORECASE)
_DONE_FOR = re.compile(r"\b(?:have|has|having)\b[^.;]{0,50}\bfor\s(?:at least\s)?$", re.IGNORECASE)
_WORD_OF_EXPERIENCE = re.compile(
    r"experience|background|track record|expertise|in (?:industry|a similar|the field|research)",
    re.IGNORECASE,
)
_OF_WHICH = re.compile(
    r"(?:of which|including|with a minimum of|with at least|at least)\s(?:at least\s)?$", re.IGNORECASE
)
_EXPERIENCE_BEFORE = re.compile(r"experience[^.;]{0,30}$", re.IGNORECASE)
_EXPERIENCE_LABEL = re.compile(r"experience\W{1,6}$", re.IGNORECASE)
_DOING = re.compile(r"\s(?:of|in|with|as|working)\s(?!age\b)", re.IGNORECASE)
_LABEL_REACH = 20
_QUALIFICATIONS: Final = ("basic_qualifications", "preferred_qualifications")
_OTHERS_DEGREE = re.compile(
    r"\b(?:our|team of|colleagues|many|several|alongside|supervise|supervising|mentor(?:ing)?|advise"
    r"|advising|teach(?:ing)?|with|and|training) (?:\w+ ){0,2}$",
    re.IGNORECASE,
)
_TEAM_DEGREE = re.compile(
    r"\b(?:of us|we have|our|team|colleagues|founded|founders?|staff|co-?supervis\w+|mentor\w*"
    r"|supervis\w+|advis\w+)\b",
    re.IGNORECASE,
)
_OF_US = re.compile(
    r"\b(?:one|two|three|several|some|many|most|half) of (?:us|them|our)\b[^.;]{0,40}$", re.IGNORECASE
)
_NO_DEGREE = re.compile(
    r"\b(?:no|without a|regardless of|instead of a|don['’]t (?:need|care"
    r"|require)[^.;]{0,25}) (?:formal )?(?:university )?$",
    re.IGNORECASE,
)
_DEGREE_TITLE_BEHIND = re.compile(
    r"\s*(?:position|student(?:s|ship)?|candidate|programme|program\b|intern|economist|thesis|project|supervision|researcher)",
    re.IGNORECASE,
)
# Behind a degree: "(or equivalent) in computer science, statistics, or a related field".
_IN_FIELDS = re.compile(
    r"(?:['’]s)?(?:\s?\((?:[^()]{1,40})\))?(?:\s(?:or (?:a )?(?:higher|above|equivalent|foreign equivalent"
    r"|comparable)|degrees?|student|candidate|research|level|equivalent|studies|programme|program"
    r"|required|qualification|holder|obtained|close to completion|thesis|(?:or|and|,|/)\s?))*"
    r"(?:\s(?:with|and|plus)\s(?:at least\s)?\w{1,8}\+?\s(?:or more\s)?years['’]?\s(?:of\s)?"
    r"[a-z -]{0,40}experience,)?"
    r"\s?,?\s(?:in|of)\s(?:the fields? of |an? (?:relevant|related|technical|quantitative"
    r"|scientific) (?:field|discipline|area|subject)[^.;]{0,12}(?:such as|like|e\.g\.,?|\(|:)\s?"
    r"|fields? (?:such as|like) |(?:either )?)",
    re.IGNORECASE,
)
_FIELD = re.compile(r"[A-Za-zÀ-ÿ][\w’'/+-]*(?:\s{1,8}(?:[A-Za-zÀ-ÿ][\w’'/+-]*|&)){0,4}")
_FIELD_JOIN = re.compile(r"\s{0,8}(?:,|/|;)?\s{0,8}(?:(?:and/or|and|or)\s{1,8})?(?=[A-Za-z])")
_RELATED = re.compile(
    r"\b(?:related|similar|relevant|equivalent|other|another|any|comparable|adjacent"
    r"|quantitative (?:field|discipline)|technical (?:field|discipline)|field|discipline|subject|areas?"
    r"|similar)\b",
    re.IGNORECASE,
)
_A_DEGREE = re.compile(r"\b(?:degree|PhD|[Mm]aster|[Bb]achelor|MD|MSc|BSc)\b|\b(?:she|he|we|they|I)\b")
# What goes on behind a comma is no field: "in robotics, write decent Python".
_CLAUSE = re.compile(
    r"(?:have|write|know|speak|can|like|love|want|enjoy|bring|think|use|care|publish|understand)\b"
)
_MIN_FIELD_CHARS = 4
_NO_FIELD = re.compile(
    r"(?:hand|progress|order|addition|any|all|one|both|either|your|our|this|that|which|the|an?)\b"
)
_FIELD_END = re.compile(
    r"\s(?:with|and (?:at least|\d)|plus|or (?:at least|\d)|from|at|including|preferred|required|is|are"
    r"|by|who|where|for|you|we|on|awarded|completed|earned|obtained|to|as|that|desired|strongly|finished|within|no|not|may)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_DISCIPLINE = re.compile(
    r"(?:scien|engineer|mathemat|statist|physic|econom|informatic|comput|learning|robotic|biolog|chemi|linguist|language|psycholog|neuro|philosoph|design"
    r"|operations research|intelligence|electr|mechan|aero|astro|geo|medic|data|hci|interaction|law"
    r"|business|finance|social|sociolog|vision|econometric|bio|material|environment|climate|quantum|cogn|optimi[sz]ation|control|ecolog|pharma|genet|security|crypto|epidemi|hydrolog|meteorolog|oceanograph|machine|music|media|nursing|health|policy|politic|public|accounting|management|communication|mechatronic|software|\bCS\b|\bEE\b|\bEECS\b|\bML\b|\bAI\b|stem)",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"\s(?:and|or|and/or)$")
_MAX_FIELDS = 12
_REACH = 200
_ANY = "any"
"""A degree whose level is not said."""


def find_years(posting: Posting) -> Iterator[Fact]:
    """Yield ``years_of_experience``: "3" for "3+ years", "2-4" for a range, each with its requirement."""
    text = posting.text
    for part in posting.parts:
        reach = part.start
        for year in _YEAR.finditer(text, part.start, part.end):
            found = _YEARS.search(
                text, max(reach, year.start() - _YEARS_REACH), min(part.end, year.end() + 2)
            )
            if found is None:
                continue
            reach = found.end()
            unit = posting.unit_at(found.start())
            before = text[max(unit.start, found.start() - 80) : found.start()]
            behind = text[found.end() : min(unit.end, found.end() + 120)]
            if _NO_EXPERIENCE.search(before) or _NO_EXPERIENCE_BEHIND.match(behind):
                continue
            if not _is_experience(posting, found, before, behind):
                continue
            low = _count(found.group(1))
            high = _count(found.group(4)) if found.group(4) else None
            value = f"{low}-{high}" if high and not found.group(5) else low
            requirement = posting.requirement_at(*found.span())
            yield Fact("years_of_experience", value, *found.span(), "years", requirement)


def _is_experience(posting: Posting, found: re.Match[str], before: str, behind: str) -> bool:
    """Tell whether years are those of somebody's experience, by the words around them or their section."""
    is_open = bool(
        found.group(3)
        or found.group(5)
        or _AT_LEAST.search(before)
        or behind.startswith((" or more", "+", " plus"))
    )
    section = posting.section_at(found.start())
    is_asked = section is not None and section.kind in _QUALIFICATIONS
    label = posting.text[max(0, found.start() - _LABEL_REACH) : found.start()]
    return bool(
        _WORD_OF_EXPERIENCE.search(behind)
        or _OF_WHICH.search(before)
        or (is_open and (_EXPERIENCE.match(behind) or _DONE_FOR.search(before)))
        or (is_asked and _DOING.match(behind))
        or _EXPERIENCE_BEFORE.search(before)
        or _EXPERIENCE_LABEL.search(label)
    )


def _count(printed: str) -> str:
    return str(_NUMBERS.get(printed.lower(), printed))


def find_degrees(posting: Posting, phrases: Sequence[Slice]) -> Iterator[Fact]:
    """Yield ``degree`` and the ``field_of_study`` behind it, each with its requirement."""
    text = posting.text
    reach = 0
    for phrase in sorted(phrases, key=lambda phrase: (phrase.start, -phrase.end)):
        kind, _, value = phrase.label.partition(":")
        if kind != "degree" or phrase.start < reach:
            continue
        reach = phrase.end
        # "MA" may be Massachusetts.
        if any(part.start <= phrase.start < part.end for part in (posting.title, posting.place) if part):
            continue
        unit = posting.unit_at(phrase.start)
        before = text[max(unit.start, phrase.start - _REACH) : phrase.start]
        behind = text[phrase.end : min(unit.end, phrase.end + _REACH)]
        if (
            not _is_degree(phrase, text, behind)
            or _NO_DEGREE.search(before)
            or _belongs_to_others(posting, phrase, before)
        ):
            continue
        requirement = posting.requirement_at(phrase.start, phrase.end)
        if requirement == "mentioned":
            if not _asks(before, behind):
                continue
            requirement = "required"
        if value != _ANY:
            yield Fact("degree", value, phrase.start, phrase.end, "degree", requirement)
        opened = _IN_FIELDS.match(text, phrase.end, unit.end)
        if opened:
            for start, end in _fields(text, opened.end(), unit.end):
                yield Fact(
                    "field_of_study",
                    text[start:end],
                    start,
                    end,
                    "field_behind_degree",
                    requirement,
                )


def _is_degree(phrase: Slice, text: str, behind: str) -> bool:
    word = text[phrase.start : phrase.end]
    if word.lower() in ("master", "masters", "bachelor", "bachelors"):
        return bool(
            re.match(r"['’]?s?(?:\s(?:degree|of|in|or|student|level|thesis)|\s?[,/(]|\s?$)", behind)
        ) and (word[0].isupper() or "degree" in behind[:12])
    return True


def _belongs_to_others(posting: Posting, phrase: Slice, before: str) -> bool:
    if _OF_US.search(before):
        return True
    section = posting.section_at(phrase.start)
    if section and section.kind in _QUALIFICATIONS:
        return False
    return bool(_OTHERS_DEGREE.search(before) or _TEAM_DEGREE.search(before)) or posting.text[
        phrase.start : phrase.end
    ].endswith("Ds")


def _asks(before: str, behind: str) -> bool:
    """Tell whether a sentence without a cue asks for a degree: "A PhD in physics", "pursuing a master's"."""
    is_at_start = len(before.split()) <= 3  # noqa: PLR2004
    pursued = re.search(
        r"\b(?:pursuing|enrolled|towards?|completed|completing|hold(?:ing|s)?|have|has|earned|recent"
        r"|with an?|obtained|finished|finishing)\b",
        before,
        re.IGNORECASE,
    )
    return (is_at_start or bool(pursued)) and not _DEGREE_TITLE_BEHIND.match(behind)


def _could_be_studied(value: str) -> bool:
    """Tell a field from a place or a time: "a degree in industrial technology", "in Germany", "in 2020"."""
    if _DISCIPLINE.search(value):
        return True
    is_place = value.casefold() in country_names() or find_city_anywhere(value) is not None
    return not is_place and len(value) > _MIN_FIELD_CHARS and not _NO_FIELD.match(value)


def _fields(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the fields of study in a list: "computer science, statistics or a related field"."""
    stop = _FIELD_END.search(text, start, min(end, start + 300))
    limit = stop.start() if stop else min(end, start + 300)
    closing = re.compile(r"[.;()\[\]•:]|\s[-–—]\s|\n\n").search(text, start, limit)
    limit = closing.start() if closing else limit
    at = start
    for number in range(_MAX_FIELDS):
        joint = _FIELD_JOIN.match(text, at, limit)
        at = joint.end() if joint and at > start else at
        found = _FIELD.match(text, at, limit)
        if not found:
            return
        low, high = found.span()
        cut = re.search(r"\s(?:and|or|and/or)\s", text[low:high])
        if cut:
            high = low + cut.start()
        high = low + len(_TRAILING.sub("", text[low:high]))
        value = text[low:high]
        if value.lower() in ("and", "or"):
            return
        if _A_DEGREE.search(value) or _CLAUSE.match(value):
            return
        if not _RELATED.search(value):
            if number == 0 and not _could_be_studied(value):
                return
            yield low + (len(value) - len(re.sub(r"^(?:the|a|an)\s", "", value))), high
        at = high
