"""Reads the published warehouse: an analyst's SQL, safely and without waiting for the pipeline."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from warehouse.connect import Connection, connect, count_statements, query_errors
from warehouse.errors import BadQuery, NotPublished

Row = tuple[Any, ...]


class QueryResult(NamedTuple):
    """What a query returned."""

    columns: list[str]
    rows: list[Row]


@contextmanager
def open_published(link: Path) -> Iterator[Connection]:
    """Open the published warehouse, read-only, cut off from files and network.

    Raises:
        NotPublished: there is none.
    """
    if not link.exists():
        raise NotPublished(link)
    with connect(link, read_only=True) as con:
        con.execute("set enable_external_access = false")
        con.execute("set lock_configuration = true")
        yield con


def query(link: Path, sql: str) -> QueryResult:
    """Run ``sql`` on the published warehouse and return all rows.

    Raises:
        NotPublished: there is no warehouse.
        BadQuery: the SQL does not run.
    """
    with open_published(link) as con, query_errors():
        statements = count_statements(con, sql)
        if statements != 1:
            raise BadQuery(f"it holds {statements} statements; give one at a time")
        result = con.execute(sql)
        columns = [column[0] for column in result.description or ()]
        return QueryResult(columns, result.fetchall())
