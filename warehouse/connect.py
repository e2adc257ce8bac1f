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
# Nothing is fetched at run time; Python variables are no tables.
_CONFIG = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    # A checkpoint in the middle of a run writes what the next batch makes it write again.
    "checkpoint_threshold": "1GB",
}


@contextmanager
def connect(path: Path, *, read_only: bool = False, memory_limit: str | None = None) -> Iterator[Connection]:
    """Open the DuckDB file at ``path``; it is closed at the end of the block.

    Raises:
        WarehouseLocked: another process holds the file.
        NotADuckDBFile: it is something else.
        NewerFile: a newer DuckDB wrote it.
    """
    config: dict[str, str | bool | int | float | list[str]] = dict(_CONFIG)
    config |= {"memory_limit": memory_limit} if memory_limit else {}
    try:
        con = duckdb.connect(path, read_only=read_only, config=config)
    except duckdb.Error as error:
        raise _opening_error(path, str(error)) from error
    try:
        con.execute(
            "set TimeZone = 'UTC'"
        )  # the wheel has ICU built in; as an option of connect it is unknown
        yield con
    except duckdb.FatalException as error:
        raise OtherWarehouseError(path, str(error)) from error
    finally:
        con.close()


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
