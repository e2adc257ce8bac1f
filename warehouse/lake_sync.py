"""Brings a lake in line with a source: a writer's private file, or the lake itself as it was.

The source is attached as ``source``, the lake as ``lake``. What is done is one transaction, whose commit is
the publish: readers see all of it or nothing. Each one changes the row of ``state``, so of two side by side
the second is refused at its commit, and begins anew on what the first one left: what is not of one
document (people) never comes of half the truth.
"""

import json
from datetime import UTC, datetime
from typing import Final, NamedTuple

from warehouse.connect import Connection
from warehouse.lake_schema import surface_of
from warehouse.load import DOCUMENT_TABLES
from warehouse.search import index_in_transaction
from warehouse.sql_files import read_sql

MOVED_TABLES: Final = (*DOCUMENT_TABLES, "documents", "sources", "rejects")
"""Tables whose rows belong to one document and move with it."""
COUNTED_TABLES: Final = (*DOCUMENT_TABLES, "documents", "authors", "rejects", "runs")
_RUN_TABLES: Final = ("runs", "audits")
_SLICE_BYTES = 32 * 1024 * 1024
_NOBODY = -1
"""A revision that no private file has: its writer is not in line with the lake."""


class Moved(NamedTuple):
    """How many documents a publish brought and took."""

    came: int
    went: int


def sync(con: Connection, *, writer: str) -> Moved:
    """Bring the lake in line with ``source``, the private file of ``writer``, within a transaction."""
    anew = _surface_of_writer(con, writer) != surface_of(con)
    moved = _move(con, writer=writer, everyone=False, anew=anew)
    con.execute("delete from lake.main.schema_owners where document_id in (select document_id from moved)")
    con.execute(
        "insert into lake.main.schema_owners by name "
        "select document_id, $writer as writer from moved where comes",
        {"writer": writer},
    )
    run_id = con.execute(read_sql("lake/latest_run")).fetchall()[0][0]
    for table in _RUN_TABLES:
        _append(con, table)
    con.execute(
        "insert into lake.main.table_counts by name from source.main.table_counts "
        "where run_id not in (select run_id from lake.main.table_counts) and run_id is distinct from $run_id",
        {"run_id": run_id},
    )
    if run_id is not None:
        for table in COUNTED_TABLES:
            con.execute(read_sql("lake/counts").format(table=table), {"run_id": run_id, "table": table})
    con.execute("delete from lake.main.schema_writers where writer = $writer", {"writer": writer})
    con.execute(
        "insert into lake.main.schema_writers "
        "select $writer, revision, $surface, $now from source.main.state",
        {"writer": writer, "surface": surface_of(con), "now": datetime.now(UTC).replace(tzinfo=None)},
    )
    _finish(con, writer, f"run {run_id}" if run_id else "publish", moved)
    return moved


def restore(con: Connection, *, writer: str, version: int) -> Moved:
    """Bring the lake in line with ``source``, itself as it was at ``version``, within a transaction.

    No writer is in line with it then: each one's next run publishes what its raw folder holds.
    """
    moved = _move(con, writer=writer, everyone=True, anew=False)
    con.execute("delete from lake.main.schema_owners where document_id in (select document_id from moved)")
    con.execute(
        "insert into lake.main.schema_owners by name from source.main.schema_owners "
        "where document_id in (select document_id from moved where comes)"
    )
    for table in (*_RUN_TABLES, "table_counts"):
        con.execute(
            f"delete from lake.main.{table} where run_id not in (select run_id from source.main.runs)"  # noqa: S608 - names of ours
        )
    con.execute("update lake.main.schema_writers set revision = $nobody", {"nobody": _NOBODY})
    _finish(con, writer, f"rollback to {version}", moved)
    return moved


def published_revision(con: Connection, writer: str) -> int | None:
    """Return the revision that a writer's private file had when it was published to the lake last."""
    rows = con.execute("select revision from lake.main.schema_writers where writer = ?", [writer]).fetchall()
    return int(rows[0][0]) if rows else None


def _surface_of_writer(con: Connection, writer: str) -> str | None:
    rows = con.execute("select surface from lake.main.schema_writers where writer = ?", [writer]).fetchall()
    return str(rows[0][0]) if rows else None


def _move(con: Connection, *, writer: str, everyone: bool, anew: bool) -> Moved:
    """Replace the rows of all documents that differ, and what follows from them."""
    told = {"writer": writer, "everyone": everyone, "anew": anew, "slice_bytes": _SLICE_BYTES}
    con.execute(read_sql("lake/moved"), told)
    came, went = con.execute(
        "select count(*) filter (comes), count(*) filter (goes and not comes) from moved"
    ).fetchall()[0]
    con.execute(read_sql("lake/touched_people"))
    if con.execute("from moved where goes limit 1").fetchall():
        _delete_moved(con)
    slices = con.execute("select distinct slice from moved where comes order by slice").fetchall()
    for (number,) in slices:
        _insert_moved(con, int(number))
    con.execute(read_sql("lake/people"))
    con.execute(read_sql("lake/delete_people"))
    con.execute(read_sql("lake/insert_people"))
    index_in_transaction(con)  # records have other numbers in each file
    return Moved(came, went)


def _delete_moved(con: Connection) -> None:
    for table in MOVED_TABLES:
        con.execute(
            f"delete from lake.main.{table} where document_id in (select document_id from moved where goes)"  # noqa: S608 - names of ours
        )


def _insert_moved(con: Connection, number: int) -> None:
    """Insert the rows of the documents of a slice that come."""
    moved = "select document_id from moved where comes and slice = $slice"
    for table in MOVED_TABLES:
        con.execute(
            f"insert into lake.main.{table} by name from source.main.{table} where document_id in ({moved})",
            {"slice": number},
        )


def _append(con: Connection, table: str) -> None:
    columns = con.execute(f"select * from source.main.{table} limit 0").description or ()  # noqa: S608
    listed = ", ".join(f'"{column[0]}"' for column in columns)
    con.execute(read_sql("lake/append").format(table=table, columns=listed))


def _finish(con: Connection, writer: str, message: str, moved: Moved) -> None:
    con.execute("update lake.main.state set revision = revision + 1")
    documents, papers = con.execute(
        "select (select count(*) from lake.main.documents), (select count(*) from lake.main.papers)"
    ).fetchall()[0]
    extra = {**moved._asdict(), "documents": documents, "papers": papers}
    con.execute(
        "call lake.set_commit_message($writer, $message, extra_info => $extra)",
        {"writer": writer, "message": message, "extra": json.dumps(extra)},
    )
