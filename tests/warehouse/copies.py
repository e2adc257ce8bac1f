"""Private files that many tests begin with: built once, copied for each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from warehouse.connect import Connection, connect
from warehouse.migrate import migrate


@cache
def empty_file() -> bytes:
    """Return a private file that holds nothing."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "w.duckdb"
        with connect(path) as con:
            migrate(con, path)
        return path.read_bytes()


def filled_file(fill: Callable[[Connection, Path], object]) -> bytes:
    """Return a private file that ``fill`` has put something into; it may write to the folder that it gets."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "w.duckdb"
        with opened_copy(empty_file(), path) as con:
            fill(con, path.parent)
        return path.read_bytes()


@contextmanager
def opened_copy(content: bytes, path: Path) -> Iterator[Connection]:
    """Open a copy of a private file at ``path``."""
    path.write_bytes(content)
    with connect(path) as con:
        yield con
