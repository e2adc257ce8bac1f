"""`roundup generate`: what it writes, what it leaves alone, and what it says when it cannot."""

import json
from pathlib import Path

import pytest

from flows.cli import run_command
from flows.discover import discover
from flows.generating.documents import Options
from flows.generating.write import MARKER, Extent, NotMadeUpError, write_documents

OPTIONS = Options(seed=3, kilobytes=3)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MARKER
    }


def test_a_corpus_can_grow(tmp_path: Path) -> None:
    small, large = tmp_path / "small", tmp_path / "large"
    write_documents(small, OPTIONS, Extent(documents=5))
    before = contents(small)
    grown = write_documents(small, OPTIONS, Extent(documents=9))
    write_documents(large, OPTIONS, Extent(documents=9))
    assert (grown.documents, grown.kept) == (9, 5)
    assert before.items() < contents(small).items()
    assert contents(small) == contents(large)
    assert len(discover(small).files) == 9  # the marker is none


def test_megabytes_end_it(tmp_path: Path) -> None:
    written = write_documents(tmp_path / "raw", OPTIONS, Extent(size=40_000))
    assert written.size >= 40_000
    assert sum(map(len, contents(tmp_path / "raw").values())) == written.size
    fewer = write_documents(tmp_path / "fewer", OPTIONS, Extent(documents=written.documents - 1))
    assert fewer.size < 40_000


def test_gold_is_what_eval_reads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = tmp_path / "raw"
    arguments = ["generate", str(raw), "--documents", "6", "--kilobytes", "3", "--gold", "--seed", "5"]
    assert run_command([*arguments, "--format", "txt", "--drift", "0"]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"{raw}: 6 documents, ")
    publishers = [str(path) for path in raw.iterdir() if path.is_dir()]
    assert run_command(["eval", *publishers, "--json", "--fail-under", "0.9"]) == 0
    assert len(json.loads(capsys.readouterr().out)["documents"]) == 6


def test_only_one_layout(tmp_path: Path) -> None:
    arguments = ["generate", str(tmp_path / "raw"), "--documents", "4", "--kilobytes", "2", "--gold"]
    assert run_command([*arguments, "--layout", "html_table", "--drift", "1"]) == 0
    golds = [json.loads(text) for name, text in contents(tmp_path / "raw").items() if name.endswith(".json")]
    families = {gold["family"].split(", ")[0] for gold in golds}
    assert families == {"html_table"}


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ([], "say how much"),
        (["--documents", "0"], "--documents: it is a whole number from 1"),
        (["--documents", "-3"], "--documents: it is a whole number from 1"),
        (["--megabytes", "-1"], "--megabytes: it is a number above 0"),
        (["--megabytes", "nan"], "--megabytes: it is a number above 0"),
        (["--documents", "1", "--drift", "1.5"], "--drift: it is a share from 0 to 1"),
        (["--documents", "1", "--kilobytes", "0"], "--kilobytes: it is a whole number from 1 to 1,000"),
        (["--documents", "1", "--layout", "spiral"], "--layout: there is no 'spiral'; there are titles_over"),
        (["--documents", "1", "--layout", "html_list", "--format", "md"], "is not of the format md"),
        (["--documents", "1", "--format", "pdf"], "format"),
    ],
)
def test_a_wrong_call_is_one_line(
    arguments: list[str], problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["generate", str(tmp_path / "raw"), *arguments]) == 2
    said = capsys.readouterr().err
    assert problem in said
    assert said.count("\n") == 1
    assert not (tmp_path / "raw").exists()


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "mine.txt").write_text("mine")
    with pytest.raises(NotMadeUpError, match="is not empty"):
        write_documents(raw, OPTIONS, Extent(documents=1))
    assert contents(raw) == {"mine.txt": b"mine"}
    write_documents(raw, OPTIONS, Extent(documents=2), force=True)
    assert len(contents(raw)) == 3
    with pytest.raises(NotMadeUpError, match="with other options"):
        write_documents(raw, Options(seed=4, kilobytes=3), Extent(documents=2))
    first = next(path for path in sorted(raw.glob("*/*")) if path.is_file())
    made = first.read_bytes()
    first.write_bytes(made.replace(b"e", b"f"))
    with pytest.raises(NotMadeUpError, match="differs"):
        write_documents(raw, OPTIONS, Extent(documents=2))
    write_documents(raw, OPTIONS, Extent(documents=2), force=True)
    assert first.read_bytes() == made


def test_a_full_disk_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = tmp_path / "raw"
    arguments = ["generate", str(raw), "--documents", "3", "--kilobytes", "2"]
    assert run_command(arguments) == 0
    last = max(path for path in raw.glob("*/*") if path.is_file() and "-0000002." in path.name)
    last.unlink()
    last.symlink_to("/dev/full")  # which has room for nothing
    capsys.readouterr()
    assert run_command([*arguments, "--force"]) == 1
    said = capsys.readouterr().err
    assert said == (
        f"roundup: {last}: No space left on device; 2 documents before it are complete: "
        "make room and call it again\n"
    )


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert run_command(["generate", str(tmp_path / "file" / "raw"), "--documents", "1"]) == 1
    assert "Not a directory" in capsys.readouterr().err
