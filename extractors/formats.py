"""Formats of source files: told by the file's name, read to text for people."""

from pathlib import PurePosixPath
from typing import Final, NamedTuple

from extractors.markup import Mark, read_html, read_markdown
from extractors.markup.readable import Run
from extractors.records import SourceFormat

SUFFIXES: Final[dict[str, SourceFormat]] = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
}


class Page(NamedTuple):
    """A decoded source file and its readable text (all offsets in code points)."""

    format: SourceFormat
    source: str
    text: str
    marks: tuple[Mark, ...] = ()
    source_map: tuple[Run, ...] = ()


def format_of(name: str) -> SourceFormat:
    """Return the format of the file ``name``; plain text unless its suffix says otherwise."""
    return SUFFIXES.get(PurePosixPath(name).suffix.lower(), "text")


def read(source: str, source_format: SourceFormat) -> Page:
    """Return the readable text of ``source``; plain text is its own."""
    if source_format == "text":
        return Page("text", source, source)
    readable = read_html(source) if source_format == "html" else read_markdown(source)
    return Page(source_format, source, readable.text, readable.marks, readable.source_map)
