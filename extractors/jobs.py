"""Job postings and their sections."""

from collections.abc import Sequence

from spacy.tokens import Doc

from extractors import spans
from extractors.assemble import Builder
from extractors.places import parse_place
from extractors.records import JobPosting, JobSection
from extractors.spans import Slice


def build_jobs(builder: Builder, doc: Doc) -> tuple[list[JobPosting], list[JobSection]]:
    """Return the postings in order, and the sections of each."""
    headings = spans.slices(doc, spans.JOB_HEADINGS)
    postings: list[JobPosting] = []
    sections: list[JobSection] = []
    for body in _bodies(builder):
        posting = _build_posting(builder, body, len(postings) + 1)
        if posting:
            postings.append(posting)
            inside = [h for h in headings if body.start <= h.start < body.end]
            sections += _build_sections(builder, posting.job_id, inside, body.end)
    return postings, sections


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


def _build_posting(builder: Builder, body: Slice, position: int) -> JobPosting | None:
    place = builder.of_group(body.group, "job_location")
    title = builder.of_group(body.group, "job_title")
    principal = place or title or body
    raw = builder.value(place.start, place.end) if place else None
    description = builder.value(body.start, body.end)
    parsed = parse_place(builder.text[place.start : place.end]) if place else None
    warnings: tuple[str, ...] = parsed.warnings if parsed else ("not understood as a place",) if place else ()
    return builder.make(
        JobPosting,
        "job_posting",
        principal.start,
        principal.end,
        job_id=builder.ids.new(
            "job", raw or (builder.value(title.start, title.end) if title else ""), description
        ),
        position=position,
        location_raw=raw,
        country_code=parsed.country_code if parsed else None,
        region=parsed.region if parsed else None,
        city=parsed.city if parsed else None,
        location_warnings=warnings,
        title=builder.value(title.start, title.end) if title else None,
        employer=None,
        description=description,
        description_start_char=body.start,
        description_end_char=body.end,
    )


def _build_sections(builder: Builder, job_id: str, headings: Sequence[Slice], end: int) -> list[JobSection]:
    """Split a posting at its headings; a section runs from its heading to the next."""
    sections: list[JobSection] = []
    text = builder.text
    for index, heading in enumerate(headings):
        stop = headings[index + 1].start if index + 1 < len(headings) else end
        body = text[heading.end : stop]
        start = heading.end + len(body) - len(body.lstrip(": \t\r\n"))
        stop = max(start, heading.end + len(body.rstrip()))
        section = builder.make(
            JobSection,
            "job_section",
            start,
            stop,
            job_id=job_id,
            position=len(sections) + 1,
            heading=builder.value(heading.start, heading.end),
            heading_start_char=heading.start,
            heading_end_char=heading.end,
            kind=heading.label,
            text=builder.value(start, stop),
        )
        sections += [section] if section else []
    return sections
