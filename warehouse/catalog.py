"""The data dictionary of the published warehouse, as its comments say it."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from warehouse.connect import Connection, connect
from warehouse.keys import KEYS
from warehouse.lake_address import Lake, Published
from warehouse.migrate import migrate
from warehouse.query import open_published
from warehouse.sql_files import read_sql

_IN_MEMORY = Path(":memory:")


class CatalogColumn(NamedTuple):
    """A column of a table or view; of a macro, only what it does."""

    kind: str
    """table, view or macro"""
    name: str
    """Of the table or view; a macro with its parameters."""
    about: str
    """What one row of it is."""
    column: str | None
    type: str | None
    is_key: bool
    """Whether the column belongs to what tells the rows of its table apart."""
    comment: str | None


def read_catalog(link: Published) -> list[CatalogColumn]:
    """Return all columns of the analysts' tables, views and macros.

    Raises:
        NotPublished: there is no warehouse.
    """
    with open_published(link) as con:
        found = _read(con)
    if not isinstance(link, Lake):
        return found
    # A lake has no comments on macros and columns of views: this release says them.
    with connect(_IN_MEMORY) as con:
        migrate(con, _IN_MEMORY)
        told = {(column.name, column.column): column for column in _read(con)}
    return [_complete(column, told.get((column.name, column.column))) for column in found]


def _read(con: Connection) -> list[CatalogColumn]:
    rows = con.execute(read_sql("catalog")).fetchall()
    return [
        CatalogColumn(kind, name, about, column, data_type, column in KEYS.get(name, ()), comment)
        for kind, name, about, column, data_type, comment in rows
    ]


def _complete(column: CatalogColumn, told: CatalogColumn | None) -> CatalogColumn:
    if told is None:
        return column
    return column._replace(about=column.about or told.about, comment=column.comment or told.comment)


def to_markdown(catalog: Sequence[CatalogColumn]) -> str:
    """Return the data dictionary as a page of Markdown."""
    parts = ["# The tables, views and macros of the warehouse\n\nWritten by `roundup catalog --markdown`.\n"]
    for kind, of_kind in groupby(catalog, key=lambda column: column.kind):
        parts.append(f"## {kind.capitalize()}s\n")
        for (name, about), columns in groupby(of_kind, key=lambda column: (column.name, column.about)):
            parts.append(f"### `{name}`\n\n{about}\n")
            rows = [column for column in columns if column.column]
            if rows:
                parts.append("| column | type | what it holds |\n| --- | --- | --- |")
                parts.append("".join(map(_row, rows)))
    return "\n".join(parts)


def _row(column: CatalogColumn) -> str:
    key = " (key)" if column.is_key else ""
    return f"| `{column.column}`{key} | `{_short(column.type or '')}` | {_escape(column.comment or '')} |\n"


def _short(data_type: str) -> str:
    return data_type.lower().replace('"', "").replace("|", r"\|")


def _escape(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")
