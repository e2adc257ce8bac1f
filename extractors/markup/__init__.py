"""Markup to readable text, with the way back: HTML and Markdown."""

from extractors.markup.html import read_html
from extractors.markup.markdown import read_markdown
from extractors.markup.readable import Mark, Readable, to_source

__all__ = ["Mark", "Readable", "read_html", "read_markdown", "to_source"]
