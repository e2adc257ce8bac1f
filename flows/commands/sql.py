"""``roundup sql``: a query on the published warehouse."""

import csv as csv_module
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

_PLAIN_WIDTH = 200


def sql(
    statement: str,
    /,
    *,
    json: Annotated[bool, Parameter(negative="")] = False,
    csv: Annotated[bool, Parameter(negative="")] = False,
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
    writer.writerows(result.rows)


def _print_table(result: QueryResult) -> None:
    """Print all rows, long values wrapped, nothing cut."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=_PLAIN_WIDTH, color_system=None)
    table = Table(box=box.SIMPLE_HEAD if console.is_terminal else box.ASCII2)
    for column in result.columns:
        table.add_column(Text(column), overflow="fold")
    for row in result.rows:
        table.add_row(*("" if value is None else Text(str(value)) for value in row))
    console.print(table)
    console.print(f"{len(result.rows):,} row{'' if len(result.rows) == 1 else 's'}", highlight=False)
