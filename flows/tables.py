"""Prints what a query returned: as a table, as CSV, as JSON."""

import csv as csv_module
import json
import sys
from collections.abc import Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

_CELL = 80  # characters of a line in a cell that is not on a terminal
_UNLIMITED = 100_000


def print_csv(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Print CSV with a header; lists and structs are JSON, null is an empty field."""
    writer = csv_module.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_csv_value(value) for value in row] for row in rows)


def print_json(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Print a JSON list of objects; what JSON lacks (dates, decimals) becomes text."""
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    print(json.dumps(found, ensure_ascii=False, indent=1, default=str))  # noqa: T201


def print_table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Print all rows, long values wrapped, nothing cut."""
    console = Console(highlight=False)
    table = Table(box=box.SIMPLE_HEAD)
    if not console.is_terminal:
        console = Console(highlight=False, width=_UNLIMITED, color_system=None)
        table.box = box.ASCII2
    for column in columns:
        table.add_column(Text(column), overflow="fold", max_width=None if console.is_terminal else _CELL)
    for row in rows:
        table.add_row(*("" if value is None else _cell(value) for value in row))
    if columns:
        console.print(table)
    console.print(f"{len(rows):,} row{'' if len(rows) == 1 else 's'}")


def _csv_value(value: object) -> object:
    """Return lists, structs and booleans as JSON, all else as it is; null is an empty field."""
    if isinstance(value, list | dict | bool):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value


def _cell(value: object) -> Text:
    """Return the value as text that cannot steer a terminal."""
    return Text("".join(char if char.isprintable() or char == "\n" else " " for char in str(value)))
