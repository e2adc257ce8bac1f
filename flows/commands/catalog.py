"""``roundup catalog``: the data dictionary."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.errors import UsageError
from flows.settings import load_published
from flows.tables import print_json, print_table
from warehouse.catalog import CatalogColumn, read_catalog, to_markdown

Flag = Annotated[bool, Parameter(negative="")]


def catalog(
    table: str | None = None,
    /,
    *,
    markdown: Flag = False,
    json: Flag = False,
    warehouse: Path | None = None,
) -> None:
    """Print what each table, view and macro of the published warehouse holds, column by column.

    Parameters
    ----------
    table
        Only this table or view.
    markdown
        Print Markdown.
    json
        Print a JSON list of objects.
    warehouse
        The published file (default: ROUNDUP_WAREHOUSE or warehouse/roundup.duckdb).
    """
    if json and markdown:
        raise UsageError("--json and --markdown exclude each other; choose one")
    columns = read_catalog(load_published(warehouse))
    names = dict.fromkeys(column.name.partition("(")[0] for column in columns)
    if table is not None and table not in names:
        raise UsageError(f"there is no table {table!r}; choose one of: {', '.join(names)}")
    columns = [column for column in columns if table in (None, column.name.partition("(")[0])]
    if markdown:
        print(to_markdown(columns), end="")  # noqa: T201
    elif json:
        print_json(CatalogColumn._fields, columns)
    else:
        shown = ("name", "column", "type", "comment")
        print_table(shown, [(row.name, row.column, row.type, row.comment or row.about) for row in columns])
