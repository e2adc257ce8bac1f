"""A folder that may not be written to: one line that names it, and all that was published stays."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from extractors.errors import RoundupError
from flows.ingest import ingest
from flows.settings import Settings
from tests.warehouse.tables import dump
from warehouse.connect import connect

_NOBODY = 65534


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that other users can reach, unlike ``tmp_path``."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name)
        path.chmod(0o755)
        yield path


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Forbid writing below ``folder``; to root nothing is forbidden, so root becomes somebody else."""
    is_root = os.geteuid() == 0
    paths = [folder, *(path for path in folder.rglob("*") if not path.is_symlink())]
    modes = {path: path.stat().st_mode for path in paths}
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    if is_root:
        os.seteuid(_NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        for path, mode in modes.items():
            path.chmod(mode)


def test_a_read_only_folder_is_one_line_and_nothing_is_lost(folder: Path) -> None:
    raw = folder / "raw"
    raw.mkdir()
    (raw / "a.txt").write_text("A First Paper about Something\nAda Lovelace, Alan Turing\n")
    settings = Settings(raw=raw, warehouse=folder / "published" / "roundup.duckdb", workers=1)
    ingest(settings)
    with connect(settings.warehouse, read_only=True) as con:
        before = dump(con)
    (raw / "b.txt").write_text("A Second Paper about Something\nGrace Hopper, Alan Turing\n")
    with read_only(folder / "published"), pytest.raises(RoundupError) as caught:
        ingest(settings)
    assert str(folder / "published") in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
    assert "ermission" in str(caught.value)
    with connect(settings.warehouse, read_only=True) as con:
        assert dump(con) == before
    assert ingest(settings).documents_parsed == 1
