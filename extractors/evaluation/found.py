"""What an extractor has found, as read from the JSON that ``roundup extract`` prints.

Any other extractor that prints this form can be scored too; what it leaves out counts as not found.
"""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

Span = tuple[int, int]
"""Start and end in the document's text, in code points, half open."""


class _Found(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    span: Span | None = None


class FoundAuthor(_Found):
    """An author of a paper."""

    name: str
    affiliation: str | None = None


class FoundPaper(_Found):
    """A paper with its authors."""

    title: str
    topic: str | None = None
    et_al: bool | None = None
    authors: list[FoundAuthor] = Field(default_factory=list)


class FoundTopic(_Found):
    """A topic heading."""

    name: str


class FoundFigure(_Found):
    """A figure's caption."""

    caption: str
    file_name: str | None = None
    credit: str | None = None
    paper_title: str | None = None


class FoundLocation(_Found):
    """The place of a posting, as printed and split."""

    raw: str | None = None
    country_code: str | None = None
    region: str | None = None
    region_code: str | None = None
    city: str | None = None


class FoundSection(_Found):
    """A titled section of a posting."""

    heading: str
    kind: str | None = None
    items: list[str] = Field(default_factory=list)


class FoundFact(_Found):
    """A value that a posting states."""

    field: str
    value: str
    requirement: str | None = None


class FoundSkill(_Found):
    """A skill by its canonical name."""

    skill: str
    category: str | None = None
    requirement: str | None = None


class FoundJob(_Found):
    """A job posting."""

    location: FoundLocation | None = None
    posted_on: str | None = None
    remote_mode: str | None = None
    title: str | None = None
    seniority: str | None = None
    employment_types: list[str] = Field(default_factory=list)
    team: str | None = None
    employer: str | None = None
    hours_per_week: float | None = None
    pay_min: float | None = None
    pay_max: float | None = None
    pay_currency: str | None = None
    pay_period: str | None = None
    work_authorization: list[str] = Field(default_factory=list)
    description: str | None = None
    sections: list[FoundSection] = Field(default_factory=list)
    facts: list[FoundFact] = Field(default_factory=list)
    skills: list[FoundSkill] = Field(default_factory=list)

    @property
    def place(self) -> str:
        """The place as printed, empty where there is none."""
        return (self.location and self.location.raw) or ""


class FoundDocument(_Found):
    """The document as a whole."""

    headline: str | None = None
    venue: str | None = None
    year: int | None = None
    publisher: str | None = None
    needs_review: bool = False


class Found(BaseModel):
    """All that was found in a document; nothing, when it is made without arguments."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    document: FoundDocument = Field(default_factory=FoundDocument)
    topics: list[FoundTopic] = Field(default_factory=list)
    papers: list[FoundPaper] = Field(default_factory=list)
    figures: list[FoundFigure] = Field(default_factory=list)
    job_postings: list[FoundJob] = Field(default_factory=list)


def read_found(extracted: dict[str, Any]) -> Found:
    """Return what ``extracted``, the JSON of one document, says was found.

    Raises:
        pydantic.ValidationError: it has not the form that ``roundup extract`` prints.
    """
    return Found.model_validate(extracted)
