"""The only place that opens DuckDB files, and that knows DuckDB's errors by name."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from extractors.errors import RoundupError
from warehouse.errors import BadQuery, NewerFile, NotADuckDBFile, OtherWarehouseError, WarehouseLocked

Connection = duckdb.DuckDBPyConnection

_HOLDER = re.compile(r"Conflicting lock is held in (?P<program>.+?) \(PID (?P<pid>\d+)\)")
_NOT_DUCKDB = ("not a valid DuckDB", "Corrupt database", "Could not read enough bytes", "Serialization Error")
_LOG_MEGABYTES = 1024
# Nothing is fetched at run time; Python variables are no tables.
CONFIG = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    # A checkpoint in the middle of a run writes what the next batch makes it write again: see ``settle``.
    "checkpoint_threshold": f"{_LOG_MEGABYTES}MB",
}
# Enough for thousands of documents of usual size; what does not fit is written beside the file for a while.
_WRITER_MEGABYTES = 240
# Loading gains nothing from more threads, and the other processors are busy extracting.
_WRITER_CONFIG = {"memory_limit": f"{_WRITER_MEGABYTES}MB", "threads": "1"}


@contextmanager
def connect(path: Path, *, read_only: bool = False) -> Iterator[Connection]:
    """Open the DuckDB file at ``path``; it is closed at the end of the block.

    A writer is frugal (see ``allow_memory`` and ``all_threads``): it works beside the extractors.

    Raises:
        WarehouseLocked: another process holds the file.
        NotADuckDBFile: it is something else.
        NewerFile: a newer DuckDB wrote it.
        OtherWarehouseError: it cannot be opened, or work on it stopped: disk full, memory, damage.
    """
    config: dict[str, str | bool | int | float | list[str]] = dict(CONFIG)
    if not read_only:
        config |= _WRITER_CONFIG
    try:
        con = duckdb.connect(path, read_only=read_only, config=config)
    except duckdb.Error as error:
        raise _opening_error(path, str(error)) from error
    try:
        # No option of connect: the time zone belongs to ICU, which the wheel has built in.
        con.execute("set TimeZone = 'UTC'")
        con.execute("set enable_progress_bar_print = false")  # stdout is for data
        yield con
    except (duckdb.OperationalError, duckdb.InternalError, duckdb.FatalException) as error:
        raise OtherWarehouseError(path, str(error)) from error
    finally:
        con.close()


@contextmanager
def connect_to_both(*, older: Path, newer: Path) -> Iterator[Connection]:
    """Open two DuckDB files for reading, as the databases ``older`` and ``newer``.

    Raises:
        WarehouseLocked: another process writes to one of them.
        NotADuckDBFile: one of them is something else.
    """
    con = duckdb.connect(":memory:", config=dict(CONFIG))
    try:
        con.execute("set TimeZone = 'UTC'")
        for name, path in (("older", older), ("newer", newer)):
            try:
                con.execute(f"attach {quote(str(path))} as {name} (read_only)")
            except duckdb.Error as error:
                raise _opening_error(path, str(error)) from error
        yield con
    finally:
        con.close()


def quote(text: str) -> str:
    """Return ``text`` as a literal, for statements that take no parameters: ATTACH, COPY, COMMENT."""
    return "'" + text.replace("'", "''") + "'"


def allow_memory(con: Connection, megabytes: int) -> None:
    """Let a writer take more memory where a single document of unusual size needs it."""
    if megabytes > _WRITER_MEGABYTES:
        con.execute(f"set memory_limit = '{megabytes}MB'")


def settle(con: Connection) -> None:
    """Say when the log is to be written into the file: once it is as long as the file itself.

    A checkpoint writes the unfinished parts of tables anew, which grow with the file: were they written every
    gigabyte, the time of a document would grow with the number of documents.
    """
    blocks = "select block_size * total_blocks from pragma_database_size() where database_name = "
    ((size_bytes,),) = con.execute(f"{blocks} current_database()").fetchall()
    size = max(size_bytes >> 20, _LOG_MEGABYTES)
    con.execute(f"set checkpoint_threshold = '{size}MB'")


@contextmanager
def all_threads(con: Connection) -> Iterator[None]:
    """Let a writer use all processors within the block, when nothing else of the run is at work."""
    con.execute("reset threads")
    yield
    con.execute(f"set threads = {_WRITER_CONFIG['threads']}")


@contextmanager
def transaction(con: Connection) -> Iterator[None]:
    """Commit what the block does, or nothing of it."""
    con.begin()
    try:
        yield
    except BaseException:
        con.rollback()
        raise
    con.commit()


def count_statements(con: Connection, sql: str) -> int:
    """Return how many statements ``sql`` holds, without running any."""
    return len(con.extract_statements(sql))


@contextmanager
def query_errors() -> Iterator[None]:
    """Turn the errors of a user's SQL into one line.

    Raises:
        BadQuery: the SQL does not run.
    """
    try:
        yield
    except duckdb.Error as error:
        raise BadQuery(str(error).partition("\n\nLINE ")[0]) from error


LoadError = (duckdb.DataError, duckdb.IntegrityError)
"""What a load raises when the records do not fit the tables."""


def _opening_error(path: Path, message: str) -> RoundupError:
    holder = _HOLDER.search(message)
    if holder:
        return WarehouseLocked(path, f"process {holder['pid']} ({holder['program']})")
    if "Conflicting lock" in message or "Could not set lock" in message:
        return WarehouseLocked(path, "another process")
    if "newer version of DuckDB" in message or "can only read version" in message:
        return NewerFile(path)
    if any(sign in message for sign in _NOT_DUCKDB):
        return NotADuckDBFile(path)
    return OtherWarehouseError(path, message)
