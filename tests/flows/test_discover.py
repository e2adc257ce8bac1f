"""What counts as a document, and what is passed over."""

import os
from pathlib import Path

import pytest

from flows.discover import discover
from flows.errors import RawFolderMissingError


def names(raw: Path) -> tuple[list[str], list[str]]:
    found = discover(raw)
    return [file.source_uri for file in found.files], list(found.skipped)


def test_finds_documents_below_the_folder_in_the_order_of_their_names(tmp_path: Path) -> None:
    known = ["a.txt", "a/deep/er/x.txt", "b/1.TXT", "b/2.htm", "c.md", "d.MARKDOWN", "e.html"]
    for name in (*reversed(known), "f.pdf", "b/.hidden.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    assert names(tmp_path) == (known, ["f.pdf"])


def test_links_that_lead_out_and_what_never_ends_are_skipped(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("x", "utf-8")
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "real.txt").write_text("x", "utf-8")
    (raw / "inside.txt").symlink_to("real.txt")
    (raw / "out.txt").symlink_to(outside / "secret.txt")
    (raw / "folder").symlink_to(outside)
    (raw / "nowhere.txt").symlink_to("missing.txt")
    os.mkfifo(raw / "pipe.txt")
    assert names(raw) == (["inside.txt", "nowhere.txt", "real.txt"], ["folder", "out.txt", "pipe.txt"])


def test_raw_folder_may_itself_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "x.txt").write_text("x", "utf-8")
    (tmp_path / "raw").symlink_to("real")
    assert names(tmp_path / "raw") == (["x.txt"], [])


def test_name_that_is_no_utf8_has_a_printable_uri(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("x", "utf-8")
    assert names(tmp_path) == (["caf\\xe9.txt"], [])


@pytest.mark.parametrize("name", ["missing", "file.txt"])
def test_folder_that_is_missing_or_a_file_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").write_text("x", "utf-8")
    with pytest.raises(RawFolderMissingError):
        discover(tmp_path / name)
