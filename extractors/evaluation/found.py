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
    """The place of a posting, as printed."""

    raw: str | None = None


class FoundSection(_Found):
    """A titled section of a posting."""

    heading: str


class FoundJob(_Found):
    """A job posting."""

    location: FoundLocation | None = None
    title: str | None = None
    description: str | None = None
    sections: list[FoundSection] = Field(default_factory=list)

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
