"""The published snapshots that are kept: what they hold, how they differ, and the way back to one."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, NamedTuple

from warehouse.comments import RECORD_TABLES
from warehouse.connect import Connection, connect, connect_to_both
from warehouse.errors import NoSuchSnapshot, NotPublished, WarehouseLocked
from warehouse.keys import KEYS
from warehouse.layout import Layout
from warehouse.migrate import check_schema
from warehouse.publish import copy_whole, swap_link
from warehouse.query import QueryResult
from warehouse.sql_files import read_sql

Change = Literal["came", "went", "changed"]
CHANGES: tuple[Change, ...] = ("came", "went", "changed")


class Snapshot(NamedTuple):
    """A published file that is kept. Counts are null where somebody writes to the file."""

    revision: int
    is_published: bool
    """Whether the link points to it."""
    published_at: datetime
    """When it was made, in UTC."""
    size_bytes: int
    run_id: str | None
    documents: int | None
    papers: int | None
    file: str


class TableDiff(NamedTuple):
    """How many rows of a table came, went and changed from one snapshot to another."""

    table: str
    came: int
    went: int
    changed: int


def list_history(layout: Layout) -> list[Snapshot]:
    """Return the snapshots that are kept, the newest first."""
    published = layout.published_revision()
    found = []
    for path in layout.list_snapshots():
        status = path.stat()
        revision = Layout.revision_of(path)
        run_id, documents, papers = _contents(path)
        made_at = datetime.fromtimestamp(status.st_mtime, UTC).replace(microsecond=0)
        is_published = revision == published
        found.append(
            Snapshot(revision, is_published, made_at, status.st_size, run_id, documents, papers, str(path))
        )
    return found


def _contents(snapshot: Path) -> tuple[str | None, int | None, int | None]:
    with suppress(WarehouseLocked), connect(snapshot, read_only=True) as con:
        run_id, documents, papers = con.execute(read_sql("snapshot_contents")).fetchall()[0]
        return run_id, documents, papers
    return None, None, None


def roll_back(layout: Layout, revision: int | None = None) -> Path:
    """Publish a kept snapshot again, and continue from it: as if the later runs had not been.

    The private file becomes a copy of it, so the next run reads again what differs from it. Later snapshots
    stay, and can be gone back to in the same way.

    Args:
        layout: The warehouse.
        revision: Which snapshot; ``None`` for the one before the published one.

    Raises:
        NoSuchSnapshot: it is not kept.
        WarehouseLocked: a run is at work.
        OtherWarehouseError: the disk is full.
    """
    snapshot = _find(layout, revision, before=layout.published_revision())
    with connect(snapshot, read_only=True) as con:
        check_schema(con, snapshot)
    fresh = layout.working.with_suffix(".fresh")
    with _held(layout):
        copy_whole(snapshot, fresh)
        swap_link(layout.link, snapshot)
        # Killed before this, the private file is the newer one, and the next run publishes it anew.
        fresh.replace(layout.working)
    return snapshot


@contextmanager
def _held(layout: Layout) -> Iterator[None]:
    """Keep runs away: hold the private file, with nothing left in its write-ahead log."""
    if not layout.working.exists():
        yield
        return
    with connect(layout.working) as con:
        con.execute("checkpoint")
        yield


def _find(layout: Layout, revision: int | None, *, before: int | None) -> Path:
    """Return the snapshot of a revision, or the newest that is older than ``before``."""
    kept = {Layout.revision_of(path): path for path in layout.list_snapshots()}
    if revision is None:
        revision = max((number for number in kept if number < (before or 0)), default=None)
    if revision is None or revision not in kept:
        raise NoSuchSnapshot(revision, sorted(kept))
    return kept[revision]


def diff(layout: Layout, older: int | None = None, newer: int | None = None) -> list[TableDiff]:
    """Count what came, went and changed in each table between two snapshots.

    Rows are the same by their key; where a table has none, by all of their columns. Columns that
    only one of the snapshots has are left out, and so is which run and version wrote a row.

    Args:
        layout: The warehouse.
        older: The earlier revision; ``None`` for the one before ``newer``.
        newer: The later revision; ``None`` for the published one.

    Raises:
        NoSuchSnapshot: one of them is not kept.
        NotPublished: there is no warehouse yet.
    """
    with _both(layout, older, newer) as con:
        return diff_databases(con)


def diff_databases(con: Connection) -> list[TableDiff]:
    """Count what came, went and changed in each table between the databases ``older`` and ``newer``."""
    return [
        TableDiff(table, *(_count(con, _sql(table, change, *parts)) for change in CHANGES))
        for table, parts in _tables(con).items()
    ]


def diff_rows(layout: Layout, table: str, older: int | None = None, newer: int | None = None) -> QueryResult:
    """Return the rows of a table that came, went or changed, with which of these in the first column.

    Raises:
        KeyError: both snapshots have no such table.
        NoSuchSnapshot: one of them is not kept.
        NotPublished: there is no warehouse yet.
    """
    with _both(layout, older, newer) as con:
        return diff_rows_of_databases(con, table)


def diff_rows_of_databases(con: Connection, table: str) -> QueryResult:
    """Return the rows of a table that came, went or changed between the databases ``older`` and ``newer``."""
    columns, key = _tables(con)[table]
    rows = [
        (change, *row)
        for change in CHANGES
        for row in con.execute(_sql(table, change, columns, key)).fetchall()
    ]
    return QueryResult(["change", *columns], rows)


@contextmanager
def _both(layout: Layout, older: int | None, newer: int | None) -> Iterator[Connection]:
    newer = newer if newer is not None else layout.published_revision()
    if newer is None:
        raise NotPublished(layout.link)
    files = _find(layout, older, before=newer), _find(layout, newer, before=None)
    with connect_to_both(older=files[0], newer=files[1]) as con:
        yield con


def _tables(con: Connection) -> dict[str, tuple[list[str], list[str]]]:
    """Return the columns and the key of each table that both snapshots have."""
    rows = con.execute(read_sql("diff/tables")).fetchall()
    found = {table: (columns, list(KEYS.get(table, columns))) for table, columns in rows}
    return {table: found[table] for table in RECORD_TABLES if table in found}


def _count(con: Connection, sql: str) -> int:
    return int(con.execute(f"select count(*) from ({sql})").fetchall()[0][0])  # noqa: S608 - SQL of ours


def _sql(table: str, change: Change, columns: list[str], key: list[str]) -> str:
    same_key = " and ".join(f'older."{name}" is not distinct from newer."{name}"' for name in key)
    listed = ", ".join(f'"{name}"' for name in columns)
    return read_sql(f"diff/{change}").format(table=table, columns=listed, same_key=same_key)
