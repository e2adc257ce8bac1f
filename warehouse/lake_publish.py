"""Publishes a private file to a lake; where another writer was faster, the publish begins anew."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import stamina

from warehouse.connect import Connection, quote, transaction
from warehouse.lake_address import Lake
from warehouse.lake_connect import attach, connect_for_lakes, open_lake, trust_no_statistics
from warehouse.lake_errors import LakeConflict, LakeNotPublished
from warehouse.lake_schema import bring_schema_up_to_date, check_lake_schema, set_options
from warehouse.lake_sync import Moved, published_revision, restore, sync
from warehouse.lake_turns import turn

T = TypeVar("T")
# Enough for a slice of documents; what does not fit is written beside the private file for a while.
_MEMORY = "400MB"
_RETRY_SECONDS = 300.0
_MAX_WAIT_SECONDS = 5.0


def default_writer(working: Path) -> str:
    """Return the name that the private file ``working`` publishes under, unless the settings say another."""
    return f"{socket.gethostname()}:{working.absolute()}"


def revision_in_lake(lake: Lake, writer: str) -> int | None:
    """Return the revision that ``writer`` has published last; ``None`` where it has not, or there is no lake.

    Raises:
        NewerLake: a newer release wrote the lake.
        LakeUnreachable: its catalog does not answer.
    """
    with suppress(LakeNotPublished), open_lake(lake, read_only=True) as con:
        if check_lake_schema(con, lake):
            return published_revision(con, writer)
    return None


def publish_to_lake(lake: Lake, working: Path, *, writer: str) -> Moved:
    """Bring the lake in line with the private file, in one commit; return what that moved.

    Raises:
        WarehouseLocked: another run holds the private file.
        LakeConflict: other writers were faster, time and again.
        LakeUnreachable: the catalog does not answer.
    """
    return until_committed(lambda: _publish(lake, working, writer))


def restore_version(lake: Lake, version: int, *, writer: str) -> Moved:
    """Let the lake hold what it held at ``version``, as a commit of its own.

    Raises:
        NoSuchLakeSnapshot: it has expired, or never was.
    """
    return until_committed(lambda: _restore(lake, version, writer))


def until_committed(attempt: Callable[[], T]) -> T:
    """Return what ``attempt`` returns; it begins anew whenever another writer was faster, for some minutes.

    Raises:
        LakeConflict: they were, until the end.
    """
    for tried in stamina.retry_context(
        on=LakeConflict, attempts=None, timeout=_RETRY_SECONDS, wait_initial=0.1, wait_max=_MAX_WAIT_SECONDS
    ):
        with tried:
            return attempt()
    raise AssertionError  # the context raises the last conflict


def _publish(lake: Lake, working: Path, writer: str) -> Moved:
    with connect_for_lakes(lake) as con:
        attach(con, lake, read_only=False, create=True)
        con.execute("use lake")
        check_lake_schema(con, lake)
        con.execute(f"set memory_limit = {quote(_MEMORY)}")
        con.execute("set threads = 1")
        con.execute(f"set temp_directory = {quote(str(working.with_suffix('.spilled')))}")
        with _attached(con, working), turn(con, lake):
            with transaction(con):
                if bring_schema_up_to_date(con):
                    con.execute("update lake.main.state set revision = revision + 1")
            set_options(con)
            with transaction(con):
                return sync(con, writer=writer)


@contextmanager
def _attached(con: Connection, working: Path) -> Iterator[None]:
    """Attach a private file as ``source`` for the block.

    The next step of the process opens it again, and DuckDB refuses that as long as a connection has it, which
    a thread of the PostgreSQL extension may keep alive for a moment after it was closed.
    """
    con.execute(f"attach {quote(str(working))} as source (read_only)")
    try:
        yield
    finally:
        con.execute("detach source")


def _restore(lake: Lake, version: int, writer: str) -> Moved:
    with connect_for_lakes(lake) as con:
        attach(con, lake, read_only=False)
        con.execute("use lake")
        check_lake_schema(con, lake)
        trust_no_statistics(con)
        attach(con, lake, name="source", read_only=True, version=version)
        with turn(con, lake), transaction(con):
            return restore(con, writer=writer, version=version)
