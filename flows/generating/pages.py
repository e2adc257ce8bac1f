"""What a page says, before any layout: the generator's records."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Paper(NamedTuple):
    """A paper as the page prints it."""

    title: str
    authors: tuple[str, ...]
    abstract: str


class Figure(NamedTuple):
    """A figure: the name of its file, and a caption that quotes a paper's title."""

    file: str
    caption: str
    title: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A heading with a paragraph, papers and perhaps a figure."""

    name: str
    blurb: str
    papers: list[Paper]
    figure: Figure | None


class Section(NamedTuple):
    """A titled part of a posting: bulleted items, or a paragraph."""

    heading: str
    items: list[str]
    text: str


@dataclass(frozen=True, slots=True)
class Job:
    """A job posting; ``facts`` are the fields of its gold that its text states."""

    place: str
    title: str
    opening: str
    sections: list[Section]
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def body(self) -> str:
        """The posting as one paragraph, as cards below a roundup print it."""
        parts = [self.opening]
        for section in self.sections:
            parts.append(section.heading)
            parts += [f"- {item}" for item in section.items]
            if section.text:
                parts.append(section.text)
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Page:
    """A page; what it does not have is empty."""

    publisher: str
    venue: str
    year: int
    headline: str
    dek: str
    introduction: str
    topics: list[Topic]
    jobs: list[Job]
    # Paragraphs of an interview, which holds neither papers nor jobs.
    talk: list[str]

    @property
    def papers(self) -> list[tuple[Paper, str]]:
        """All papers, each with the name of its topic."""
        return [(paper, topic.name) for topic in self.topics for paper in topic.papers]
