"""What site generators put into Markdown that is no Markdown: front matter, Liquid, attribute lists."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from extractors.markup.html_tokens import Span
from extractors.markup.readable import Readable, Run

_FRONT = re.compile(r"\ufeff?(?:(?P<yaml>---)|(?P<toml>\+\+\+))[ \t]*+\r?\n")
_YAML_END = re.compile(r"^(?:---|\.\.\.)[ \t]*+(?:\r?\n|\Z)", re.MULTILINE)
_TOML_END = re.compile(r"^\+\+\+[ \t]*+(?:\r?\n|\Z)", re.MULTILINE)
_KEY = re.compile(r"(?:[ \t]*+(?:#[^\n]*+)?\r?\n)*+(?:[\w\"'.-]++[ \t]*+[:=]|\[|---|\.\.\.|\+\+\+)")
_TITLE = re.compile(r"^[\"']?title[\"']?[ \t]*+[:=][ \t]*+(?P<value>[^\r\n]*+)", re.MULTILINE | re.IGNORECASE)
_DETAIL = re.compile(
    r"^(?P<key>(?:job[_ -]?)?(?P<kind>location|salary|pay|compensation|department|team|company|employer"
    r"|employment|type|contract|duration|remote|workplace|arrangement|posted|date)(?:[_ -]?(?:type"
    r"|range|name|posted))?[ \t]*+:)"
    r"[ \t]*+(?P<value>[^\s\[{|>&*!][^\r\n]*+)",
    re.MULTILINE | re.IGNORECASE,
)
_PAY_KEYS: Final = frozenset({"salary", "pay", "compensation"})
_TERM_KEYS: Final = frozenset({"department", "team", "company", "employer", "employment", "contract"})
_QUOTED = re.compile(r"\"((?:[^\"\\\r\n]|\\.)*+)\"|'((?:[^'\r\n]|'')*+)'")
_BLOCK_VALUE = re.compile(r"[ \t]*+[>|][+-]?[ \t]*+\r?\n((?:[ \t]++[^\r\n]*+(?:\r?\n|\Z))*+)")
# Liquid's tags and values; the attribute lists of kramdown and pandoc. A tag holds no other tag and no blank
# line, so that no stretch is scanned twice.
_TAG = r"\{%(?:[^%{\n]|%(?!\})|\{(?![%{])|\n(?![ \t\r]*+\n))*+%\}"
_VALUE = r"\{\{(?:[^{}\n]|\}(?!\}))*+\}\}"
_ATTRIBUTES = (
    r"\{:{1,2}[ \t]*+(?:[.#]?[\w-]++(?:=(?:\"[^\"\n{}]*+\"|'[^'\n{}]*+'|[\w-]++))?+[ \t]*+)++(?:/?\})"
)
_HEADING_ID = r"[ \t]\{[ \t]*+[#.][\w:.-]++(?:[ \t]++[.#]?[\w:.=-]++)*+[ \t]*+\}(?=[ \t]*+#*+[ \t\r]*+$)"
_TEMPLATE = re.compile(
    rf"(?P<tag>{_TAG})|(?P<value>{_VALUE})|(?P<attributes>{_ATTRIBUTES})|(?P<id>{_HEADING_ID})", re.MULTILINE
)
_TAG_NAME = re.compile(r"\{%-?\s*+(\w++)")
_PAIRS: Final = {
    "raw": re.compile(r"\{%-?\s*+endraw\s*+-?%\}"),
    "comment": re.compile(r"\{%-?\s*+endcomment\s*+-?%\}"),
}


# Boxes and tabs of MkDocs, whose text is indented, and containers of Docusaurus and pandoc.
_BOX = re.compile(r"^(?:!!!|\?\?\?\+?|===\+?)[ \t]++(?:[\w -]*+\")?", re.MULTILINE)
_BOX_END = re.compile(r"\"?[ \t]*+$", re.MULTILINE)
_INDENT = re.compile(r"(?:    |\t)|[ \t]*+(?=\r?\n)")
_FENCE = re.compile(r"^:{3,}[ \t]*+(?:\{[^}\n]*+\}|[\w-]++)?+[ \t]*+", re.MULTILINE)


class Gaps(NamedTuple):
    """A source without stretches that are not for readers, and the way back."""

    text: str
    """The source without them."""
    starts: list[int]
    """Where, in ``text``, each of them stood."""
    sizes: list[int]
    """How long each and all before it are."""


class FrontMatter(NamedTuple):
    """The head of a source that site generators read."""

    end: int
    """Where it ends; 0 where there is none."""
    title: Span | None = None
    details: tuple[tuple[Span, Span], ...] = ()
    """Of a job's page: where the keys, each with its colon, and the values of place, pay and terms stand."""


def front_matter(source: str) -> FrontMatter:
    """Return where the front matter of ``source`` stands, and what of it is for readers."""
    opening = _FRONT.match(source)
    if opening is None or _KEY.match(source, opening.end()) is None:
        return FrontMatter(0)
    closing = (_YAML_END if opening["yaml"] else _TOML_END).search(source, opening.end())
    if closing is None:
        return FrontMatter(0)
    title = _TITLE.search(source, opening.end(), closing.start())
    return FrontMatter(
        closing.end(),
        _value_span(source, *title.span("value")) if title else None,
        _details(source, opening.end(), closing.start()),
    )


def _details(source: str, start: int, end: int) -> tuple[tuple[Span, Span], ...]:
    """Return the keys and values of a job's place, pay and terms; none where there is no pay or no place."""
    found: dict[str, tuple[Span, Span]] = {}
    for detail in _DETAIL.finditer(source, start, end):
        value = _value_span(source, *detail.span("value"))
        if value:
            found.setdefault(detail["kind"].lower(), (detail.span("key"), value))
    has_pay = not _PAY_KEYS.isdisjoint(found)
    is_job = has_pay or ("location" in found and not _TERM_KEYS.isdisjoint(found))
    return tuple(found.values()) if is_job else ()


def _value_span(source: str, start: int, end: int) -> Span | None:
    block = _BLOCK_VALUE.match(source, start)
    if block:
        return block.span(1)
    quoted = _QUOTED.match(source, start, end)
    if quoted:
        start, end = quoted.span(quoted.lastindex or 0)
    else:
        comment = source.find(" #", start, end)
        end = comment if comment >= 0 else end
    return (start, end) if source[start:end].strip() else None


def find_templates(source: str, begin: int) -> Iterator[Span]:
    """Yield where the Liquid tags and attribute lists of ``source[begin:]`` stand, in order.

    What stands between ``raw`` and ``endraw`` is text; what stands in a ``comment`` is none.
    """
    at = begin
    has_end = dict.fromkeys(_PAIRS, True)
    is_done = "{" not in source
    while not is_done:
        is_done = True
        for found in _TEMPLATE.finditer(source, at):
            start, at = found.span()
            name = _TAG_NAME.match(source, start) if found["tag"] else None
            pair = name[1] if name else ""
            if not has_end.get(pair):
                yield start, at
                continue
            ending = _PAIRS[pair].search(source, at)
            has_end[pair] = ending is not None
            if ending is None:
                yield start, at
                continue
            if pair == "raw":
                yield start, at
                yield ending.span()
            else:
                yield start, ending.end()
            at = ending.end()
            is_done = False
            break


def find_boxes(source: str, begin: int) -> Iterator[Span]:
    """Yield what makes a box or a tab of the text in it, in order: its first line's marks, its indent."""
    if ":::" in source:
        yield from (fence.span() for fence in _FENCE.finditer(source, begin))
    at = begin
    while (box := _BOX.search(source, at)) is not None:
        yield box.span()
        closing = _BOX_END.search(source, box.end())
        at = len(source)
        if closing is not None:
            yield closing.span()
            at = min(len(source), closing.end() + 1)
        while (indent := _INDENT.match(source, at)) is not None and at < len(source):
            yield indent.span()
            end = source.find("\n", indent.end())
            at = end + 1 if end >= 0 else len(source)


def merge(gaps: Iterable[Span]) -> list[Span]:
    """Return gaps in order, those left out that begin in another one."""
    merged: list[Span] = []
    for start, end in sorted(gaps):
        if start < end and (not merged or start >= merged[-1][1]):
            merged.append((start, end))
    return merged


def without(source: str, gaps: Sequence[Span]) -> Gaps:
    """Return ``source`` without ``gaps``."""
    parts, starts, at = [], [], 0
    length = 0
    for start, end in gaps:
        parts.append(source[at:start])
        length += start - at
        starts.append(length)
        at = end
    parts.append(source[at:])
    return Gaps("".join(parts), starts, list(accumulate(end - start for start, end in gaps)))


def restore(page: Readable, gaps: Gaps) -> Readable:
    """Return ``page``, which was read from ``gaps.text``, with its map leading to the whole source."""
    if not gaps.starts:
        return page
    return page._replace(source_map=tuple(_restored(page.source_map, gaps)))


def _restored(runs: Sequence[Run], gaps: Gaps) -> Iterator[Run]:
    count = len(gaps.starts)
    gap = 0
    for text_start, text_end, source_start, source_end in runs:
        at = source_start
        # Images lead back: their address may stand before what was written last.
        while gap and gaps.starts[gap - 1] > at:
            gap -= 1
        while gap < count and gaps.starts[gap] <= at:
            gap += 1
        shift = gaps.sizes[gap - 1] if gap else 0
        if text_end - text_start != source_end - source_start:
            last = gap
            while last < count and gaps.starts[last] < source_end:
                last += 1
            yield text_start, text_end, at + shift, source_end + (gaps.sizes[last - 1] if last else 0)
            continue
        written = text_start
        while gap < count and gaps.starts[gap] < source_end:
            size = gaps.starts[gap] - at
            if size:
                yield written, written + size, at + shift, at + shift + size
            written += size
            at = gaps.starts[gap]
            shift = gaps.sizes[gap]
            gap += 1
        yield written, text_end, at + shift, source_end + shift
