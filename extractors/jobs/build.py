"""From labelled pieces to the records of postings."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any, Final, NamedTuple

from spacy.tokens import Doc

from extractors import spans
from extractors.assemble import Builder
from extractors.gazetteer import find_city_anywhere
from extractors.jobs.facts import OF_POSTING, find_facts
from extractors.jobs.headers import Header, find_headers
from extractors.jobs.hirer import find_page_employer
from extractors.jobs.house import find_house
from extractors.jobs.posting import Cue, Fact, Posting, Stretch
from extractors.jobs.sections import HeadingAt, find_sections
from extractors.jobs.skills import skill_patterns
from extractors.lines import find_lines
from extractors.places import Place, read_place
from extractors.records import JobFact, JobPosting, JobSection, JobSectionItem, JobSkill, fold
from extractors.spans import Slice

_MAX_HEADER_CHARS = 1_500
_DEGREE_REACH = 40
_PIECES = frozenset({"job_title", "job_location", "job_body"})
_RANKS: Final = ("required", "preferred", "mentioned")
_CUES: Final = {
    "cue:required": ("required", False),
    "cue:required:forward": ("required", True),
    "cue:preferred": ("preferred", False),
    "cue:preferred:forward": ("preferred", True),
}
_NO_CUE = re.compile(r"(?:required|necessary|needed) to ", re.IGNORECASE)  # "what is required to win"
_IN_CITY = re.compile(r" in ((?:St\. )?[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,2})")
_WORKS_BEFORE = re.compile(
    r"\b(?:team|office|based|located|role|position|job|lab|hiring[^.]{0,80})(?: is)?(?: based| located)?$"
)
_WORKS_REACH = 100
_OTHERS_BEHIND = re.compile(
    r" (?:teams?|groups?|organi[sz]ations?|departments?|companies|company|labs?|degrees?|students?|courses?"
    r"|interview)\b"
)
_AT: Final = (" at ", "At ", "Why ", "join ")
_MAKER_BEHIND = re.compile(r"[ ](?:is|are)[ ](?:hiring|looking|seeking|the world)|[ ]values\b|, we\b")
_NOT_OF_WORK: Final = frozenset({"legal", "benefits"})
_DEGREE_BEFORE = re.compile(
    r"\b(?:PhDs?|doctorates?|degrees?|professors?) (?:in|of) (?:[a-z]+(?:, | and | or ))?$"
)
_MANY_VALUES: Final = {"employment_types": "employment_type", "work_authorization": "work_authorization"}


class Jobs(NamedTuple):
    """The records of a document's postings."""

    postings: list[JobPosting]
    sections: list[JobSection]
    items: list[JobSectionItem]
    facts: list[JobFact]
    skills: list[JobSkill]


def build_jobs(builder: Builder, doc: Doc) -> Jobs:
    """Return the postings in order, with the sections, items, facts and skills of each."""
    jobs = Jobs([], [], [], [], [])
    bodies = _bodies(builder)
    if not bodies:
        return jobs
    first = min(piece.start for piece in builder.pieces if piece.label in _PIECES)
    ends: dict[int, int] = {}
    for piece in builder.pieces:
        ends[piece.group] = max(piece.end, ends.get(piece.group, 0))
    page = _Page(
        headings=_Sorted(spans.slices(doc, spans.JOB_HEADINGS)),
        phrases=_Sorted(spans.slices(doc, spans.JOB_PHRASES)),
        skills=_Sorted(spans.slices(doc, spans.JOB_SKILLS)),
        marks=_Sorted([Slice(kind, start, end, 0) for kind, start, end in spans.get_marks(doc)]),
        ends=ends,
        employer=find_page_employer(builder.text, first),
        house=find_house(builder.text, [Stretch(body.start, body.end) for body in bodies]),
    )
    for body in bodies:
        _build_job(builder, body, page, jobs)
    return jobs


class _Sorted:
    """Slices of a document by where they start."""

    def __init__(self, slices: Sequence[Slice]) -> None:
        self._slices = sorted(slices, key=lambda one: one.start)
        self._starts = [one.start for one in self._slices]

    def between(self, start: int, end: int) -> list[Slice]:
        """Return those that start in a stretch, in order."""
        return self._slices[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


class _Page(NamedTuple):
    """What a document knows of all of its postings."""

    headings: _Sorted
    phrases: _Sorted
    skills: _Sorted
    marks: _Sorted
    ends: Mapping[int, int]
    """Where the last piece of each group ends."""
    employer: Stretch | None
    house: str | None


def _bodies(builder: Builder) -> list[Slice]:
    """Return the text of each posting; of one that has none, the empty stretch behind its place."""
    bodies = builder.labelled("job_body")
    groups = {body.group for body in bodies}
    bare = [
        Slice("job_body", place.end, place.end, place.group)
        for place in builder.labelled("job_location")
        if place.group not in groups
    ]
    return sorted([*bodies, *bare], key=lambda body: body.start)


def _build_job(builder: Builder, body: Slice, page: _Page, jobs: Jobs) -> None:
    place_at = builder.of_group(body.group, "job_location")
    title_at = builder.of_group(body.group, "job_title")
    place = read_place(builder.text[place_at.start : place_at.end]) if place_at else None
    stretch = Stretch(body.start, body.end)
    employer_at = builder.of_group(body.group, "job_employer")
    first = min((piece.start for piece in (place_at, title_at, employer_at) if piece), default=body.start)
    headings = [HeadingAt(h.start, h.end, h.label) for h in page.headings.between(*stretch)]
    marks = [(mark.label, mark.start, mark.end) for mark in page.marks.between(*stretch)]
    sections, items = find_sections(builder.text, stretch, marks, headings)
    last = page.ends[body.group] if body.start == body.end else body.end  # there may be header lines only
    headers = _headers(builder.text, first, body, last, [section.heading_start for section in sections])
    if employer_at:
        headers.append(Header("employer", employer_at.start, employer_at.end, 0))
    end = max([body.end, *(header.end for header in headers)])
    phrases = page.phrases.between(first, end)
    posting = Posting(
        text=builder.text,
        body=stretch,
        title=Stretch(title_at.start, title_at.end) if title_at else None,
        place=Stretch(place_at.start, place_at.end) if place_at else None,
        headers=headers,
        sections=sections,
        page_employer=page.employer,
        house=page.house,
        country_code=place.get("country_code") if place else None,
        items=[item for group in items for item in group],
        cues=sorted(
            Cue(phrase.start, phrase.end, *_CUES[phrase.label])
            for phrase in phrases
            if phrase.label in _CUES and not _NO_CUE.match(builder.text, phrase.start)
        ),
    )
    facts = find_facts(posting, place, phrases)
    record = _build_posting(builder, body, posting, place, facts, len(jobs.postings) + 1)
    if record is None:
        return
    jobs.postings.append(record)
    _build_sections(builder, record.job_id, sections, items, jobs)
    for fact in facts:
        row = builder.make(
            JobFact,
            "job_fact",
            fact.start,
            fact.end,
            job_id=record.job_id,
            field=fact.field,
            value=fold(fact.value),
            requirement=fact.requirement,
            rule=fact.rule,
        )
        jobs.facts.extend([row] if row else [])
    matches = page.skills.between(first, end)
    jobs.skills.extend(
        _build_skills(builder, record.job_id, posting, _without_names(posting, matches, facts))
    )


def _headers(text: str, first: int, body: Slice, last: int, headings: Sequence[int]) -> list[Header]:
    """Return the values in the lines above a posting's running text, and the labelled ones it begins with."""
    stop = min([start for start in headings if start >= body.start], default=last)
    stop = min(stop, body.start + _MAX_HEADER_CHARS)
    lines = [
        line._replace(start=line.start + first, end=line.end + first) for line in find_lines(text[first:stop])
    ]
    found = find_headers(text, lines, 0, len(lines))
    return [header for header in found if header.start < body.start or header.kind]


def _build_posting(  # noqa: PLR0913, PLR0917 - a posting is made of that many things
    builder: Builder, body: Slice, posting: Posting, place: Place | None, facts: Sequence[Fact], position: int
) -> JobPosting | None:
    principal = posting.place or posting.title or posting.body
    raw = builder.value(*posting.place) if posting.place else None
    title = builder.value(*posting.title) if posting.title else ""
    description = builder.value(body.start, body.end)
    by_field: dict[str, list[str]] = {}
    for fact in facts:
        by_field.setdefault(fact.field, []).append(fold(fact.value))
    values: dict[str, Any] = {name: by_field[name][0] for name in OF_POSTING if name in by_field}
    values |= {name: tuple(dict.fromkeys(by_field.get(field, ()))) for name, field in _MANY_VALUES.items()}
    for name in ("title", "employer"):
        values.setdefault(name, None)
    warnings = place.warnings if place else ()
    return builder.make(
        JobPosting,
        "job_posting",
        principal.start,
        principal.end,
        job_id=builder.ids.new("job", raw or title, description),
        position=position,
        location_raw=raw,
        country_code=place.get("country_code") if place else None,
        region=place.get("region") if place else None,
        region_code=place.get("region_code") if place else None,
        city=place.get("city") if place else None,
        location_warnings=(*warnings, *_elsewhere(posting, place)),
        description=description,
        description_start_char=body.start,
        description_end_char=body.end,
        **values,
    )


def _elsewhere(posting: Posting, place: Place | None) -> list[str]:
    """Return a warning for each large city that the text works in, and the place line does not name."""
    if place is None or not place.values:
        return []
    warnings = []
    own = " ".join(value.value for value in place.values).casefold()
    for found in _IN_CITY.finditer(posting.text, *posting.body):
        low = max(posting.body.start, found.start() - _WORKS_REACH)
        if not _WORKS_BEFORE.search(posting.text, low, found.start()):
            continue
        name = fold(found.group(1))
        city = find_city_anywhere(name)
        if city and name.casefold() not in own and city.name.casefold() not in own:
            warnings.append(f"the text names another place: {name!r}")
    return list(dict.fromkeys(warnings))


def _build_sections(
    builder: Builder, job_id: str, sections: Sequence[Any], items: Sequence[Sequence[Stretch]], jobs: Jobs
) -> None:
    for number, (section, bullets) in enumerate(zip(sections, items, strict=True), start=1):
        row = builder.make(
            JobSection,
            "job_section",
            section.start,
            section.end,
            job_id=job_id,
            position=number,
            heading=builder.value(section.heading_start, section.heading_end),
            heading_start_char=section.heading_start,
            heading_end_char=section.heading_end,
            kind=section.kind,
            text=builder.value(section.start, section.end),
        )
        if row is None:
            continue
        jobs.sections.append(row)
        for place, bullet in enumerate(bullets, start=1):
            item = builder.make(
                JobSectionItem,
                "job_section_item",
                *bullet,
                job_id=job_id,
                section_position=number,
                position=place,
                text=builder.value(*bullet),
            )
            jobs.items.extend([item] if item else [])


def _without_names(posting: Posting, matches: Sequence[Slice], facts: Sequence[Fact]) -> list[Slice]:
    """Leave out what is the field of a degree, or part of an employer's or team's name: no skill there."""
    spans_ = [(fact.start, fact.end) for fact in facts if fact.field == "field_of_study"]
    for fact in facts:
        if fact.field in ("employer", "team"):
            name = posting.text[fact.start : fact.end]
            at = posting.text.find(
                name, 0 if not posting.headers else posting.headers[0].start, posting.body.end
            )
            while at >= 0:
                spans_.append((at, at + len(name)))
                at = posting.text.find(name, at + len(name), posting.body.end)
    spans_.sort()
    ends = list(accumulate((end for _, end in spans_), max))
    kept = []
    for match in matches:
        if _is_organisation(posting.text, match):
            continue
        index = bisect_right(spans_, (match.end - 1, 1 << 62)) - 1
        if index < 0 or ends[index] <= match.start:
            kept.append(match)
    return kept


def _is_organisation(text: str, match: Slice) -> bool:
    """Tell whether a tool's name is that of its maker: "Why AWS?", "AWS is hiring"."""
    if skill_patterns()[match.label]["category"] != "tool":
        return False
    return text.endswith(_AT, 0, match.start) or _MAKER_BEHIND.match(text, match.end) is not None


def _counts_mentioned(posting: Posting, match: Slice) -> bool:
    """Tell whether a skill counts that is not asked for: all speak of curiosity, and of their other teams."""
    row = skill_patterns()[match.label]
    text = posting.text
    if row.get("asked") or _OTHERS_BEHIND.match(text, match.end):
        return False
    if _DEGREE_BEFORE.search(text, max(0, match.start - _DEGREE_REACH), match.start):
        return False  # what others have studied
    section = posting.section_at(match.start)
    # A notice that the posting begins with has no end that could be told: its running text follows.
    if section and section.kind in _NOT_OF_WORK and section.heading_start > posting.body.start:
        return False
    if row["category"] != "soft_skill":
        return True
    return section is not None and section.kind == "responsibilities"


def _build_skills(
    builder: Builder, job_id: str, posting: Posting, matches: Sequence[Slice]
) -> list[JobSkill]:
    """Return each skill once, with the mention that asks for it most."""
    best: dict[str, tuple[int, Slice]] = {}
    for match in matches:
        if match.label in best and best[match.label][0] == 0:
            continue  # no mention asks for it more
        rank = _RANKS.index(posting.requirement_at(match.start, match.end))
        if rank == len(_RANKS) - 1 and not _counts_mentioned(posting, match):
            continue
        if match.label not in best or rank < best[match.label][0]:
            best[match.label] = (rank, match)
    rows = []
    for name, (rank, match) in sorted(best.items(), key=lambda entry: entry[1][1].start):
        row = builder.make(
            JobSkill,
            "job_skill",
            match.start,
            match.end,
            job_id=job_id,
            skill=name,
            category=skill_patterns()[name]["category"],
            requirement=_RANKS[rank],
        )
        rows += [row] if row else []
    return rows
