"""The commits that a lake still has, how they differ, and the way back to one."""

from datetime import datetime
from typing import NamedTuple

from warehouse.connect import Connection
from warehouse.history import TableDiff, diff_databases, diff_rows_of_databases
from warehouse.lake_address import Lake
from warehouse.lake_errors import NoSuchLakeSnapshot
from warehouse.lake_publish import restore_version
from warehouse.lake_read import open_published_lake, open_two_versions
from warehouse.lake_sync import Moved
from warehouse.query import QueryResult
from warehouse.sql_files import read_sql


class LakeSnapshot(NamedTuple):
    """A commit of a writer; SQL reads it by ``from papers at (version => N)``."""

    version: int
    is_newest: bool
    committed_at: datetime
    """In UTC."""
    writer: str
    what: str
    """Which run was published, or what it was gone back to."""
    came: int
    """Documents that were new or changed."""
    went: int
    """Documents that were gone."""
    documents: int
    """In the lake after it."""
    papers: int


def list_lake_history(lake: Lake) -> list[LakeSnapshot]:
    """Return the commits that have not expired, the newest first.

    Raises:
        LakeNotPublished: there is no warehouse in the lake.
    """
    with open_published_lake(lake) as con:
        return _publishes(con)


def roll_lake_back(lake: Lake, version: int | None, *, writer: str) -> tuple[int, Moved]:
    """Let the lake hold what it held at ``version``, by default at the commit before the newest.

    Raises:
        NoSuchLakeSnapshot: it has expired, or never was.
    """
    found = _resolve(lake, version, None)[0]
    return found, restore_version(lake, found, writer=writer)


def diff_lake(lake: Lake, older: int | None = None, newer: int | None = None) -> list[TableDiff]:
    """Count what came, went and changed in each table between two versions (see ``warehouse.history.diff``).

    Raises:
        NoSuchLakeSnapshot: one of them has expired, or never was.
    """
    first, last = _resolve(lake, older, newer)
    with open_two_versions(lake, older=first, newer=last) as con:
        return diff_databases(con)


def diff_rows_of_lake(
    lake: Lake, table: str, older: int | None = None, newer: int | None = None
) -> QueryResult:
    """Return the rows of a table that came, went or changed between two versions.

    Raises:
        NoSuchLakeSnapshot: one of them has expired, or never was.
    """
    first, last = _resolve(lake, older, newer)
    with open_two_versions(lake, older=first, newer=last) as con:
        return diff_rows_of_databases(con, table)


def _resolve(lake: Lake, older: int | None, newer: int | None) -> tuple[int, int]:
    """Return two versions that are there: by default the newest commit, and the one before ``newer``."""
    versions = [snapshot.version for snapshot in list_lake_history(lake)]
    last = newer if newer is not None else max(versions, default=None)
    if last not in versions:
        raise NoSuchLakeSnapshot(lake, last)
    first = older if older is not None else max((one for one in versions if one < last), default=None)
    if first not in versions:
        raise NoSuchLakeSnapshot(lake, first)
    return first, last


def _publishes(con: Connection) -> list[LakeSnapshot]:
    return [LakeSnapshot(*row) for row in con.execute(read_sql("lake/publishes")).fetchall()]
