"""HTML to readable text: what a browser shows of a page, a block a line."""

import html
import re
from collections import Counter
from collections.abc import Sequence, Set
from typing import Final, NamedTuple
from urllib.parse import unquote

from extractors.markup.html_tokens import Token, read_attributes, tokenize
from extractors.markup.readable import Readable
from extractors.markup.writer import Writer

_BLOCKS: Final = frozenset(
    """address article aside blockquote body center details dialog div dl dd dt fieldset figcaption figure footer form
    header hgroup hr html legend main ol p pre section summary table tbody tfoot thead caption ul h1 h2 h3 h4 h5 h6
    nav menu search title""".split()  # noqa: SIM905
)
_LINES: Final = frozenset({"li", "td", "th", "option", "br", "dd", "dt"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MARKS: Final = {
    "b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis", "cite": "emphasis", "a": "link",
    "code": "code", "pre": "code", "span": "span", "figcaption": "caption", "td": "cell", "th": "cell", "li": "item",
    **{name: name for name in _HEADINGS},
}  # fmt: skip
_DROPPED: Final = frozenset(
    """script style template noscript svg iframe object embed select button textarea input nav dialog audio video canvas
    math map noembed noframes xmp datalist""".split()  # noqa: SIM905
)
_NEVER_HIDDEN: Final = frozenset({"html", "body", "main", "article"})
_VOID: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|visually-hidden|visuallyhidden|screen-reader-text|screen-reader|d-none|hidden|is-hidden|offscreen)(?:\s|$)"
)
_ENTITY = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,8}|#[0-9]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_MAX_DEPTH = 256
_MAX_IMPLIED = 32
# What an opening tag ends without saying so, up to the next border.
_CLOSES: Final = {
    "li": ({"li"}, {"ul", "ol", "menu"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "tr": ({"tr", "td", "th"}, {"table"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "option": ({"option"}, {"select"}),
}


def read_html(source: str) -> Readable:
    """Return the readable text of an HTML page or fragment; any text is one."""
    tokens = list(tokenize(source))
    writer = Writer(source)
    reader = HtmlReader(writer, has_heading=any(t.kind == "open" and t.name == "h1" for t in tokens))
    reader.feed(tokens)
    return writer.finish()


class HtmlReader:
    """Feeds tokens to a writer, as a browser would show them."""

    def __init__(self, writer: Writer, *, has_heading: bool = True) -> None:
        self._writer = writer
        self._source = writer.source
        self._has_heading = has_heading
        self._open: list[str] = []
        self._counts: Counter[str] = Counter()
        self._item_lines: list[int] = []
        self._in_head = False
        self._image: _Image | None = None
        self._alt_of_figure: tuple[int, int] | None = None

    def feed(self, tokens: Sequence[Token]) -> None:
        """Read all ``tokens`` of the source."""
        ends = _element_ends(tokens)
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if token.kind == "text":
                self._text(token)
            elif token.kind == "raw":
                self._raw(token)
            elif token.kind == "image":
                self._hold_image(token)
            elif token.kind == "close":
                self._close(token.name)
            elif token.kind == "open":
                end = ends.get(index)
                if end is not None and self._is_dropped(token):
                    index = end + 1
                    continue
                self._open_element(token)
            index += 1
        self._break_line()

    def _raw(self, token: Token) -> None:
        if token.name == "title" and not self._has_heading and self._writer.length == 0:
            self._writer.open_mark("title")
            self._copy_decoded(token.start, token.end)
            self._writer.close_mark("title")
            self._writer.block_break()

    def _is_dropped(self, token: Token) -> bool:
        if token.name in _DROPPED:
            return True
        if token.name in _NEVER_HIDDEN or token.end - token.start <= len(token.name) + 2:
            return False
        attributes = read_attributes(self._source, token)
        if "hidden" in attributes or self._value(attributes, "aria-hidden").lower() == "true":
            return True
        return bool(
            _HIDDEN_STYLE.search(self._value(attributes, "style"))
            or _HIDDEN_CLASS.search(self._value(attributes, "class"))
        )

    def _value(self, attributes: dict[str, tuple[int, int]], name: str) -> str:
        span = attributes.get(name)
        return self._source[slice(*span)] if span else ""

    def _text(self, token: Token) -> None:
        if self._in_head or self._image:
            if not self._source[token.start : token.end].strip():
                return
            self._in_head = False
            self._image = None  # text goes on beside it: an icon
        if token.value is None:
            self._copy_decoded(token.start, token.end)
        elif token.value == self._source[token.start : token.end]:
            self._copy(token.start, token.end)
        else:
            self._writer.replace(token.value, token.start, token.end)

    def _copy_decoded(self, start: int, end: int) -> None:
        at = start
        if "&" in self._source[start:end]:
            for entity in _ENTITY.finditer(self._source, start, end):
                value = html.unescape(entity.group())
                if value == entity.group():
                    continue
                if entity.start() > at:
                    self._copy(at, entity.start())
                self._writer.replace(value, *entity.span())
                at = entity.end()
        if at < end:
            self._copy(at, end)

    def _copy(self, start: int, end: int) -> None:
        self._writer.copy(start, end, folded=self._counts["pre"] == 0)

    def _break_line(self) -> None:
        self._write_image()
        self._writer.line_break()

    def _break_block(self) -> None:
        self._write_image()
        self._writer.block_break()

    def _open_element(self, token: Token) -> None:
        name = token.name
        if name == "head":
            self._in_head = True
            return
        if name == "img":
            self._hold_image(token)
            return
        if name in _CLOSES:
            self._close_implied(*_CLOSES[name])
        elif name in _BLOCKS:
            self._in_head = False
            self._close_implied({"p"}, _BLOCKS)
        if name == "figcaption":
            self._alt_of_figure = None
        if name in ("ul", "ol") and self._counts["li"]:
            self._break_line()
        elif name in _BLOCKS or name == "tr":
            self._break_block()
        elif name in _LINES:
            self._break_line()
        if name in _VOID or len(self._open) >= _MAX_DEPTH:
            return
        self._open.append(name)
        self._counts[name] += 1
        if name == "li":
            self._item_lines.append(self._writer.lines)
        if name in _MARKS:
            self._writer.open_mark(_MARKS[name])

    def _close(self, name: str) -> None:
        if name == "head":
            self._in_head = False
        elif name == "br":
            self._break_line()
        elif not self._counts[name]:
            if name == "p":
                self._break_block()
        else:
            self._close_to(name)

    def _close_to(self, name: str) -> None:
        """Close elements down to the innermost ``name``; a stray inline end tag closes no block."""
        if name in _INLINE:
            for depth in range(len(self._open) - 1, -1, -1):
                if self._open[depth] == name:
                    self._end(self._open.pop(depth))
                    return
                if self._open[depth] in _BLOCKS or self._open[depth] in _LINES:
                    return
            return
        while self._open:
            last = self._open.pop()
            self._end(last)
            if last == name:
                return

    def _close_implied(self, names: Set[str], borders: Set[str]) -> None:
        for depth in range(len(self._open) - 1, max(-1, len(self._open) - _MAX_IMPLIED), -1):
            if self._open[depth] in names:
                while len(self._open) > depth:
                    self._end(self._open.pop())
                return
            if self._open[depth] in borders:
                return

    def _end(self, name: str) -> None:
        self._counts[name] -= 1
        if name in _BLOCKS or name in _LINES or name == "tr":
            self._write_image()
        if name in _MARKS:
            self._writer.close_mark(_MARKS[name])
        if name == "figure" and self._alt_of_figure:
            self._copy_decoded(*self._alt_of_figure)
            self._alt_of_figure = None
        if name in ("ul", "ol") and self._counts["li"]:
            self._break_line()
        elif name == "li":
            has_lines = self._writer.lines - self._item_lines.pop() > 1
            (self._break_block if has_lines else self._break_line)()
        elif name in _BLOCKS or name == "tr":
            self._break_block()
        elif name in _LINES:
            self._break_line()

    def _hold_image(self, token: Token) -> None:
        """Keep an image until it is known whether text goes on beside it."""
        if not self._writer.at_line_start:
            return
        if token.kind == "image":
            start = self._source.find(token.value or "\0", token.start, token.end)
            span = (start, start + len(token.value or "")) if start >= 0 else None
            alt = token.inner
        else:
            attributes = read_attributes(self._source, token)
            span, alt = attributes.get("src") or attributes.get("data-src"), attributes.get("alt")
        self._image = _Image(span, alt) if span and self._image is None else None

    def _write_image(self) -> None:
        """Write an image that stands by itself: its file name, and what it shows."""
        image, self._image = self._image, None
        if image is None:
            return
        begin, end = image.src
        if self._source[begin:end].lstrip()[:5].lower() == "data:":
            return
        for mark in "?#":
            cut = self._source.find(mark, begin, end)
            end = cut if cut >= 0 else end
        begin = max(begin, self._source.rfind("/", begin, end) + 1)
        name = self._source[begin:end]
        if "." not in name or name.isspace():
            return
        writer = self._writer
        writer.line_break()
        if "%" in name or "&" in name:
            writer.replace(unquote(html.unescape(name)), begin, end)
        else:
            writer.copy(begin, end)
        writer.line_break()
        shown = self._source[slice(*image.alt)].strip() if image.alt else ""
        if image.alt and shown not in ("", name, name.rpartition(".")[0]):
            if self._counts["figure"]:
                self._alt_of_figure = image.alt
            else:
                self._copy_decoded(*image.alt)
                writer.line_break()


class _Image(NamedTuple):
    src: tuple[int, int]
    alt: tuple[int, int] | None


_INLINE: Final = frozenset(
    "a abbr b bdi bdo big cite code data dfn em font i kbd label mark q s samp small span strike strong sub sup time tt u var".split()  # noqa: SIM905
)


def _element_ends(tokens: Sequence[Token]) -> dict[int, int]:
    """Return where elements end that are closed: index of the opening token -> index of the closing one.

    An element that nothing closes has no entry, so that nothing of the page can vanish with it.
    """
    ends: dict[int, int] = {}
    open_by_name: dict[str, list[int]] = {}
    for index, token in enumerate(tokens):
        if token.kind == "open" and token.name not in _VOID:
            open_by_name.setdefault(token.name, []).append(index)
        elif token.kind == "open":
            ends[index] = index
        elif token.kind == "close" and open_by_name.get(token.name):
            ends[open_by_name[token.name].pop()] = index
    return ends
