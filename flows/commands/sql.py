"""``roundup sql``: a query on the published warehouse."""

import csv as csv_module
import json as json_module
import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.errors import UsageError
from flows.settings import load_settings
from warehouse.query import QueryResult, query, to_json_rows

Flag = Annotated[bool, Parameter(negative="")]
_CELL = 80  # characters of a line in a cell that is not on a terminal
_UNLIMITED = 100_000


def sql(
    statement: str,
    /,
    *,
    json: Flag = False,
    csv: Flag = False,
    warehouse: Path | None = None,
) -> None:
    """Run a query on the published warehouse, read-only.

    Parameters
    ----------
    statement
        The SQL.
    json
        Print a JSON list of objects.
    csv
        Print CSV with a header.
    warehouse
        The published file (default: ROUNDUP_WAREHOUSE or warehouse/roundup.duckdb).
    """
    if json and csv:
        raise UsageError("--json and --csv exclude each other; choose one")
    result = query(load_settings(warehouse=warehouse).warehouse, statement)
    if json:
        print(to_json_rows(result))  # noqa: T201
    elif csv:
        _print_csv(result)
    else:
        _print_table(result)


def _print_csv(result: QueryResult) -> None:
    writer = csv_module.writer(sys.stdout, lineterminator="\n")
    writer.writerow(result.columns)
    writer.writerows([_csv_value(value) for value in row] for row in result.rows)


def _csv_value(value: object) -> object:
    """Return lists, structs and booleans as JSON, all else as it is; null is an empty field."""
    if isinstance(value, list | dict | bool):
        return json_module.dumps(value, ensure_ascii=False, default=str)
    return value


def _print_table(result: QueryResult) -> None:
    """Print all rows, long values wrapped, nothing cut."""
    console = Console(highlight=False)
    table = Table(box=box.SIMPLE_HEAD)
    if not console.is_terminal:
        console = Console(highlight=False, width=_UNLIMITED, color_system=None)
        table.box = box.ASCII2
    for column in result.columns:
        table.add_column(Text(column), overflow="fold", max_width=None if console.is_terminal else _CELL)
    for row in result.rows:
        table.add_row(*("" if value is None else _cell(value) for value in row))
    if result.columns:
        console.print(table)
    console.print(f"{len(result.rows):,} row{'' if len(result.rows) == 1 else 's'}")


def _cell(value: object) -> Text:
    """Return the value as text that cannot steer a terminal."""
    return Text("".join(char if char.isprintable() or char == "\n" else " " for char in str(value)))
