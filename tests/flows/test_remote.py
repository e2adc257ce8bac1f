"""Raw folders elsewhere: a store in memory, and a real S3 server on loopback."""

import os
from collections.abc import Iterator
from pathlib import Path

import fsspec  # type: ignore[import-untyped]  # it has no types
import pytest

from extractors.errors import RoundupError
from flows.errors import BadSettingError, RemoteFolderError, UsageError
from flows.settings import load_settings
from tests.flows.conftest import FIRST, SECOND, House, only_line
from tests.flows.s3 import serve_s3


class Store:
    """A raw folder in a store of fsspec."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.filesystem, self.root = fsspec.core.url_to_fs(address)

    def put(self, name: str, content: bytes) -> None:
        self.filesystem.pipe_file(f"{self.root}/{name}", content)

    def remove(self, name: str) -> None:
        self.filesystem.rm_file(f"{self.root}/{name}")


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An S3 server with a bucket."""
    with serve_s3(tmp_path_factory.mktemp("s3")) as url:
        yield url


@pytest.fixture(params=["memory", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "s3":
        request.getfixturevalue("s3")
        return Store(f"s3://papers/{tmp_path.name}")
    return Store(f"memory://{tmp_path.name}")


def test_a_store_gives_what_a_folder_gives(store: Store, house: House) -> None:
    store.put("amazon/first.txt", FIRST.encode())
    store.put("amazon/second.txt", SECOND.encode())
    house.run()
    rows = house.rows("select * exclude (run_id) from documents order by all")
    elsewhere = house.folder / "elsewhere" / "roundup.duckdb"
    told = {"raw": store.address, "warehouse": elsewhere}
    house.link = elsewhere
    assert house.run(**told).documents_parsed == 2
    assert house.rows("select * exclude (run_id) from documents order by all") == rows
    again = house.run(**told)
    assert (again.documents_parsed, again.documents_unchanged, again.rows_written) == (0, 2, 0)


def test_only_what_changed_is_copied_and_read(store: Store, house: House) -> None:
    for name in "ab":
        store.put(f"{name}.txt", FIRST.encode())
    told = {"raw": store.address}
    house.run(**told)
    copies = {path.name: path for path in (house.folder / "warehouse" / "mirror").rglob("*.txt")}
    before = {name: path.stat().st_mtime_ns for name, path in copies.items()}
    store.put("b.txt", SECOND.encode())
    store.put("c.txt", FIRST.encode())
    changed = house.run(**told)
    assert (changed.documents_parsed, changed.documents_unchanged) == (2, 1)
    assert copies["a.txt"].stat().st_mtime_ns == before["a.txt"]
    store.remove("a.txt")
    assert house.run(**told).documents_retired == 1
    assert not copies["a.txt"].exists()


def test_names_and_sizes_of_a_store_are_not_trusted(store: Store, house: House) -> None:
    store.put("good.txt", FIRST.encode())
    store.put("../up.txt", FIRST.encode())
    store.put("a/../../up.txt", FIRST.encode())
    store.put(".hidden/x.txt", FIRST.encode())
    store.put("paper.pdf", b"x")
    store.put("large.txt", b"x" * 5_000)
    done = house.run(raw=store.address, max_document_bytes=4_000)
    assert [(file.source_uri, file.rule) for file in done.refused] == [("large.txt", "too_large")]
    assert done.documents_parsed == 1
    assert not list(house.folder.rglob("up.txt"))


def test_object_that_was_too_large_is_copied_once_it_is_not(store: Store, house: House) -> None:
    store.put("large.txt", FIRST.encode())
    assert house.run(raw=store.address, max_document_bytes=100).documents_refused == 1
    assert house.run(raw=store.address, max_document_bytes=100).rows_written == 0
    assert house.run(raw=store.address).documents_refused == 0
    assert len(house.titles()) == 2


@pytest.mark.usefixtures("s3")
def test_copy_that_is_broken_off_keeps_what_it_has_and_goes_on_from_there(house: House) -> None:
    store = Store(f"s3://papers/{house.folder.name}")
    for number in range(80):
        store.put(f"{number}.txt", f"{number} {FIRST}".encode())
    # A real failure: what is archived cannot be read.
    store.filesystem.pipe_file(f"{store.root}/79.txt", b"x", StorageClass="GLACIER")
    mirrored = house.link.parent / "mirror"
    with pytest.raises(RemoteFolderError, match=r"cannot be read \(.*storage class"):
        house.run(raw=store.address)
    copied = {path.name: path.stat().st_mtime_ns for path in mirrored.rglob("*.txt")}
    assert len(copied) == 79
    assert not [path for path in mirrored.rglob(".*") if path.name != ".mirror.json"]
    assert not house.link.exists()
    store.put("79.txt", SECOND.encode())
    assert house.run(raw=store.address, only="7*.txt").documents_parsed == 11
    again = {path.name: path.stat().st_mtime_ns for path in mirrored.rglob("*.txt")}
    assert {name for name in again if again[name] != copied.get(name)} == {"79.txt"}


def test_store_that_is_empty_all_of_a_sudden_empties_nothing(store: Store, house: House) -> None:
    store.put("a.txt", FIRST.encode())
    house.run(raw=store.address)
    store.remove("a.txt")
    with pytest.raises(RoundupError):
        house.run(raw=store.address)
    assert len(house.titles()) == 2


def test_store_that_fails_is_a_passing_fault(house: House) -> None:
    with pytest.raises(RemoteFolderError, match="there is no such folder"):
        house.run(raw="memory://nowhere")


@pytest.mark.usefixtures("s3")
def test_bucket_that_is_not_there_is_one_clear_line(house: House) -> None:
    done = house.call("run", "--no-prefect", "--raw", "s3://nobody/raw", **os.environ)
    assert done.returncode == 1
    assert "s3://nobody/raw cannot be read" in only_line(done.stderr)


def test_address_that_nobody_knows_is_refused(house: House) -> None:
    with pytest.raises(UsageError, match="nonsense"):
        house.run(raw="nonsense://x")
    with pytest.raises(BadSettingError, match="an address may hold no password") as error:
        load_settings(raw="sftp://me:word@host/raw")
    assert "word@" not in str(error.value)
