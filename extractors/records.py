"""The records that extraction yields: one pydantic model per table of the warehouse.

A record is a row. Its field descriptions become the comments of the columns. All offsets are Unicode
code points into the document's text, half open: ``text[start_char:end_char] == verbatim``.
``verbatim`` is what stands in the document, untouched; every other text column is NFC with white space
folded. Nothing here knows of files, clocks or databases, so equal texts give equal records.
"""

import re
import unicodedata
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Offset = Annotated[int, Field(ge=0)]
Position = Annotated[int, Field(ge=1, description="1-based place in reading order within the parent")]
NonEmpty = Annotated[str, Field(min_length=1)]

SectionKind = Literal[
    "responsibilities",
    "day_in_the_life",
    "about_team",
    "basic_qualifications",
    "preferred_qualifications",
    "benefits",
    "legal",
    "other",
]
Requirement = Literal["required", "preferred", "mentioned"]
RemoteMode = Literal["remote", "hybrid", "onsite"]
EmploymentType = Literal["full_time", "part_time", "internship", "contract"]
PayPeriod = Literal["hour", "day", "week", "month", "year"]
SkillCategory = Literal["language", "framework", "method", "field", "tool", "soft_skill"]
SegmentLabel = Literal[
    "headline",
    "dek",
    "introduction",
    "topic",
    "topic_description",
    "paper_title",
    "paper_detail",
    "authors",
    "name_list",
    "people",
    "detail",
    "figure_file",
    "figure_label",
    "caption",
    "credit",
    "job_title",
    "job_employer",
    "job_location",
    "job_header",
    "job_body",
    "heading",
    "prose",
    "link",
    "boilerplate",
    "unclassified",
    "marker",
    "blank",
]
SourceFormat = Literal["text", "markdown", "html"]
RecordType = Literal[
    "document",
    "topic",
    "paper",
    "authorship",
    "figure",
    "job_posting",
    "job_section",
    "job_section_item",
    "job_fact",
    "job_skill",
]


_INVISIBLE = "\u00ad\u200b\u2060\ufeff"
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_]-)\r?\n[ \t]{0,40}(?=[^\W\d_])")


def fold(text: str) -> str:
    """Return ``text`` in NFC, runs of white space folded to one space, trimmed, without invisible hyphens.

    A word that a line break has parted behind a hyphen is one word again, with its hyphen.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        for char in _INVISIBLE:
            if char in text:
                text = text.replace(char, "")
    if "-\n" in text:
        text = _BROKEN_WORD.sub("", text)
    # All white space but the plain space is not printable: most text needs no folding.
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    return " ".join(text.split())


class Record(BaseModel):
    """A frozen row; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Grounded(Record):
    """A row whose principal value is a slice of its document's text."""

    document_id: str = Field(description="The document that the row was read from")
    start_char: Offset = Field(description="Where the principal value starts, in code points")
    end_char: Offset = Field(description="Where it ends (exclusive), in code points")
    verbatim: str = Field(description="The principal value exactly as it stands in the document's text")


class MappedRun(Record):
    """A stretch of a document's readable text, and where it stands in the source (code points, half open).

    Stretches of equal length are equal character by character; others correspond as a whole.
    """

    text_start: Offset
    text_end: Offset
    source_start: Offset
    source_end: Offset


class Document(Grounded):
    """One row per source document; the principal value is the headline."""

    source_uri: str = Field(description="Where the document came from: its path below the raw folder")
    content_sha256: str = Field(description="SHA-256 of the source file's bytes, in hex")
    format: SourceFormat = Field(description="Format of the source file")
    encoding: str = Field(description="Character encoding that the source file was decoded with")
    headline: str | None = Field(description="The roundup's headline")
    dek: str | None = Field(default=None, description="The line below the headline that sums the roundup up")
    dek_start_char: Offset | None = None
    dek_end_char: Offset | None = None
    introduction: str | None = Field(
        default=None, description="The running text before the first topic or paper"
    )
    introduction_start_char: Offset | None = None
    introduction_end_char: Offset | None = None
    publisher: str | None = Field(description="Who publishes the roundup, as named in it")
    publisher_start_char: Offset | None = None
    publisher_end_char: Offset | None = None
    venue: str | None = Field(description="The conference or journal that the roundup is about")
    venue_start_char: Offset | None = None
    venue_end_char: Offset | None = None
    year: int | None = Field(description="The year of the venue", ge=1900, le=2100)
    year_start_char: Offset | None = None
    year_end_char: Offset | None = None
    text: str = Field(description="The document's readable text; all offsets point into it")
    source_text: str | None = Field(
        default=None,
        description="The decoded source file if it is markup; null if it is the text",
    )
    source_map: tuple[MappedRun, ...] = Field(
        default=(), description="Which stretch of the source file each stretch of the text was read from"
    )
    candidates: dict[RecordType, int] | None = Field(
        default=None,
        description="How many of each kind of record were found: as many were loaded or rejected",
    )
    unclassified_share: float = Field(description="Share of the text labelled unclassified", ge=0, le=1)
    needs_review: bool = Field(description="Whether the document was not well understood")
    review_reasons: tuple[str, ...] = Field(description="Why it needs review; empty when it does not")
    extractor_version: str = Field(description="Version of the extractor that read the document")


class Topic(Grounded):
    """One row per topic heading that papers stand under; the principal value is the heading."""

    topic_id: str = Field(description="Key: hash of document and heading")
    position: Position
    name: NonEmpty = Field(description="The heading")
    description: str | None = Field(default=None, description="The running text below the heading")
    description_start_char: Offset | None = None
    description_end_char: Offset | None = None


class Paper(Grounded):
    """One row per paper as listed in a document; the principal value is its title."""

    paper_id: str = Field(description="Key: hash of document and title")
    topic_id: str | None = Field(description="The topic that the paper is listed under")
    position: Position
    title: NonEmpty = Field(description="The title as listed")
    work_id: str = Field(description="Same for all listings of one work: hash of the title's letters")
    et_al: bool = Field(description="Whether the printed author list ends in 'et al.'")


class Author(Grounded):
    """One row per person; the principal value is the first mention of the name."""

    author_id: str = Field(description="Key: hash of the full name")
    full_name: NonEmpty = Field(description="The name, in NFC with white space folded")
    given_name: str | None = Field(description="Given names; null where the name does not split")
    family_name: str | None = Field(description="Family name with particles; null where it does not split")


class Authorship(Grounded):
    """One row per author of a paper, in printed order; the principal value is the name."""

    paper_id: str = Field(description="The paper")
    author_id: str = Field(description="The person")
    position: Position
    name_as_printed: NonEmpty = Field(description="The name as printed at this paper")
    affiliation: str | None = Field(default=None, description="The affiliation printed with the name")
    affiliation_start_char: Offset | None = None
    affiliation_end_char: Offset | None = None


class FigureCaption(Grounded):
    """One row per figure caption; the principal value is the caption."""

    figure_id: str = Field(description="Key: hash of document, file name and caption")
    paper_id: str | None = Field(description="The paper whose title the caption quotes")
    position: Position
    file_name: str | None = Field(default=None, description="Name of the image file, as printed")
    file_name_start_char: Offset | None = None
    file_name_end_char: Offset | None = None
    caption: NonEmpty = Field(description="The caption")
    credit: str | None = Field(default=None, description="Who is credited for the image")
    credit_start_char: Offset | None = None
    credit_end_char: Offset | None = None


class JobPosting(Grounded):
    """One row per job posting; the principal value is its location line, without one its title or text.

    What it says is evidenced in ``job_facts``, value by value; null is what the text does not say.
    """

    job_id: str = Field(description="Key: hash of document, location or title, and description")
    position: Position
    location_raw: str | None = Field(description="The place as printed")
    country_code: str | None = Field(description="ISO 3166-1 alpha-2 code", pattern="^[A-Z]{2}$")
    region: str | None = Field(description="State, province or region; its code where that is printed")
    region_code: str | None = Field(default=None, description="ISO 3166-2 code of the region")
    city: str | None = Field(description="City; abbreviations spelt out, former names replaced")
    location_warnings: tuple[str, ...] = Field(description="What was guessed or not understood")
    posted_on: date | None = Field(default=None, description="The date that the posting bears")
    remote_mode: RemoteMode | None = Field(default=None, description="remote, hybrid or onsite")
    title: str | None = Field(description="Job title as printed, in a line of its own or in the text")
    seniority: str | None = Field(
        default=None, description="Level, by the words of the title: senior, intern"
    )
    employment_types: tuple[EmploymentType, ...] = Field(
        default=(), description="full_time, part_time, internship, contract"
    )
    team: str | None = Field(default=None, description="The unit or product that hires, as printed")
    employer: str | None = Field(description="Who hires, as printed")
    hours_per_week: float | None = Field(default=None, description="Hours of work a week", ge=1, le=100)
    pay_min: float | None = Field(default=None, description="Least pay, in the currency per period", ge=0)
    pay_max: float | None = Field(default=None, description="Most pay, in the currency per period", ge=0)
    pay_currency: str | None = Field(default=None, description="ISO 4217 code", pattern="^[A-Z]{3}$")
    pay_period: PayPeriod | None = Field(default=None, description="hour, day, week, month or year")
    work_authorization: tuple[str, ...] = Field(
        default=(), description="Conditions of citizenship, visa, clearance and export control"
    )
    description: str = Field(description="The posting's text")
    description_start_char: Offset
    description_end_char: Offset

    @model_validator(mode="after")
    def _pays_a_range(self) -> Self:
        if self.pay_min is not None and self.pay_max is not None and self.pay_min > self.pay_max:
            raise ValueError("the least pay is more than the most")
        return self


class JobSection(Grounded):
    """One row per titled section of a job posting; the principal value is its text."""

    job_id: str = Field(description="The posting")
    position: Position
    heading: NonEmpty = Field(description="The heading as printed")
    heading_start_char: Offset
    heading_end_char: Offset
    kind: SectionKind = Field(description="What the section is about")
    text: str = Field(description="The section's text, without its heading")


class JobSectionItem(Grounded):
    """One row per bulleted item of a section; the principal value is its text."""

    job_id: str = Field(description="The posting")
    section_position: int = Field(description="The section's position in the posting", ge=1)
    position: Position
    text: NonEmpty = Field(description="The item without its bullet")


class JobFact(Grounded):
    """One row per value that a posting states; the principal value is the words that state it."""

    job_id: str = Field(description="The posting")
    field: NonEmpty = Field(description="What the value is of: pay_min, degree, seniority, ...")
    value: NonEmpty = Field(description="The value, normalised")
    requirement: Requirement | None = Field(
        default=None, description="Whether it is required, preferred or only mentioned; null for terms"
    )
    rule: NonEmpty = Field(description="Name of the rule that read it")


class JobSkill(Grounded):
    """One row per skill named in a job posting; the principal value is its mention that counts most."""

    job_id: str = Field(description="The posting")
    skill: NonEmpty = Field(description="The skill's canonical name")
    category: SkillCategory = Field(description="language, framework, method, field, tool or soft_skill")
    requirement: Requirement = Field(default="mentioned", description="required, preferred or mentioned")


class Segment(Grounded):
    """One row per piece of a document's text; together they cover each character once."""

    label: SegmentLabel = Field(description="What the piece is: paper_title, authors, prose, ...")


class Reject(Grounded):
    """One row per candidate that was seen and refused; the principal value is the fragment."""

    record_type: RecordType = Field(description="What the candidate would have been")
    rule: NonEmpty = Field(description="Name of the rule that refused it")
    reason: NonEmpty = Field(description="What is wrong, in one sentence")
    fragment: str = Field(description="The candidate's text, cut to 500 code points")


class Extraction(Record):
    """All that one document yields; a row whose span is not its verbatim text is refused."""

    document: Document
    topics: tuple[Topic, ...]
    papers: tuple[Paper, ...]
    authors: tuple[Author, ...]
    paper_authors: tuple[Authorship, ...]
    figures: tuple[FigureCaption, ...]
    job_postings: tuple[JobPosting, ...]
    job_sections: tuple[JobSection, ...]
    job_section_items: tuple[JobSectionItem, ...]
    job_facts: tuple[JobFact, ...]
    job_skills: tuple[JobSkill, ...]
    segments: tuple[Segment, ...]
    rejects: tuple[Reject, ...]

    @model_validator(mode="after")
    def _is_grounded(self) -> Self:
        text = self.document.text
        for rows in (
            (self.document,),
            self.topics,
            self.papers,
            self.authors,
            self.paper_authors,
            self.figures,
            self.job_postings,
            self.job_sections,
            self.job_section_items,
            self.job_facts,
            self.job_skills,
            self.segments,
            self.rejects,
        ):
            for row in rows:
                if text[row.start_char : row.end_char] != row.verbatim:
                    span = f"{row.start_char}:{row.end_char}"
                    raise ValueError(
                        f"a {type(row).__name__} is not grounded: {span} is not its verbatim text"
                    )
        return self
