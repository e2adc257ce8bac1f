"""HTML to readable text: what a browser shows of a page, a block a line."""

import html
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Final, NamedTuple

from extractors.markup.elements import BLOCK, BREAKS, CLOSES, FORMATTING, HEADINGS, LINE, MARKS, VOID
from extractors.markup.html_tokens import (
    IMAGE,
    LITERAL,
    TEXT,
    TITLE,
    VALUE,
    Span,
    Tokens,
    read_attributes,
    tokenize,
)
from extractors.markup.images import Image, file_name
from extractors.markup.readable import Mark, Readable
from extractors.markup.templates import find_templates, front_matter, merge, restore, without
from extractors.markup.writer import Writer

_ENTITY = re.compile(
    r"&(?:#[xX][0-9a-fA-F]{1,6}+(?![0-9a-fA-F])|#[0-9]{1,7}+(?![0-9])|[a-zA-Z][a-zA-Z0-9]{1,31}+);?"
)
_BRACKETED = re.compile(r"\[[^\[\]]*\]")
_ADDRESS = re.compile(r"\shref\s{0,9}=", re.IGNORECASE)
_MAX_DEPTH = 256
_MAX_IMPLIED = 32
_TABLES: Final = frozenset({"td", "th", "table"})
_TEXTS: Final = frozenset({TEXT, LITERAL, VALUE})
_INLINE_CODE: Final = frozenset({"code", "span"})
_ANCHORS: Final = frozenset({"a", "a "})
_PARAGRAPH: Final = frozenset({"p"})
_HEADING_BORDERS: Final = frozenset({"div", "td", "th", "li", "section", "article"})
_LISTS: Final = frozenset({"ul", "ol"})
_unescape = lru_cache(1024)(html.unescape)


class _Opened(NamedTuple):
    """An open element: its name, the writer's length and line count where it began."""

    name: str
    start: int
    line: int


def read_html(source: str) -> Readable:
    """Return the readable text of an HTML page or fragment; any text is one.

    Jekyll's front matter and Liquid tags, which the sources of sites have, are left out.
    """
    return read_templated(source, _read_tokens)


def _read_tokens(source: str) -> tuple[Readable, Span | None]:
    tokens = Tokens(source)
    tokenize(tokens, 0, len(source))
    tokens.reveal()
    reader = HtmlReader(Writer(source))
    reader.feed(tokens)
    return reader.writer.finish(), reader.title


def read_templated(
    source: str,
    read: Callable[[str], tuple[Readable, Span | None]],
    find_more: Callable[[str, int], Iterator[Span]] | None = None,
) -> Readable:
    """Return what ``read`` makes of ``source`` without front matter and templates, its title put first.

    ``read`` returns the page, and where its own title stands in what it was given; ``find_more`` finds what
    else is left out.
    """
    front = front_matter(source)
    begin, title = front.end, front.title
    found = [(0, begin), *find_templates(source, begin), *(find_more(source, begin) if find_more else ())]
    gaps = without(source, merge(found))
    page, own_title = read(gaps.text)
    if title is None:
        page = with_title(page, gaps.text, own_title)
    page = restore(page, gaps)
    if front.details:
        page = _with_details(page, source, front.details)
    return with_title(page, source, title, is_html=False)


def _with_details(page: Readable, source: str, details: Sequence[tuple[Span, Span]]) -> Readable:
    """Put the keys and values of a job's front matter first, a line each."""
    writer = Writer(source)
    for key, value in details:
        writer.want_break(LINE)
        writer.copy(*key)
        writer.copy(key[1], key[1] + 1)
        writer.copy(*value)
    return _joined(writer.finish(), page)


def with_title(page: Readable, source: str, title: Span | None, *, is_html: bool = True) -> Readable:
    """Put the page's own title first where it has no heading of the first level."""
    if title is None or any(mark.kind == "h1" for mark in page.marks):
        return page
    reader = HtmlReader(Writer(source))
    if is_html:
        reader.copy_decoded(*title)
    else:
        reader.writer.copy(*title)
    reader.writer.mark("title", 0)
    return _joined(reader.writer.finish(), page)


def _joined(head: Readable, page: Readable) -> Readable:
    """Return a page with a head above it, a blank line between."""
    if not head.text or not page.text:
        return head if head.text else page
    shift = len(head.text) + BLOCK
    marks = tuple(Mark(kind, start + shift, end + shift) for kind, start, end in page.marks)
    runs = tuple((start + shift, end + shift, first, last) for start, end, first, last in page.source_map)
    return Readable(head.text + "\n" * BLOCK + page.text, head.marks + marks, head.source_map + runs)


class HtmlReader:
    """Feeds tokens to a writer, as a browser would show them."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.title: Span | None = None
        """Where the first title of the page stands."""
        self._source = writer.source
        self._open: list[_Opened] = []
        self._counts: Counter[str] = Counter()
        self._too_deep: Counter[str] = Counter()
        self._image: Image | None = None
        self._has_images = False
        self._image_line_ended = False
        # Of each open figure, whether it has a caption.
        self._figures: list[bool] = []

    def feed(self, tokens: Tokens) -> None:
        """Read all tokens."""
        names, starts, ends, dropped = tokens.names, tokens.starts, tokens.ends, tokens.dropped
        at, count = 0, len(names)
        while at < count:
            name = names[at]
            if name in _TEXTS:
                self._text(name, starts[at], ends[at], tokens.values.get(at) if name == VALUE else None)
            elif name[0] == "/":
                self._close(name[1:])
            elif name[0] == "#":
                self._special(tokens, at)
            elif at in dropped:
                if name in BREAKS:
                    self._break(LINE)
                at = dropped[at]
            elif name == "img":
                self._hold_image(_read_image(self._source, starts[at], ends[at]))
            else:
                self._open_element(name, starts[at], ends[at])
                if name == "figure" and self._open[-1].name == name and not self._too_deep[name]:
                    self._figures.append(_has_caption(tokens, at))
            at += 1
        self._break(LINE)
        while self._open:
            self._end(self._open.pop())

    def _special(self, tokens: Tokens, at: int) -> None:
        name, start, end = tokens.names[at], tokens.starts[at], tokens.ends[at]
        if name == IMAGE:
            self._hold_image(tokens.values[at])
        elif name == TITLE:
            self.title = self.title or (start, end)
        elif self._image:
            self._image_line_ended = True
        else:  # the line of a Markdown paragraph ends
            self.writer.soften_break()

    def _text(self, name: str, start: int, end: int, value: str | None) -> None:
        if self._has_images and not self._goes_beside_image(start, end):
            return
        if value is not None:
            self.writer.replace(value, start, end)
        elif name == TEXT:
            self.copy_decoded(start, end)
        elif self._counts["pre"]:
            self.writer.copy_code(start, end)
        else:
            self.writer.copy(start, end)

    def _goes_beside_image(self, start: int, end: int) -> bool:
        """Settle what becomes of the image before a text: alone, it is a line; beside text, an icon."""
        text = self._source[start:end]
        if not (_unescape(text) if "&" in text and len(text) < _MAX_DEPTH else text).strip():
            return False
        if self._image and (self._figures or self._image_line_ended):
            self._write_image()
        self._forget_images()
        return True

    def copy_decoded(self, start: int, end: int) -> None:
        """Write a stretch of the source that may hold entities."""
        copy = self.writer.copy_code if self._counts["pre"] else self.writer.copy
        if self._source.find("&", start, end) < 0:
            copy(start, end)
            return
        at = start
        for entity in _ENTITY.finditer(self._source, start, end):
            value = _unescape(entity.group())
            if value == entity.group():
                continue
            if entity.start() > at:
                copy(at, entity.start())
            self.writer.replace(value, *entity.span())
            at = entity.end()
        if at < end:
            copy(at, end)

    def _break(self, size: int) -> None:
        if self._has_images:
            self._write_image()
            self._forget_images()
        self.writer.want_break(size)

    def _open_element(self, name: str, start: int, end: int) -> None:
        if name == "br":
            if self._has_images:
                self._break(LINE)
            else:
                self.writer.break_line()
            return
        if name in CLOSES:
            self._close_implied(*CLOSES[name])
        if name in BREAKS:
            self._begin_block(name)
        if name in VOID:
            return
        if len(self._open) >= _MAX_DEPTH:
            self._too_deep[name] += 1
            return
        if name == "a" and start < end and not _ADDRESS.search(self._source, start, end):
            name = "a "  # an anchor, not a link: it is closed like one
        self._open.append(_Opened(name, self.writer.length, self.writer.line_count))
        self._counts[name] += 1

    def _begin_block(self, name: str) -> None:
        if self._counts["p"]:
            self._close_implied(_PARAGRAPH, _TABLES)
        if name in HEADINGS:
            self._close_implied(HEADINGS, _HEADING_BORDERS)
        if name in _LISTS and self._counts["li"]:
            # What an item lists stands right below its own line.
            self._break(LINE)
            self.writer.tighten()
        else:
            self._break(BREAKS[name])

    def _close(self, name: str) -> None:
        if self._too_deep[name]:
            self._too_deep[name] -= 1
            if name in BREAKS:
                self._break(BREAKS[name])
        elif name in FORMATTING:
            self._close_formatting(name)
        elif name in HEADINGS:
            self._close_implied(HEADINGS, _HEADING_BORDERS)
        elif name == "br":
            self.writer.break_line()
        elif self._counts[name]:
            while self._end(self._open.pop()) != name:
                pass
        elif name == "p":
            self._break(BLOCK)

    def _close_formatting(self, closed: str) -> None:
        """Close the innermost element of this name, but none of what stands open in it."""
        names = _ANCHORS if closed == "a" else {closed}
        if not any(self._counts[name] for name in names):
            return
        for depth in range(len(self._open) - 1, max(-1, len(self._open) - 1 - _MAX_IMPLIED), -1):
            name = self._open[depth].name
            if name in names:
                self._end(self._open.pop(depth))
                return
            if name in _TABLES:
                return

    def _close_implied(self, names: AbstractSet[str], borders: AbstractSet[str]) -> None:
        for depth in range(len(self._open) - 1, max(-1, len(self._open) - 1 - _MAX_IMPLIED), -1):
            name = self._open[depth].name
            if name in names:
                while len(self._open) > depth:
                    self._end(self._open.pop())
                return
            if name in borders:
                return

    def _end(self, element: _Opened) -> str:
        name = element.name
        self._counts[name] -= 1
        size = BREAKS.get(name, 0)
        if size and self._has_images:
            self._write_image()
            self._forget_images()
        kind = MARKS.get(name)
        if kind and not (kind in _INLINE_CODE and self._counts["pre"]):
            self.writer.mark(kind, element.start)
        if name == "figure":
            self._figures.pop()
        if size:
            is_inner = name == "dt" or (name in _LISTS and self._counts["li"])
            self.writer.want_break(LINE if is_inner else size)
            if name in ("div", "center") or (name == "li" and not self._counts["li"]):
                self.writer.part_lines(element.line)
        return name

    def _hold_image(self, image: Image | None) -> None:
        """Keep an image until it is known whether it stands alone in its block."""
        if image is None:
            return
        if not self.writer.at_line_start:
            if not self._figures or self._counts["figcaption"]:
                return
            self._break(LINE)
        if self._figures and self._image:
            self._write_image()
        # Several in a row, outside of a figure, are badges.
        self._image = image if self._figures or not self._has_images else None
        self._has_images = True

    def _forget_images(self) -> None:
        self._image, self._has_images, self._image_line_ended = None, False, False

    def _write_image(self) -> None:
        """Write an image that stands by itself: its file name, and what it shows."""
        image, self._image = self._image, None
        found = file_name(image) if image else None
        if image is None or found is None:
            return
        name = found[0]
        self.writer.want_break(LINE)
        self.writer.replace(*found)
        self.writer.want_break(LINE)
        if self._figures and self._figures[-1]:
            return
        pieces = [
            _unescape(self._source[start:end]) if value is None else value
            for value, start, end in image.description
        ]
        shown = "".join(pieces).strip()
        # One word, or one in brackets, names an icon outside of figures: "teaser", "[Back]".
        is_icon = not self._figures and (" " not in shown or _BRACKETED.fullmatch(shown) is not None)
        if shown in ("", name, name.rpartition(".")[0]) or is_icon:
            return
        for value, start, end in image.description:
            if value is None:
                self.copy_decoded(start, end)
            else:
                self.writer.replace(value, start, end)
        self.writer.want_break(LINE)


def _read_image(source: str, start: int, end: int) -> Image | None:
    attributes = read_attributes(source, start, end)
    place = attributes.get("src") or attributes.get("data-src")
    if place is None:
        return None
    shown = attributes.get("alt")
    return Image(source[slice(*place)], place, ((None, *shown),) if shown else ())


def _has_caption(tokens: Tokens, figure: int) -> bool:
    """Tell whether the figure that token ``figure`` opens has a caption of its own."""
    if figure not in tokens.figures:
        return False
    caption = bisect_left(tokens.captions, figure)
    return caption < len(tokens.captions) and tokens.captions[caption] < tokens.figures[figure]
