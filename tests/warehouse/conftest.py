"""Working files in a temporary folder: empty, or as the module fills it."""

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


@pytest.fixture
def loaded(loaded_file: bytes, tmp_path: Path) -> Iterator[Connection]:
    """A warehouse that holds what the module's fixture ``loaded_file`` does."""
    with opened_copy(loaded_file, tmp_path / "w.duckdb") as opened:
        yield opened
