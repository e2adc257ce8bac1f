"""Bad input, as a user meets it: the command, its one line, its exit code, and what is still there."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.flows.conftest import FIRST, House, only_line
from tests.warehouse.processes import held_open

RUN = ("run", "--no-prefect")


def write(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def link_to_nowhere(path: Path) -> None:
    path.symlink_to("nowhere.txt")


def link_in_a_circle(path: Path) -> None:
    path.symlink_to(path.name)


REFUSED = {
    "empty": (write(b""), "there is no text in this file; remove it or fetch it again"),
    "blank": (write(b" \n\n\t\n"), "there is no text in this file; remove it or fetch it again"),
    "binary": (write(bytes(range(256)) * 40), "this is binary data, not text; save the page's text instead"),
    "dangling": (link_to_nowhere, "this link leads nowhere; mend or remove it"),
    "circle": (link_in_a_circle, "cannot be read: Too many levels of symbolic links; check the file"),
    "50 MB in one line": (
        write(b"bandits " * (50 * 2**20 // 8)),
        "50.0 MiB is more than the limit of 16.0 MiB; split the file or raise ROUNDUP_MAX_DOCUMENT_BYTES",
    ),
}


@pytest.mark.parametrize(("make", "reason"), REFUSED.values(), ids=REFUSED)
def test_refused_file_is_named_and_the_rest_is_published(
    house: House, make: Callable[[Path], object], reason: str
) -> None:
    make(house.raw / "bad.txt")
    for _ in range(2):  # as long as it stays bad, every run says so
        done = house.call(*RUN)
        assert done.returncode == 3
        assert only_line(done.stderr) == f"raw/bad.txt: {reason}"
    assert len(house.titles()) == 3
    assert house.rows("select reason, fragment from rejects") == [(reason, "")]
    assert "rows written" in done.stdout


READ = {
    "UTF-8 with a mark": (FIRST.encode("utf-8-sig"), "utf-8", []),
    "UTF-16 with a mark": (FIRST.encode("utf-16"), "utf-16-le", []),
    "UTF-16 without a mark": (FIRST.encode("utf-16-be"), "utf-16-be", []),
    "Latin-1": (
        FIRST.replace("’", "'").replace("Mark", "Márk").encode("latin-1"),
        "windows-1252",
        ["encoding_guessed"],
    ),
    "lone surrogate": (
        FIRST.encode() + "\ud800 end\n".encode("utf-8", "surrogatepass"),
        "utf-8",
        ["characters_replaced"],
    ),
    "NUL": (FIRST.encode() + b"one \0 inside\n", "utf-8", ["characters_replaced"]),
}


@pytest.mark.parametrize(("content", "encoding", "reasons"), READ.values(), ids=READ)
def test_other_encodings_are_read_and_guesses_are_marked(
    house: House, content: bytes, encoding: str, reasons: list[str]
) -> None:
    house.put("amazon/first.txt", content)
    done = house.call(*RUN)
    assert done.returncode == 0
    if reasons:
        assert only_line(done.stderr).startswith("raw/amazon/first.txt: loaded, but look at it: ")
    else:
        assert done.stderr == ""
    (found,) = house.rows(
        "select encoding, needs_review, review_reasons from documents where source_uri = 'amazon/first.txt'"
    )
    assert found[0] == encoding
    assert set(reasons) <= set(found[2])
    assert found[1] == bool(found[2])
    assert "Incentivizing exploration with linear contexts" in house.titles()


def test_raw_folder_missing(house: House) -> None:
    house.run()
    done = house.call("run", "--raw", "elsewhere")
    assert done.returncode == 2
    assert only_line(done.stderr) == (
        "roundup: there is no folder elsewhere; create it, or name another with --raw"
    )
    assert len(house.titles()) == 3


def test_warehouse_locked_by_another_process(house: House) -> None:
    house.run()
    house.put("new.txt", FIRST)
    with held_open(house.working) as holder:
        done = house.call(*RUN)
    assert done.returncode == 1
    assert f"roundup.working.duckdb is locked by process {holder} (" in only_line(done.stderr)
    assert len(house.titles()) == 3
    assert house.run().documents_parsed == 1


def test_published_file_locked_by_another_process_does_not_stop_a_run(house: House) -> None:
    house.run()
    house.put("new.txt", FIRST)
    with held_open(house.link):
        query = house.call("sql", "select 1")
        assert query.returncode == 1
        assert "is locked by process" in only_line(query.stderr)
        assert house.call(*RUN).returncode == 0
        assert house.call("sql", "select 1").returncode == 0
    assert len(house.titles()) == 5


@pytest.mark.parametrize("content", [b"", b"not a database\n" * 1000], ids=["empty", "text"])
def test_warehouse_is_not_a_duckdb_file(house: House, content: bytes) -> None:
    house.link.parent.mkdir()
    house.link.write_bytes(content)
    done = house.call(*RUN)
    assert done.returncode == 1
    assert only_line(done.stderr) == (
        "roundup: warehouse/roundup.duckdb is not a DuckDB file, or a damaged one; "
        "move it away, then run again"
    )
    assert house.link.read_bytes() == content


def test_working_file_is_not_a_duckdb_file(house: House) -> None:
    house.run()
    house.working.write_bytes(b"not a database\n" * 1000)
    done = house.call(*RUN)
    assert done.returncode == 1
    assert "roundup.working.duckdb is not a DuckDB file" in only_line(done.stderr)
    assert len(house.titles()) == 3


@pytest.mark.parametrize("which", ["working", "link"])
def test_warehouse_with_a_newer_schema(house: House, which: str) -> None:
    house.run()
    with duckdb.connect(getattr(house, which)) as con:
        con.execute("insert into schema_migrations values (99, '0099_later', 'x', current_timestamp)")
    house.put("new.txt", FIRST)
    done = house.call(*RUN)
    assert done.returncode == 1
    assert "has schema 99, newer than" in only_line(done.stderr)
    assert len(house.titles()) == 3


def test_raw_folder_emptied(house: House) -> None:
    house.run()
    for path in house.raw.rglob("*.txt"):
        path.unlink()
    done = house.call(*RUN)
    assert done.returncode == 1
    assert "is the disk mounted?" in only_line(done.stderr)
    assert house.call(*RUN, "--allow-empty").returncode == 0
    assert house.titles() == []


def test_folder_for_the_warehouse_that_cannot_be_made(house: House) -> None:
    done = house.call(*RUN, "--warehouse", "raw/amazon/first.txt/x.duckdb")
    assert done.returncode == 1
    assert only_line(done.stderr).startswith("roundup: raw/amazon/first.txt")
