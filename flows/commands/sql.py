"""``roundup sql``: a query on the published warehouse."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.errors import UsageError
from flows.settings import load_settings
from flows.tables import print_csv, print_json, print_table
from warehouse.query import query

Flag = Annotated[bool, Parameter(negative="")]


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
    show = print_json if json else print_csv if csv else print_table
    show(result.columns, result.rows)
