"""Reads the published warehouse: an analyst's SQL, safely and without waiting for the pipeline."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from warehouse.connect import Connection, connect, count_statements, query_errors, quote
from warehouse.errors import BadQuery, NotPublished
from warehouse.lake_address import Lake, Published

Row = tuple[Any, ...]


class QueryResult(NamedTuple):
    """What a query returned."""

    columns: list[str]
    rows: list[Row]


@contextmanager
def open_published(link: Published, *, allowed: Sequence[Path] = ()) -> Iterator[Connection]:
    """Open the published warehouse, read-only, cut off from network and files but what is ``allowed``.

    Raises:
        NotPublished: there is none.
        LakeNotPublished: there is none in the lake.
    """
    if isinstance(link, Lake):
        from warehouse.lake_read import open_published_lake  # noqa: PLC0415 - files do without

        with open_published_lake(link, allowed=allowed) as con:
            yield con
        return
    if not link.exists():
        raise NotPublished(link)
    with connect(link, read_only=True) as con:
        if allowed:
            paths = ", ".join(quote(str(path.absolute())) for path in allowed)
            con.execute(f"set allowed_paths = [{paths}]")
            con.execute(f"set allowed_directories = [{paths}]")
        con.execute("set enable_external_access = false")
        con.execute("set lock_configuration = true")
        yield con


def query(
    link: Published,
    sql: str,
    parameters: Mapping[str, str | None] | None = None,
    *,
    allowed: Sequence[Path] = (),
) -> QueryResult:
    """Run ``sql`` on the published warehouse and return all rows.

    Args:
        link: The published warehouse.
        sql: One statement.
        parameters: Values of its ``$name`` parameters; text, which DuckDB casts.
        allowed: Files and folders that the SQL may read and write.

    Raises:
        NotPublished: there is no warehouse.
        BadQuery: the SQL does not run.
    """
    with open_published(link, allowed=allowed) as con:
        return run_query(con, link, sql, parameters)


def run_query(
    con: Connection, link: Published, sql: str, parameters: Mapping[str, str | None] | None = None
) -> QueryResult:
    """Run one statement on the published warehouse that ``con`` has open, and return all rows.

    Raises:
        BadQuery: the SQL does not run.
        OnlySelect: on a lake, it is more than a query.
    """
    with query_errors():
        _require_one_statement(con, link, sql)
        result = con.execute(sql, parameters or None)
        columns = [column[0] for column in result.description or ()]
        return QueryResult(columns, result.fetchall())


def query_to_parquet(
    link: Published,
    sql: str,
    target: Path,
    parameters: Mapping[str, str] | None = None,
    *,
    allowed: Sequence[Path] = (),
) -> int:
    """Write what ``sql`` returns to a Parquet file; return the number of rows.

    Raises:
        NotPublished: there is no warehouse.
        BadQuery: the SQL does not run, or the file cannot be written.
    """
    target = target.absolute()
    with open_published(link, allowed=(target, *allowed)) as con, query_errors():
        _require_one_statement(con, link, sql)
        query_of = sql.strip().removesuffix(";")
        copied = con.execute(
            f"copy (\n{query_of}\n) to {quote(str(target))} (format parquet)", parameters or None
        )
        return int(copied.fetchall()[0][0])


def _require_one_statement(con: Connection, link: Published, sql: str) -> None:
    statements = count_statements(con, sql)
    if statements != 1:
        raise BadQuery(f"it holds {statements} statements; give one at a time")
    if isinstance(link, Lake):
        from warehouse.select_only import require_select  # noqa: PLC0415 - files do without

        require_select(con, sql)
