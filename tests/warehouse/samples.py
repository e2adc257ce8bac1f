"""Made-up extractions whose spans are correct by construction: the text is written piece by piece.

The texts hold what breaks naive loading: astral characters, combining marks, CRLF, quotes, U+2028, U+FFFD.
"""

import hashlib
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

from extractors.ids import ChildIds, document_id, make_id, title_key
from extractors.records import (
    Author,
    Authorship,
    Document,
    Extraction,
    FigureCaption,
    JobPosting,
    JobSection,
    JobSkill,
    Paper,
    Reject,
    Segment,
    SegmentLabel,
    Topic,
    fold,
)
from warehouse.stage import StagedDocument, write_batch

VERSION = "test-1"
_SYLLABLES = (
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "lo",
    "mu",
    "na",
    "pe",
    "ri",
    "so",
    "e\u0301",
    "\U0001f9ea",
    "\u00df",
)
_PUNCTUATION = [" ", " ", " ", ", ", '" ', "' ", "\u00a0", "  "]
Span = tuple[int, int]


class Page:
    """A text that grows piece by piece, and the segments that it is made of."""

    def __init__(self, source_uri: str) -> None:
        self.document_id = document_id(source_uri)
        self.ids = ChildIds(self.document_id)
        self.text = ""
        self.segments: list[Segment] = []

    def add(self, piece: str, label: SegmentLabel, end: str = "\n") -> Span:
        """Append ``piece`` and a line end, and return where the piece stands."""
        start = len(self.text)
        for text, name in ((piece, label), (end, "blank")):
            if text:
                at = len(self.text)
                self.text += text
                self.segments.append(Segment(**self.at((at, at + len(text))), label=name))
        return start, start + len(piece)

    def at(self, span: Span) -> dict[str, object]:
        """Return the fields that ground a record."""
        start, end = span
        return {
            "document_id": self.document_id,
            "start_char": start,
            "end_char": end,
            "verbatim": self.text[start:end],
        }


class Words:
    """Made-up words, the same for the same seed."""

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed)  # noqa: S311 - texts, not secrets

    def word(self) -> str:
        """Return one word."""
        return "".join(self.random.choices(_SYLLABLES, k=self.random.randint(1, 3)))

    def phrase(self, count: int) -> str:
        """Return ``count`` words with the punctuation of real text between them."""
        return "".join(self.word() + self.random.choice(_PUNCTUATION) for _ in range(count)) + "end"

    def name(self) -> str:
        """Return one of few names, so that people appear in many papers and documents."""
        return f"Given{self.random.randint(1, 12)} Fa\u0301mily{self.random.randint(1, 12)}"


def make_extraction(  # noqa: PLR0913 - each option is one way in which documents differ
    source_uri: str, *, papers: int = 3, jobs: int = 2, seed: str = "", line_end: str = "\n", words: int = 30
) -> Extraction:
    """Return the extraction of a made-up document; ``words`` is the length of its paragraphs."""
    page, source = Page(source_uri), Words(source_uri + seed)
    headline = page.add(f"Papers of {source.phrase(3)}", "headline", line_end)
    dek = page.add(source.phrase(8), "dek", line_end)
    page.add(source.phrase(words) + "\u2028\ufffd\\", "prose", line_end)
    topics, listed, authors, figures = _research(page, source, papers, words, line_end)
    postings, sections, skills = _careers(page, source, jobs, words, line_end)
    refused = page.add(source.phrase(2), "unclassified", line_end)
    unclassified = sum(s.end_char - s.start_char for s in page.segments if s.label == "unclassified")
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


def make_staged(source_uri: str, **options: object) -> StagedDocument:
    """Return a made-up document as it is staged; the options are those of ``make_extraction``."""
    extraction = make_extraction(source_uri, **options)  # type: ignore[arg-type]
    return stage(extraction)


def stage(extraction: Extraction) -> StagedDocument:
    """Return the staged form of ``extraction``."""
    document = extraction.document
    return StagedDocument(
        document_id=document.document_id,
        source_uri=document.source_uri,
        content_sha256=document.content_sha256,
        size_bytes=len(document.text.encode()),
        extractor_version=document.extractor_version,
        extraction=extraction,
    )


def make_refusal(source_uri: str, *, rule: str = "binary", content: str | None = "aa") -> StagedDocument:
    """Return a source that was refused as a whole."""
    key = document_id(source_uri)
    refusal = Reject(
        document_id=key,
        start_char=0,
        end_char=0,
        verbatim="",
        record_type="document",
        rule=rule,
        reason=f"this is {rule}",
        fragment="",
    )
    return StagedDocument(
        document_id=key,
        source_uri=source_uri,
        content_sha256=content,
        size_bytes=None if content is None else 2,
        extractor_version=VERSION,
        refusal=refusal,
    )


def write_batches(folder: Path, documents: Sequence[StagedDocument], size: int) -> list[Path]:
    """Stage ``documents`` in batches of ``size``, and return the files."""
    return [
        write_batch(folder / f"{start:05d}.ndjson", documents[start : start + size])
        for start in range(0, len(documents), size)
    ]


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
) -> tuple[list[JobPosting], list[JobSection], list[JobSkill]]:
    postings: list[JobPosting] = []
    sections: list[JobSection] = []
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
            JobSkill(**page.at((heading, heading + 5)), job_id=job_id, skill="About", category="made up")
        )
    return postings, sections, skills


def _optional(page: Page, name: str, span: Span) -> dict[str, object]:
    start, end = span
    return {name: fold(page.text[start:end]), f"{name}_start_char": start, f"{name}_end_char": end}
