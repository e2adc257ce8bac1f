"""What a warehouse holds, in a form that two of them can be compared in."""

from typing import Any

from warehouse.comments import RECORD_TABLES
from warehouse.connect import Connection


def dump(
    con: Connection, *, but: frozenset[str] = frozenset({"run_id"}), without: frozenset[str] = frozenset()
) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables of records and sources, sorted, without the columns in ``but``.

    ``without`` names tables that are left out.
    """
    return {
        table: con.execute(
            f"select columns(lambda c: c not in $but) from {table} order by all",  # noqa: S608 - names of ours
            {"but": sorted(but)},
        ).fetchall()
        for table in (*RECORD_TABLES, "sources")
        if table not in without
    }


def revision(con: Connection) -> int:
    """Return the number of the last change."""
    row = con.execute("select revision from state").fetchone()
    assert row
    return int(row[0])
