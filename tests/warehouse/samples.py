"""Made-up extractions: every kind of record, and spans that are correct by construction."""

import hashlib
from collections.abc import Iterable, Sized

from extractors.ids import make_id, title_key
from extractors.records import (
    Author,
    Authorship,
    Document,
    Extraction,
    FigureCaption,
    JobFact,
    JobPosting,
    JobSection,
    JobSectionItem,
    JobSkill,
    Paper,
    RecordType,
    Reject,
    Topic,
    fold,
)
from tests.warehouse.pages import Page, Span, Words

VERSION = "test-1"


def make_extraction(  # noqa: PLR0913 - each option is one way in which documents differ
    source_uri: str, *, papers: int = 3, jobs: int = 2, seed: str = "", line_end: str = "\n", words: int = 30
) -> Extraction:
    """Return the extraction of a made-up document; ``words`` is the length of its paragraphs."""
    page, source = Page(source_uri), Words(source_uri + seed)
    headline = page.add(f"Papers of {source.phrase(3)}", "headline", line_end)
    dek = page.add(source.phrase(8), "dek", line_end)
    page.add(source.phrase(words) + "\u2028\ufffd\\", "prose", line_end)
    topics, listed, authors, figures = _research(page, source, papers, words, line_end)
    postings, sections, items, facts, skills = _careers(page, source, jobs, words, line_end)
    refused = page.add(source.phrase(2), "unclassified", line_end)
    unclassified = sum(s.end_char - s.start_char for s in page.segments if s.label == "unclassified")
    made: dict[RecordType, Sized] = {
        "topic": topics,
        "paper": [*listed, refused],
        "authorship": authors,
        "figure": figures,
        "job_posting": postings,
        "job_section": sections,
        "job_section_item": items,
        "job_fact": facts,
        "job_skill": skills,
    }
    return Extraction(
        document=Document(
            **page.at(headline),
            source_uri=source_uri,
            content_sha256=hashlib.sha256(page.text.encode()).hexdigest(),
            format="text",
            encoding="utf-8",
            headline=fold(page.text[slice(*headline)]),
            **_optional(page, "dek", dek),
            publisher=None,
            venue=None,
            year=None,
            text=page.text,
            candidates={kind: len(rows) for kind, rows in made.items()},
            unclassified_share=unclassified / len(page.text),
            needs_review=bool(papers % 2),
            review_reasons=("nothing_found", 'a "quoted" reason') if papers % 2 else (),
            extractor_version=VERSION,
        ),
        topics=tuple(topics),
        papers=tuple(listed),
        authors=tuple(_people(authors)),
        paper_authors=tuple(authors),
        figures=tuple(figures),
        job_postings=tuple(postings),
        job_sections=tuple(sections),
        job_section_items=tuple(items),
        job_facts=tuple(facts),
        job_skills=tuple(skills),
        segments=tuple(page.segments),
        rejects=(
            Reject(
                **page.at(refused),
                record_type="paper",
                rule="made_up",
                reason="it's made up",
                fragment=page.text[slice(*refused)],
            ),
        ),
    )


def _research(
    page: Page, source: Words, count: int, words: int, line_end: str
) -> tuple[list[Topic], list[Paper], list[Authorship], list[FigureCaption]]:
    topics: list[Topic] = []
    papers: list[Paper] = []
    authors: list[Authorship] = []
    figures: list[FigureCaption] = []
    for number in range(1, count + 1):
        heading = page.add(f"Topic {number} {source.phrase(2)}", "topic", line_end)
        about = page.add(source.phrase(words), "topic_description", line_end)
        name = fold(page.text[slice(*heading)])
        topics.append(
            Topic(
                **page.at(heading),
                topic_id=page.ids.new("topic", name),
                position=number,
                name=name,
                **_optional(page, "description", about),
            )
        )
        span = page.add(f"{source.phrase(7)} {number}", "paper_title", line_end)
        title = fold(page.text[slice(*span)])
        paper_id = page.ids.new("paper", title)
        papers.append(
            Paper(
                **page.at(span),
                paper_id=paper_id,
                topic_id=topics[-1].topic_id,
                position=number,
                title=title,
                work_id=make_id("work", title_key(title)),
                et_al=False,
            )
        )
        authors += _authors(page, source, paper_id, line_end)
        file_name = page.add(f"figure {number}.png", "figure_file", line_end)
        span = page.add(source.phrase(9), "caption", line_end)
        caption = fold(page.text[slice(*span)])
        figures.append(
            FigureCaption(
                **page.at(span),
                figure_id=page.ids.new("figure", caption),
                paper_id=paper_id,
                position=number,
                **_optional(page, "file_name", file_name),
                caption=caption,
            )
        )
    return topics, papers, authors, figures


def _authors(page: Page, source: Words, paper_id: str, line_end: str) -> list[Authorship]:
    names = list(dict.fromkeys(source.name() for _ in range(source.random.randint(1, 8))))
    start, _ = page.add(", ".join(names), "authors", line_end)
    authors = []
    for position, name in enumerate(names, start=1):
        authors.append(
            Authorship(
                **page.at((start, start + len(name))),
                paper_id=paper_id,
                author_id=make_id("author", fold(name)),
                position=position,
                name_as_printed=fold(name),
            )
        )
        start += len(name) + 2
    return authors


def _people(authors: Iterable[Authorship]) -> list[Author]:
    first: dict[str, Authorship] = {}
    for authorship in authors:
        first.setdefault(authorship.author_id, authorship)
    return [
        Author(
            **authorship.model_dump(include={"document_id", "start_char", "end_char", "verbatim"}),
            author_id=key,
            full_name=authorship.name_as_printed,
            given_name=authorship.name_as_printed.split()[0],
            family_name=authorship.name_as_printed.split()[1],
        )
        for key, authorship in first.items()
    ]


def _careers(
    page: Page, source: Words, count: int, words: int, line_end: str
) -> tuple[list[JobPosting], list[JobSection], list[JobSectionItem], list[JobFact], list[JobSkill]]:
    postings: list[JobPosting] = []
    sections: list[JobSection] = []
    items: list[JobSectionItem] = []
    facts: list[JobFact] = []
    skills: list[JobSkill] = []
    for number in range(1, count + 1):
        place = page.add(f"US, WA, {source.word()}", "job_location", line_end)
        intro = source.phrase(words)
        body = page.add(f"{intro}\tAbout us {source.phrase(words)}", "job_body", line_end)
        heading = body[0] + len(intro) + 1
        job_id = page.ids.new("job", str(number))
        postings.append(
            JobPosting(
                **page.at(place),
                job_id=job_id,
                position=number,
                location_raw=fold(page.text[slice(*place)]),
                country_code="US",
                region="WA",
                city=fold(page.text[place[0] + 8 : place[1]]),
                location_warnings=("guessed",) if number % 2 else (),
                title=None,
                employer=None,
                description=fold(page.text[slice(*body)]),
                description_start_char=body[0],
                description_end_char=body[1],
            )
        )
        sections.append(
            JobSection(
                **page.at((heading + 9, body[1])),
                job_id=job_id,
                position=1,
                heading="About us",
                heading_start_char=heading,
                heading_end_char=heading + 8,
                kind="about_team",
                text=fold(page.text[heading + 9 : body[1]]),
            )
        )
        skills.append(
            JobSkill(
                **page.at((heading, heading + 5)),
                job_id=job_id,
                skill="About",
                category="tool",
            )
        )
        items.append(
            JobSectionItem(
                **page.at((heading + 9, heading + 15)),
                job_id=job_id,
                section_position=1,
                position=1,
                text=fold(page.text[heading + 9 : heading + 15]),
            )
        )
        parts = {"country_code": (0, 2), "region": (4, 6), "city": (8, place[1] - place[0])}
        for field, (low, high) in parts.items():
            span = place[0] + low, place[0] + high
            value = fold(page.text[slice(*span)])
            facts.append(JobFact(**page.at(span), job_id=job_id, field=field, value=value, rule="made_up"))
    return postings, sections, items, facts, skills


def _optional(page: Page, name: str, span: Span) -> dict[str, object]:
    start, end = span
    return {name: fold(page.text[start:end]), f"{name}_start_char": start, f"{name}_end_char": end}
