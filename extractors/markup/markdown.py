"""Markdown to readable text: read as the HTML that it stands for, raw HTML, front matter and Liquid included.

pyromark (pulldown-cmark) parses: CommonMark with byte ranges, in linear time.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, Final

import pyromark

from extractors.markup.html import HtmlReader
from extractors.markup.html_tokens import Token, tokenize
from extractors.markup.readable import Readable
from extractors.markup.writer import Writer

_OPTIONS: Final = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
    | pyromark.Options.ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
)
_NAMES: Final = {
    "Paragraph": "p", "BlockQuote": "blockquote", "CodeBlock": "pre", "List": "ul", "Item": "li", "Emphasis": "em",
    "Strong": "strong", "Link": "a", "Table": "table", "TableHead": "tr", "TableRow": "tr", "TableCell": "td",
    "FootnoteDefinition": "p", "DefinitionList": "dl", "DefinitionListTitle": "dt", "DefinitionListDefinition": "dd",
    "Strikethrough": "s", "Superscript": "sup", "Subscript": "sub", "HtmlBlock": "",
}  # fmt: skip
# Templates and attribute lists that site generators put into Markdown; none is text. Each is bounded.
_LIQUID = re.compile(r"\{%[^%{}\n]{0,300}%\}|\{\{[^{}\n]{0,300}\}\}|\{[:#][^{}\n]{0,200}\}")
_TITLE = re.compile(r"^title\s*[:=]\s*(?P<quote>[\"']?)(?P<title>[^\n]{1,300}?)(?P=quote)[ \t\r]*$", re.MULTILINE)


def read_markdown(source: str) -> Readable:
    """Return the readable text of a Markdown document; any text is one."""
    gaps = [found.span() for found in _LIQUID.finditer(source)]
    blanked = _blank(source, gaps)
    tokens = [piece for token in _tokens(blanked) for piece in _around_gaps(token, gaps)]
    writer = Writer(source)
    has_heading = any(token.kind == "open" and token.name == "h1" for token in tokens)
    HtmlReader(writer, has_heading=has_heading).feed(tokens)
    return writer.finish()


def _blank(source: str, gaps: list[tuple[int, int]]) -> str:
    """Return ``source`` with spaces in place of its gaps, so that places stay."""
    parts, at = [], 0
    for start, end in gaps:
        parts += [source[at:start], " " * (end - start)]
        at = end
    return "".join([*parts, source[at:]]) if gaps else source


def _around_gaps(token: Token, gaps: list[tuple[int, int]]) -> Iterator[Token]:
    """Yield a text token without the gaps in it; other tokens as they are."""
    if token.kind != "text" or not gaps:
        yield token
        return
    index = max(0, bisect_right(gaps, (token.start,)) - 1)
    at = token.start
    is_cut = False
    while index < len(gaps) and gaps[index][0] < token.end:
        start, end = gaps[index]
        if end > at:
            if start > at:
                yield token._replace(start=at, end=start, value=None)
            at, is_cut = min(end, token.end), True
        index += 1
    if not is_cut:
        yield token
    elif at < token.end:
        yield token._replace(start=at, value=None)


def _tokens(source: str) -> Iterator[Token]:
    offsets = _code_points(source)
    image: list[Any] | None = None
    in_metadata = False
    for event, span in pyromark.events_with_range(source, options=_OPTIONS):
        start, end = span["start"], span["end"]
        if offsets is not None:
            start, end = offsets[start], offsets[end]
        if event == "SoftBreak" or event == "HardBreak":
            yield Token("open", "br", start, start)
            continue
        if event == "Rule":
            yield Token("open", "hr", start, start)
            continue
        if isinstance(event, str):
            continue
        ((kind, value),) = event.items()
        if kind in ("Start", "End"):
            tag = value if isinstance(value, str) else next(iter(value))
            if tag == "MetadataBlock":
                in_metadata = kind == "Start"
                if in_metadata:
                    yield from _front_matter(source, start, end)
            elif tag == "Image":
                if kind == "Start":
                    image = [str(value["Image"]["dest_url"]), None, None, start, end]
                elif image is not None:
                    inner = (image[1], image[2]) if image[1] is not None else None
                    yield Token("image", "", image[3], image[4], image[0], inner)
                    image = None
            else:
                name = _name(tag, value)
                if name:
                    yield Token("open" if kind == "Start" else "close", name, start, start)
        elif in_metadata:
            continue
        elif image is not None:
            image[1] = start if image[1] is None else image[1]
            image[2] = end
        elif kind in ("Html", "InlineHtml"):
            yield from tokenize(source, start, end)
        elif kind == "Code":
            yield Token("open", "code", start, start)
            inner_start = source.find(str(value), start, end)
            if inner_start >= 0:
                yield Token("text", "", inner_start, inner_start + len(value), str(value))
            else:
                yield Token("text", "", start, end, str(value))
            yield Token("close", "code", end, end)
        elif kind == "Text":
            yield Token("text", "", start, end, str(value))


def _name(tag: str, value: Any) -> str:
    if tag == "Heading":
        level = value["Heading"]["level"] if isinstance(value["Heading"], dict) else value["Heading"]
        return str(level).lower()
    return _NAMES.get(tag, "")


def _front_matter(source: str, start: int, end: int) -> Iterator[Token]:
    """Yield the title of the front matter as that of the page."""
    found = _TITLE.search(source, start, end)
    if found:
        yield Token("raw", "title", *found.span("title"))


def _code_points(source: str) -> "array[int] | None":
    """Return the place in code points of each place in UTF-8 bytes; ``None`` where they are the same."""
    if source.isascii():
        return None
    offsets = array("I", [0])
    for index, char in enumerate(source):
        width = 1 if char < "\x80" else 2 if char < "\u0800" else 3 if char < "\U00010000" else 4
        for _ in range(width - 1):
            offsets.append(index)
        offsets.append(index + 1)
    return offsets
