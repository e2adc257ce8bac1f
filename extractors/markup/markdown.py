"""Markdown to readable text: read as the HTML that it stands for, raw HTML and site templates included.

pyromark (pulldown-cmark) parses: CommonMark with byte ranges, in time linear in the text.
"""

import re
from bisect import bisect_left
from itertools import pairwise
from typing import Any, Final

import pyromark

from extractors.markup.html import HtmlReader, read_templated
from extractors.markup.html_tokens import IMAGE, LITERAL, VALUE, Span, Tokens, tokenize
from extractors.markup.images import Image
from extractors.markup.readable import Readable
from extractors.markup.templates import find_boxes
from extractors.markup.writer import Writer

_OPTIONS: Final = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_DEFINITION_LIST
    | pyromark.Options.ENABLE_TASKLISTS
)
_NAMES: Final = {
    "Paragraph": "p", "BlockQuote": "blockquote", "CodeBlock": "pre", "List": "ul", "Item": "li",
    "Emphasis": "em", "Strong": "strong", "Link": "a",
    "Table": "table", "TableHead": "tr", "TableRow": "tr", "TableCell": "td",
    "FootnoteDefinition": "div", "DefinitionList": "dl", "DefinitionListTitle": "dt",
    "DefinitionListDefinition": "dd",
}  # fmt: skip
_INLINES = frozenset({"Emphasis", "Strong", "Link", "Heading"})
_UNREADABLE = re.compile("[\0\ud800-\udfff]")
# An element without content, alone on its line, and Markdown in the next: CommonMark reads on as HTML up to
# a blank line, but kramdown (Jekyll), which many such pages are written for, does not.
_VOID_LINE = re.compile(
    r"^[ ]{0,3}<(?:hr|br|img)\b[^<>\n]{0,2000}>[ \t]*\n(?=#{1,6}[ ]|\*\*|__|[-*+][ ]|\d{1,3}\.[ ]|\[)",
    re.IGNORECASE | re.MULTILINE,
)
_EVENTS: Final = {"SoftBreak": "#soft", "HardBreak": "br", "Rule": "hr"}


def read_markdown(source: str) -> Readable:
    """Return the readable text of a Markdown document; any text is one.

    Source: CommonMark 0.31 with the tables, footnotes, task lists and strikethrough of GitHub, the definition
    lists of kramdown, and its end of HTML behind a void element; Jekyll's front matter and Liquid tags are
    left out.
    """
    return read_templated(source, _read_tokens, find_boxes)


def _read_tokens(source: str) -> tuple[Readable, Span | None]:
    tokens = Tokens(source)
    _Parser(tokens).parse()
    tokens.reveal()
    reader = HtmlReader(Writer(source))
    reader.feed(tokens)
    return reader.writer.finish(), reader.title


class _Parser:
    """Turns the events of the Markdown parser into tokens."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        # The parser takes valid Unicode only; places stay.
        self._text = _UNREADABLE.sub("\ufffd", tokens.source)
        self._parsed, self._added = _end_html(self._text)
        self._bytes = b"" if self._parsed.isascii() else self._parsed.encode()
        self._byte = self._char = 0
        self._html: Span | None = None
        self._image: Any = None
        self._alt: list[tuple[str, int, int]] = []
        self._inlines = 0

    def parse(self) -> None:
        """Append the tokens of the whole text."""
        add = self._tokens.add
        event: Any
        for event, places in pyromark.events_with_range(self._parsed, options=_OPTIONS):
            if isinstance(event, str):
                self._flush_html()
                name = _EVENTS.get(event)
                if self._image:
                    self._alt.append((" ", *self._span(places)))
                elif event == "SoftBreak" and self._inlines:
                    # A line end in the source only: what is set apart goes on.
                    self._tokens.values[len(self._tokens.names)] = " "
                    add(VALUE, *self._span(places))
                elif name:
                    add(name, 0, 0)
                continue
            kind, value = event.popitem()
            if kind == "Text" or kind == "Code":  # noqa: PLR1714 - a set would hash each kind
                self._flush_html()
                self._add_text(kind, value, *self._span(places))
            elif kind == "Start":
                self._flush_html()
                self._start(value, places)
            elif kind == "End":
                self._flush_html()
                self._end(value, places)
            elif kind in ("Html", "InlineHtml"):
                self._add_html(*self._span(places))
        self._flush_html()

    def _span(self, places: Any) -> Span:
        return self._place_of(places["start"]), self._place_of(places["end"])

    def _place_of(self, byte: int) -> int:
        """Return the place in the source (code points) of a place in what is parsed (bytes)."""
        place = self._place(byte) if self._bytes else byte
        return place - bisect_left(self._added, place) if self._added else place

    def _place(self, byte: int) -> int:
        """Return the place in code points of a place in bytes; near the last one asked for."""
        if byte >= self._byte:
            self._char += len(self._bytes[self._byte : byte].decode())
        else:
            self._char -= len(self._bytes[byte : self._byte].decode())
        self._byte = byte
        return self._char

    def _start(self, value: Any, places: Any) -> None:
        if isinstance(value, str):
            name = _NAMES.get(value)
        else:
            ((tag, detail),) = value.items()
            name = _NAMES.get(tag)
            if tag == "Heading":
                name = detail["level"].lower()
            elif tag == "Image":
                self._image = self._image or (detail["dest_url"], self._place_of(places["start"]))
        self._inlines += _tag(value) in _INLINES
        if name and not self._image:
            self._tokens.add(name, 0, 0)

    def _end(self, value: Any, places: Any) -> None:
        self._inlines -= _tag(value) in _INLINES
        if value == "Image":
            self._end_image(self._place_of(places["end"]))
        elif not self._image:
            name = value["Heading"].lower() if "Heading" in value else _NAMES.get(_tag(value))
            if name:
                self._tokens.add(f"/{name}", 0, 0)

    def _end_image(self, end: int) -> None:
        if self._image is None:
            return
        address, start = self._image
        shown = tuple(self._alt)
        self._image, self._alt = None, []
        at = self._text.find(address, shown[-1][2] if shown else start, end)
        # The address of an image by reference stands elsewhere: the image stands for it.
        place = (at, at + len(address)) if at >= 0 else (start, end)
        self._tokens.values[len(self._tokens.names)] = Image(address, place, shown)
        self._tokens.add(IMAGE, start, end)

    def _add_text(self, kind: str, value: str, start: int, end: int) -> None:
        if self._image:
            self._alt.append((value, start, end))
            return
        tokens, text = self._tokens, self._text
        if kind == "Code":
            tokens.add("code", 0, 0)
            inner = text[start:end].replace("\n", " ").find(value)
            if inner >= 0:
                start, end = start + inner, start + inner + len(value)
        written = text[start:end]
        if value == written or value == written.replace("\r\n", "\n"):
            tokens.add(LITERAL, start, end)
        else:
            tokens.values[len(tokens.names)] = value
            tokens.add(VALUE, start, end)
        if kind == "Code":
            tokens.add("/code", 0, 0)

    def _add_html(self, start: int, end: int) -> None:
        """Keep raw HTML until it ends: a comment may run over many lines."""
        if self._image:
            return
        if self._html and self._html[1] == start:
            self._html = (self._html[0], end)
        else:
            self._flush_html()
            self._html = (start, end)

    def _flush_html(self) -> None:
        if self._html:
            tokenize(self._tokens, *self._html)
            self._html = None


def _end_html(text: str) -> tuple[str, list[int]]:
    """Return a text with blank lines added where HTML ends without one, and where these are in it."""
    ends = [found.end() for found in _VOID_LINE.finditer(text)] if "<" in text else []
    if not ends:
        return text, []
    pieces = [text[start:end] for start, end in pairwise([0, *ends, len(text)])]
    return "\n".join(pieces), [end + number for number, end in enumerate(ends)]


def _tag(value: Any) -> str:
    return value if isinstance(value, str) else str(next(iter(value)))
