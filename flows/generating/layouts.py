"""Layouts: each writes a page in one way that real pages are written; here are those of plain text."""

from collections.abc import Callable, Sequence
from typing import Final, Literal, NamedTuple

from flows.generating.pages import Page, Paper

Format = Literal["txt", "md", "html"]
ABOUT_ROLE: Final = "About the role"


class Layout(NamedTuple):
    """A layout: what it prints of a page, and how."""

    name: str
    format: Format
    write: Callable[[Page], str]
    has_topics: bool = True
    has_figures: bool = True
    has_abstracts: bool = False
    # Postings are cards, a place line and a text, rather than ads with a title and a first section.
    has_cards: bool = True


def and_last(names: Sequence[str], *, comma: bool = False) -> str:
    """Return names as a sentence lists them."""
    *others, last = names
    if not others:
        return last
    return f"{', '.join(others)}{',' if comma and len(others) > 1 else ''} and {last}"


def _text(
    write_paper: Callable[[Paper, int], str], *, topics: bool = True, figures: bool = True
) -> Callable[[Page], str]:
    """Return a writer of plain text that differs from the others in how it writes a paper."""

    def write(page: Page) -> str:
        blocks = [page.headline, page.dek, page.introduction, *page.talk]
        number = 0
        for topic in page.topics:
            if topics:
                blocks += [topic.name, topic.blurb]
            if figures and topic.figure:
                blocks.append(f"{topic.figure.file}\n{topic.figure.caption}")
            for paper in topic.papers:
                number += 1
                blocks.append(write_paper(paper, number))
        return "\n\n".join([*blocks, *_jobs(page)]) + "\n"

    return write


def _jobs(page: Page) -> list[str]:
    if not page.jobs:
        return []
    cards = "\n".join([f"{job.place}\n{job.body}" for job in page.jobs])
    return [*(["Research areas", "Related content"] if page.topics else []), cards]


def _titles_over_authors(paper: Paper, _: int) -> str:
    return f"{paper.title}\n{', '.join(paper.authors)}"


def _authors_over_titles(paper: Paper, _: int) -> str:
    return f"{', '.join(paper.authors)}\n{paper.title}"


def _one_line(paper: Paper, _: int) -> str:
    return f"“{paper.title}” — {and_last(paper.authors)}"


def _bullets(paper: Paper, _: int) -> str:
    return f"• {paper.title}\n  {and_last(paper.authors, comma=True)}"


def _numbered(paper: Paper, number: int) -> str:
    return f"{number}. {paper.title}\n{'; '.join(paper.authors)}"


def _labels(paper: Paper, _: int) -> str:
    return f"Title: {paper.title}\nAuthors: {', '.join(paper.authors)}\nAbstract: {paper.abstract}"


def _abstracts(paper: Paper, _: int) -> str:
    return f"{paper.title}\n\n{', '.join(paper.authors)}\n\n{paper.abstract}\n\nRead more"


def _by_lines(paper: Paper, _: int) -> str:
    return f"{paper.title}\nBy {and_last(paper.authors)}"


TEXT_LAYOUTS: Final = (
    Layout("titles_over_authors", "txt", _text(_titles_over_authors)),
    Layout("authors_over_titles", "txt", _text(_authors_over_titles, figures=False), has_figures=False),
    Layout("one_line", "txt", _text(_one_line)),
    Layout("bullets", "txt", _text(_bullets, figures=False), has_figures=False),
    Layout("numbered", "txt", _text(_numbered)),
    Layout(
        "labels",
        "txt",
        _text(_labels, topics=False, figures=False),
        has_topics=False,
        has_figures=False,
        has_abstracts=True,
    ),
    Layout(
        "abstracts",
        "txt",
        _text(_abstracts, topics=False, figures=False),
        has_topics=False,
        has_figures=False,
        has_abstracts=True,
    ),
    Layout("by_lines", "txt", _text(_by_lines)),
)
