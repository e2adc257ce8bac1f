"""``roundup rejects``: what was seen and refused, and why."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.settings import load_published
from flows.tables import print_json, print_table
from warehouse.query import query
from warehouse.sql_files import read_sql

Flag = Annotated[bool, Parameter(negative="")]


def rejects(
    document: str | None = None,
    /,
    *,
    rule: str | None = None,
    group: Flag = False,
    json: Flag = False,
    warehouse: Path | None = None,
) -> None:
    """List the rejects of the published warehouse; `roundup run --replay` tries their documents again.

    Parameters
    ----------
    document
        Only of documents whose path below the raw folder is like this, as in 'lab/*.html'.
    rule
        Only those that this rule refused.
    group
        One row per kind of record and rule, with an example.
    json
        Print a JSON list of objects.
    warehouse
        The published file (default: ROUNDUP_WAREHOUSE or warehouse/roundup.duckdb).
    """
    found = query(
        load_published(warehouse),
        read_sql("rejects_by_rule" if group else "rejects"),
        {"rule": rule, "document": document},
    )
    (print_json if json else print_table)(found.columns, found.rows)
