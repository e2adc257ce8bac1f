"""A working file in a temporary folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.warehouse.copies import empty_file, opened_copy
from warehouse.connect import Connection


@pytest.fixture
def con(tmp_path: Path) -> Iterator[Connection]:
    """An open, empty warehouse."""
    with opened_copy(empty_file(), tmp_path / "w.duckdb") as opened:
        yield opened
