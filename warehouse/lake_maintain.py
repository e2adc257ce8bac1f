"""Keeps a lake fast and small: fewer and larger files, old versions gone. Safe beside readers and writers.

What readers may still read is not deleted before a time of grace; a writer whose files were compacted
meanwhile publishes anew.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import NamedTuple, TypeVar

from warehouse.connect import Connection, quote
from warehouse.lake_address import Lake
from warehouse.lake_connect import open_lake
from warehouse.lake_errors import LakeNotPublished
from warehouse.lake_publish import until_committed
from warehouse.lake_schema import check_lake_schema
from warehouse.lake_turns import turn
from warehouse.sql_files import read_sql

T = TypeVar("T")
# A data file of whose rows a larger part is deleted is written anew.
_DELETED_PART = 0.05
# Files that no commit names are those of a publish at work, or of one that was killed: a day tells which.
_ORPHANS_AFTER = timedelta(days=1)


class TableFiles(NamedTuple):
    """The files of a table before a compaction and after it."""

    table: str
    files_before: int
    files_after: int
    delete_files_before: int
    delete_files_after: int
    bytes_before: int
    bytes_after: int


class Removed(NamedTuple):
    """What was removed from a lake."""

    what: str
    number: int
    detail: str


def compact(lake: Lake, *, drop_history: bool = False) -> list[TableFiles]:
    """Merge small files; return what that did to each table.

    Files with deleted rows are left as they are, unless ``drop_history`` is given: DuckLake narrows a table's
    statistics when it writes them anew, and by these DuckDB then misreads the rows of earlier versions
    (measured with 1.5.5: sorted integers came out wrong). So the earlier versions expire in the same step.

    Raises:
        LakeNotPublished: there is no warehouse in the lake.
        LakeConflict: writers were faster, time and again.
    """
    return _in_lake(lake, partial(_compact, drop_history=drop_history))


def expire(
    lake: Lake,
    *,
    keep: int | None = None,
    older_than: timedelta | None = None,
    grace: timedelta = timedelta(days=1),
) -> list[Removed]:
    """Let old versions go, and delete the files that no version needs any more.

    Args:
        lake: The lake.
        keep: So many of the newest commits of writers stay.
        older_than: What is younger stays; with ``keep`` too, whichever keeps more.
        grace: Files stay so long after nothing needs them: a reader may have them open.

    Raises:
        LakeNotPublished: there is no warehouse in the lake.
    """

    def work(con: Connection) -> list[Removed]:
        expired = _expire(con, keep, older_than)
        now = datetime.now(UTC)
        files = _delete(con, "cleanup_old_files", now - grace)
        orphans = _delete(con, "delete_orphaned_files", now - max(grace, _ORPHANS_AFTER))
        versions = f"{min(expired)} to {max(expired)}" if expired else ""
        return [
            Removed("versions expired", len(expired), versions),
            Removed("files deleted", files, f"not needed for {grace.total_seconds() / 3600:g} hours"),
            Removed("stray files deleted", orphans, "left by publishes that were killed"),
        ]

    return _in_lake(lake, work)


def _in_lake(lake: Lake, work: Callable[[Connection], T]) -> T:
    """Do what commits step by step; a writer that was faster has it begin anew."""

    def attempt() -> T:
        with open_lake(lake, read_only=False) as con:
            if not check_lake_schema(con, lake):
                raise LakeNotPublished(lake)
            with turn(con, lake):
                return work(con)

    return until_committed(attempt)


def _compact(con: Connection, *, drop_history: bool) -> list[TableFiles]:
    before = _files(con)
    con.execute("call ducklake_flush_inlined_data('lake')").fetchall()
    if drop_history:
        rewrite = f"call ducklake_rewrite_data_files('lake', delete_threshold => {_DELETED_PART})"
        con.execute(rewrite).fetchall()
        _expire_before(con, _newest(con))
    con.execute("call ducklake_merge_adjacent_files('lake')").fetchall()
    after = {table: counts for table, *counts in _files(con)}
    return [
        TableFiles(table, files, after[table][0], deletes, after[table][1], size, after[table][2])
        for table, files, deletes, size in before
    ]


def _files(con: Connection) -> list[tuple[str, int, int, int]]:
    return con.execute(read_sql("lake/files")).fetchall()


def _expire(con: Connection, keep: int | None, older_than: timedelta | None) -> list[int]:
    """Let versions expire; return them. The newest always stays."""
    kept = con.execute(read_sql("lake/publishes")).fetchall()[: keep or 1]
    oldest = min((row[0] for row in kept), default=_newest(con))
    return _expire_before(con, oldest, older_than)


def _expire_before(con: Connection, version: int, older_than: timedelta | None = None) -> list[int]:
    found = con.execute(
        "select snapshot_id from ducklake_snapshots('lake') "
        "where snapshot_id < $version and snapshot_time < $before order by all",
        {"version": version, "before": datetime.now(UTC) - (older_than or timedelta(0))},
    ).fetchall()
    versions = [int(number) for (number,) in found]
    if versions:
        con.execute(f"call ducklake_expire_snapshots('lake', versions => {versions})")
    return versions


def _newest(con: Connection) -> int:
    return int(con.execute("select max(snapshot_id) from ducklake_snapshots('lake')").fetchall()[0][0])


def _delete(con: Connection, function: str, before: datetime) -> int:
    told = quote(before.isoformat())
    return len(con.execute(f"call ducklake_{function}('lake', older_than => {told}::timestamptz)").fetchall())
