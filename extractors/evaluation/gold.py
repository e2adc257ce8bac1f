"""Gold: what a person says that a document holds. One JSON file beside each document."""

import codecs
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from extractors.errors import TerminalError


class GoldError(TerminalError):
    """A gold file cannot be used."""

    def __init__(self, name: str, problem: str) -> None:
        self.name = name
        super().__init__(f"{name}: {problem}; correct the gold file")


class _Gold(BaseModel):
    """Keys that are not known are ignored; types are not converted."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    def states(self, field: str) -> bool:
        """Tell whether the file has ``field``, be it as null: only then is it scored."""
        return field in self.model_fields_set


def _or_plain(field: str) -> Callable[[Any], Any]:
    """Return what turns a plain string into an object that has it under ``field``."""

    def read(value: Any) -> Any:
        if isinstance(value, str):
            return {field: value}
        if isinstance(value, dict | BaseModel):
            return value
        raise ValueError(f'should be a string or an object with "{field}"')

    return read


class GoldAuthor(_Gold):
    """An author: a name, or an object that says the affiliation too."""

    name: str
    affiliation: str | None = None

    _plain = model_validator(mode="before")(_or_plain("name"))


class GoldPaper(_Gold):
    """A paper; ``topic`` is not compared where it is null."""

    title: str
    authors: list[GoldAuthor]
    topic: str | None = None
    et_al: bool | None = None


class GoldCaption(_Gold):
    """A figure's caption; ``paper`` is the title that it quotes."""

    text: str
    file: str | None = None
    credit: str | None = None
    paper: str | None = None

    _plain = model_validator(mode="before")(_or_plain("text"))


class GoldSection(_Gold):
    """A titled section of a posting: a heading, or an object that says its kind and its items too."""

    heading: str
    kind: str | None = None
    items: list[str] = Field(default_factory=list)

    _plain = model_validator(mode="before")(_or_plain("heading"))


class GoldSkill(_Gold):
    """A skill as printed or by its canonical name, or an object that says more of it."""

    skill: str
    category: str | None = None
    requirement: str | None = None

    _plain = model_validator(mode="before")(_or_plain("skill"))


class GoldRequirement(_Gold):
    """A degree or a field of study."""

    value: str
    requirement: str | None = None

    _plain = model_validator(mode="before")(_or_plain("value"))


class GoldYears(_Gold):
    """Years of experience; ``max`` is null for "3+ years"."""

    min: float
    max: float | None = None
    requirement: str | None = None


class GoldPay(_Gold):
    """What a posting pays, in the currency per period."""

    min: float | None = None
    max: float | None = None
    currency: str | None = None
    period: str | None = None


class GoldJob(_Gold):
    """A job posting; what the gold does not state is not scored, and a null should stay empty."""

    location: str | None = None
    body: str | None = None
    country_code: str | None = None
    region: str | None = None
    region_code: str | None = None
    city: str | None = None
    posted_on: str | None = None
    remote_mode: str | None = None
    title: str | None = None
    seniority: str | None = None
    employment_type: list[str] = Field(default_factory=list)
    team: str | None = None
    employer: str | None = None
    hours_per_week: float | None = None
    pay: GoldPay | None = None
    work_authorization: list[str] = Field(default_factory=list)
    degrees: list[GoldRequirement] = Field(default_factory=list)
    fields_of_study: list[GoldRequirement] = Field(default_factory=list)
    years_of_experience: list[GoldYears] = Field(default_factory=list)
    sections: list[GoldSection] = Field(default_factory=list)
    skills: list[GoldSkill] = Field(default_factory=list)


class GoldTopic(_Gold):
    """A topic heading."""

    name: str

    _plain = model_validator(mode="before")(_or_plain("name"))


class Gold(_Gold):
    """What a document holds; a table that the file does not name is not scored.

    ``partial`` gold does not list everything, so that what is found beyond it is no error.
    """

    papers: list[GoldPaper]
    captions: list[GoldCaption] = Field(default_factory=list)
    jobs: list[GoldJob] = Field(default_factory=list)
    topics: list[GoldTopic] = Field(default_factory=list)
    headline: str | None = None
    venue: str | None = None
    year: int | None = None
    publisher: str | None = None
    partial: bool = False
    family: str | None = None

    @property
    def has_bodies(self) -> bool:
        """Whether the text of any posting is known; if not, postings are compared by their place."""
        return any(job.body for job in self.jobs)


def read_gold(content: bytes, *, name: str) -> Gold:
    """Return the gold in a JSON file's bytes.

    Raises:
        GoldError: it is no UTF-8 or JSON, or not of this form; the message begins with ``name``.
    """
    try:
        return Gold.model_validate_json(content.removeprefix(codecs.BOM_UTF8))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        problem = first["msg"].removeprefix("Value error, ")
        raise GoldError(name, f"{place}: {problem}" if place else problem) from error
