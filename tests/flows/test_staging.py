"""Staged batches elsewhere: in a folder that the settings name, or in a store."""

from pathlib import Path
from typing import Any

import pytest

from flows.batches import extract_batch, make_batches
from flows.discover import SourceFile
from flows.errors import BadSettingError, StagingError, UsageError
from flows.ingest import ingest
from flows.settings import load_settings
from flows.stores import read_objects
from tests.flows.conftest import FIRST, House

ROWS = "select * exclude (run_id) from documents order by all"


@pytest.fixture(params=["folder", "store"])
def staging(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    shared = tmp_path / "shared"
    shared.mkdir()
    return shared if request.param == "folder" else f"file://{shared}"


def test_tables_do_not_depend_on_where_batches_are_staged(
    house: House, staging: Path | str, tmp_path: Path
) -> None:
    house.run()
    rows = house.rows(ROWS)
    house.link = tmp_path / "other" / "roundup.duckdb"
    foreign = tmp_path / "shared" / "roundup-of-another" / "000000.ndjson"
    foreign.parent.mkdir()
    foreign.write_text("another warehouse's")
    seen: list[list[Path]] = []

    def look(done: int, _total: int) -> None:
        if done:
            seen.append([path for path in (tmp_path / "shared").rglob("*.ndjson") if path != foreign])

    told = {"staging": staging, "warehouse": house.link, "batch_documents": 1, "workers": 2}
    assert ingest(house.settings(**told), on_progress=look).documents_parsed == 2
    assert house.rows(ROWS) == rows
    assert bool(seen[-1]) == isinstance(staging, Path)  # from a store each is taken once it is there
    assert [path for path in (tmp_path / "shared").rglob("*") if path.is_file()] == [foreign]
    assert list(tmp_path.rglob("*.ndjson")) == [foreign]


def test_what_a_killed_run_left_is_removed_by_the_next(
    house: House, staging: Path | str, tmp_path: Path
) -> None:
    def leave() -> None:
        (own,) = (tmp_path / "shared").iterdir()
        (own / "killed").mkdir()
        (own / "killed" / "000000.ndjson").write_text("half")

    def stop(done: int, _total: int) -> None:
        if done:
            leave()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest(house.settings(staging=staging), on_progress=stop)
    assert list((tmp_path / "shared").rglob("killed"))
    assert house.run(staging=staging).documents_parsed == 2
    assert not [path for path in (tmp_path / "shared").rglob("*") if path.is_file()]


def test_run_that_changes_nothing_needs_neither_place_nor_cluster(house: House) -> None:
    house.run()
    elsewhere = {"staging": "file:///nowhere/at/all", "runner": "dask", "dask_address": "tcp://127.0.0.1:9"}
    assert house.run(**elsewhere).rows_written == 0


def test_place_that_cannot_be_used_is_one_clear_line(house: House) -> None:
    with pytest.raises(StagingError, match=r"cannot be used for staging .*check ROUNDUP_STAGING"):
        house.run(staging="file:///nowhere/at/all")
    with pytest.raises(UsageError, match="no other process sees it"):
        house.run(staging="memory://x")
    with pytest.raises(UsageError, match="nonsense"):
        house.run(staging="nonsense://x")
    with pytest.raises(BadSettingError, match="an address may hold no password"):
        load_settings(staging="sftp://me:word@host/raw")


def test_store_that_fails_in_mid_run_fails_the_run_and_the_next_heals(house: House, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()

    def lose(done: int, _total: int) -> None:
        if done == 1:
            for folder in sorted(shared.rglob("*"), reverse=True):
                folder.rmdir() if folder.is_dir() else folder.unlink()

    told = {"staging": f"file://{shared}", "batch_documents": 1}
    with pytest.raises(StagingError):
        ingest(house.settings(**told), on_progress=lose)
    house.run(**told)
    assert len(house.titles()) == 3


def test_documents_of_a_store_are_read_whole_or_refused(house: House) -> None:
    house.put("empty.txt", b"")
    house.put("large.txt", b"x" * 5_000)
    store = f"file://{house.raw}"
    names = ["amazon/first.txt", "empty.txt", "large.txt", "missing.txt"]
    first, empty, large, missing = read_objects(store, names, max_bytes=2_000)
    assert (first, empty, large) == (FIRST.encode(), b"", 5_000)
    assert isinstance(missing, FileNotFoundError)
    files = [(SourceFile(name, Path("/elsewhere"), name, store), 1) for name in names]
    (batch,) = make_batches(files, house.folder, max_documents=9, max_bytes=9_000, max_document_bytes=2_000)
    staged = extract_batch(batch).read_text("utf-8")
    assert staged.count("\n") == 4
    for rule in ("empty", "too_large", "disappeared"):
        assert f'"rule":"{rule}"' in staged
