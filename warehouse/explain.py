"""Shows a row in the source text that it was read from."""

import re
from itertools import pairwise
from typing import Any, NamedTuple

from warehouse.connect import Connection
from warehouse.errors import UnknownId
from warehouse.lake_address import Published
from warehouse.query import open_published
from warehouse.sql_files import read_sql

_TABLES = {
    "doc": ("documents", "document_id"),
    "topic": ("topics", "topic_id"),
    "paper": ("papers", "paper_id"),
    "author": ("authors", "author_id"),
    "figure": ("figures", "figure_id"),
    "job": ("job_postings", "job_id"),
}
_OPEN, _CLOSE = "⟦", "⟧"
_MARGIN_CHARS = 50
_MAX_LINE_CHARS = 110
_MAX_SPAN_CHARS = 400
_EDGE_LINES = 6  # of a span over many lines: so many at either end
_MAX_VALUE_CHARS = 300
_NOT_SHOWN = ("text", "source_text", "source_map")
# As editors count lines; str.splitlines also ends them at form feeds, U+2028 and others.
_LINE_END = re.compile(r"\r\n|\n|\r")
# A document must not steer the terminal that it is shown on.
_CONTROLS = {code: "\ufffd" for code in (*range(32), *range(127, 160)) if chr(code) not in "\t\n"}


class SourceLine(NamedTuple):
    """A line of the source: its 1-based number, its text (long ones cut), and whether the span lies in it."""

    number: int
    text: str
    in_span: bool


class Place(NamedTuple):
    """Where a span stands in a text, and the lines around it; line and column are 1-based."""

    start_char: int
    end_char: int
    line: int
    column: int
    lines: list[SourceLine]


class Explanation(NamedTuple):
    """A row, where it came from, and the lines around it; line and column are 1-based."""

    table: str
    row: dict[str, Any]
    source_uri: str
    line: int
    column: int
    lines: list[SourceLine]
    is_markup: bool = False
    """Whether the lines are those of readable text that was made from markup."""
    source: Place | None = None
    """Where the value stands in the source file, where that is markup and the value was read from it."""


def explain(link: Published, record_id: str, *, context_lines: int = 2) -> Explanation:
    """Return the row with the key ``record_id``, with the source lines around its span, which is marked.

    Raises:
        UnknownId: no row has this key.
        NotPublished: there is no warehouse.
    """
    kind = record_id.partition("_")[0]
    if kind not in _TABLES:
        raise UnknownId(record_id)
    table, key = _TABLES[kind]
    with open_published(link) as con:
        shown = f"select columns(lambda name: name not in {_NOT_SHOWN}) from {table} where {key} = ?"  # noqa: S608 - names of ours
        rows = _fetch(con, shown, record_id)
        if not rows:
            raise UnknownId(record_id)
        row = rows[0]
        document = _fetch(con, read_sql("source_of_document"), row["document_id"])[0]
        span = {name: row[name] for name in ("document_id", "start_char", "end_char")}
        is_markup = document.get("source_text") is not None
        source = con.execute(read_sql("source_span"), span).fetchone() if is_markup else None
    place = _place(document["text"], row["start_char"], row["end_char"], context_lines)
    return Explanation(
        table,
        row,
        document["source_uri"],
        place.line,
        place.column,
        place.lines,
        is_markup=is_markup,
        source=_place(document["source_text"], source[0], source[1], context_lines)
        if source and source[0] is not None
        else None,
    )


def _place(text: str, start: int, end: int, context_lines: int) -> Place:
    lines = mark_lines(text, start, end, context_lines=context_lines)
    before = text[:start]
    line_start = max(before.rfind("\n"), before.rfind("\r")) + 1
    line = next(line.number for line in lines if line.in_span)
    return Place(start, end, line, start - line_start + 1, lines)


def mark_lines(text: str, start: int, end: int, *, context_lines: int) -> list[SourceLine]:
    """Return the lines that the span touches and those around, the span in brackets.

    Long lines are cut; of very many that the span touches, those in the middle are left out.
    """
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    lines = [text[start:end] for start, end in pairwise([*starts, len(text)])]
    starts.append(len(text))
    touched = [
        index
        for index in range(len(lines))
        if starts[index] < max(end, start + 1) and (start < starts[index + 1] or index == len(lines) - 1)
    ]
    first, last = touched[0], touched[-1]
    shown = []
    for index in range(max(0, first - context_lines), min(len(lines), last + context_lines + 1)):
        if first + _EDGE_LINES <= index <= last - _EDGE_LINES:
            continue
        body = lines[index].rstrip("\r\n")
        if first <= index <= last:
            cut = _mark(body, max(0, start - starts[index]), min(len(body), end - starts[index]))
        else:
            cut = _cut(body, _MAX_LINE_CHARS)
        shown.append(SourceLine(index + 1, cut, first <= index <= last))
    return shown


def render(explanation: Explanation) -> str:
    """Return an explanation as readable text."""
    width = max(map(len, explanation.row))
    out = [explanation.table]
    for name, value in explanation.row.items():
        if value is not None:
            out.append(f"  {name:{width}}  {_cut(' '.join(str(value).split()), _MAX_VALUE_CHARS)}")
    where = explanation.line, explanation.column, explanation.lines
    if not explanation.is_markup:
        out += _render_lines(explanation.source_uri, *where)
    else:
        out += _render_lines("readable text", *where)
        source = explanation.source
        if source:
            out += _render_lines(explanation.source_uri, source.line, source.column, source.lines)
        else:
            out += ["", f"{explanation.source_uri}: nothing in the file stands for this value"]
    return "\n".join(out).translate(_CONTROLS)


def _render_lines(name: str, line: int, column: int, lines: list[SourceLine]) -> list[str]:
    digits = len(str(lines[-1].number))
    out = ["", f"{name}:{line}:{column}"]
    former = lines[0].number - 1
    for shown in lines:
        if shown.number > former + 1:
            out.append(f"> {'…':>{digits}} |")
        out.append(f"{'>' if shown.in_span else ' '} {shown.number:{digits}} | {shown.text}")
        former = shown.number
    return out


def to_json(explanation: Explanation) -> dict[str, Any]:
    """Return an explanation as plain lists and dicts."""
    source = explanation.source
    return explanation._asdict() | {
        "lines": [line._asdict() for line in explanation.lines],
        "source": source and source._asdict() | {"lines": [line._asdict() for line in source.lines]},
    }


def _mark(body: str, start: int, end: int) -> str:
    """Bracket ``body[start:end]`` and cut what is far from it, and the middle of what is long in it."""
    before, inside, after = body[:start], body[start:end], body[end:]
    if len(before) > _MARGIN_CHARS:
        before = "…" + before[-_MARGIN_CHARS:]
    if len(inside) > _MAX_SPAN_CHARS:
        inside = f"{inside[: _MAX_SPAN_CHARS // 2]} … {inside[-_MAX_SPAN_CHARS // 2 :]}"
    return f"{before}{_OPEN}{inside}{_CLOSE}{_cut(after, _MARGIN_CHARS)}"


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[:limit] + "…"


def _fetch(con: Connection, sql: str, value: str) -> list[dict[str, Any]]:
    result = con.execute(sql, [value])
    columns = [column[0] for column in result.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
