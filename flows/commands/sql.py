"""``roundup sql``: a query on the published warehouse."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.errors import UsageError
from flows.settings import load_published
from flows.tables import print_csv, print_json, print_table
from flows.talk import say
from warehouse.query import query, query_to_parquet

Flag = Annotated[bool, Parameter(negative="")]


def sql(  # noqa: PLR0913 - each is a flag of the command line
    statement: str | None = None,
    /,
    *,
    file: Path | None = None,
    param: list[str] | None = None,
    json: Flag = False,
    csv: Flag = False,
    parquet: Path | None = None,
    allow: list[Path] | None = None,
    warehouse: Path | None = None,
) -> None:
    """Run a query on the published warehouse, read-only.

    Parameters
    ----------
    statement
        The SQL.
    file
        A file that holds the SQL instead.
    param
        A parameter's value, NAME=VALUE, for $NAME in the SQL; may be given several times.
    json
        Print a JSON list of objects.
    csv
        Print CSV with a header.
    parquet
        Write a Parquet file, and print nothing.
    allow
        A folder or file that the SQL may read and write, such as read_csv('data/x.csv'); others it may not.
    warehouse
        The published file (default: ROUNDUP_WAREHOUSE or warehouse/roundup.duckdb).
    """
    if json + csv + (parquet is not None) > 1:
        raise UsageError("--json, --csv and --parquet exclude each other; choose one")
    text = _statement(statement, file)
    parameters = dict(map(_parameter, param or []))
    link = load_published(warehouse)
    if parquet is not None:
        count = query_to_parquet(link, text, parquet, parameters, allowed=allow or ())
        say(f"{parquet}: {count:,} row{'' if count == 1 else 's'}")
        return
    result = query(link, text, parameters, allowed=allow or ())
    show = print_json if json else print_csv if csv else print_table
    show(result.columns, result.rows)


def _statement(statement: str | None, file: Path | None) -> str:
    if (statement is None) == (file is None):
        raise UsageError("give the SQL, or --file with a file that holds it")
    if file is None:
        return statement or ""
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(f"{file}: {reason}; choose a file of SQL") from error


def _parameter(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals or not name.isidentifier():
        raise UsageError(f"--param {given!r} is not NAME=VALUE")
    return name, value
