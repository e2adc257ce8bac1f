"""A working file in a temporary folder, and what tells two of them apart."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from warehouse.connect import Connection, connect
from warehouse.migrate import migrate


@pytest.fixture
def con(tmp_path: Path) -> Iterator[Connection]:
    """An open, empty warehouse."""
    path = tmp_path / "w.duckdb"
    with connect(path) as opened:
        migrate(opened, path)
        yield opened
