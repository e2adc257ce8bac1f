"""``roundup snapshots``, ``rollback`` and ``diff``: the published snapshots that are kept."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.errors import UsageError
from flows.settings import load_published, load_settings
from flows.tables import print_json, print_table
from flows.talk import say
from warehouse.comments import RECORD_TABLES
from warehouse.history import Snapshot, TableDiff, diff_rows, list_history, roll_back
from warehouse.history import diff as diff_tables
from warehouse.lake_address import Lake
from warehouse.lake_history import (
    LakeSnapshot,
    diff_lake,
    diff_rows_of_lake,
    list_lake_history,
    roll_lake_back,
)
from warehouse.lake_publish import default_writer
from warehouse.layout import Layout

Flag = Annotated[bool, Parameter(negative="")]


def snapshots(*, json: Flag = False, warehouse: Path | None = None) -> None:
    """List the published snapshots that are kept, the newest first.

    Parameters
    ----------
    json
        Print a JSON list of objects.
    warehouse
        The published file (default: ROUNDUP_WAREHOUSE or warehouse/roundup.duckdb).
    """
    show = print_json if json else print_table
    lake = _lake(warehouse)
    if lake is not None:
        show(LakeSnapshot._fields, list_lake_history(lake))
    else:
        show(Snapshot._fields, list_history(_layout(warehouse)))


def rollback(revision: int | None = None, /, *, warehouse: Path | None = None) -> None:
    """Publish a kept snapshot again; the next run continues from it.

    Parameters
    ----------
    revision
        Which one, as `roundup snapshots` lists them (default: the one before the published one).
    warehouse
        The published file (default: ROUNDUP_WAREHOUSE or warehouse/roundup.duckdb).
    """
    lake = _lake(warehouse)
    layout = _layout(warehouse)
    if lake is not None:
        writer = load_settings().lake_writer or default_writer(layout.working)
        version, moved = roll_lake_back(lake, revision, writer=writer)
        say(
            f"{lake} holds what it held at version {version} ({moved.came:,} documents came back, "
            f"{moved.went:,} went); each writer's next run publishes what its raw folder holds"
        )
        return
    snapshot = roll_back(layout, revision)
    say(f"{layout.link} is snapshot {Layout.revision_of(snapshot)} again; the next run continues from it")


def diff(
    older: int | None = None,
    newer: int | None = None,
    /,
    *,
    rows: str | None = None,
    json: Flag = False,
    warehouse: Path | None = None,
) -> None:
    """Say per table how many rows came, went and changed between two snapshots.

    Parameters
    ----------
    older
        The earlier revision (default: the one before `newer`).
    newer
        The later revision (default: the published one).
    rows
        List the rows of this table instead.
    json
        Print a JSON list of objects.
    warehouse
        The published file (default: ROUNDUP_WAREHOUSE or warehouse/roundup.duckdb).
    """
    if rows is not None and rows not in RECORD_TABLES:
        raise UsageError(f"there is no table {rows!r}; choose one of: {', '.join(RECORD_TABLES)}")
    if older is not None and older == newer:
        raise UsageError(f"{older} and {newer} are the same snapshot; choose two")
    lake = _lake(warehouse)
    layout = _layout(warehouse)
    show = print_json if json else print_table
    if rows is None:
        counts = diff_lake(lake, older, newer) if lake else diff_tables(layout, older, newer)
        show(TableDiff._fields, counts)
    else:
        found = diff_rows_of_lake(lake, rows, older, newer) if lake else diff_rows(layout, rows, older, newer)
        show(found.columns, found.rows)


def _lake(warehouse: Path | None) -> Lake | None:
    published = load_published(warehouse)
    return published if isinstance(published, Lake) else None


def _layout(warehouse: Path | None) -> Layout:
    return Layout(load_settings(warehouse=warehouse).warehouse)
