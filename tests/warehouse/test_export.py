"""Exports: files that other tools read, and whose import gives equal tables."""

import csv
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from extractors.errors import RoundupError
from tests.warehouse.markup import as_html
from tests.warehouse.samples import make_extraction
from tests.warehouse.staged import make_refusal, make_staged, stage
from tests.warehouse.tables import dump
from warehouse.connect import connect
from warehouse.derived import derive
from warehouse.errors import AlreadyThere, NotAnExport, NotPublished
from warehouse.export import FORMATS, TABLES, ExportFormat, export
from warehouse.history import diff
from warehouse.layout import Layout
from warehouse.load import load_staged
from warehouse.load_export import load_export
from warehouse.migrate import migrate
from warehouse.publish import is_published, publish
from warehouse.stage import write_batch

NASTY = [
    "",
    r"\N",
    "null",
    '"',
    "'",
    "a,b;c\td",
    "line\nline\r\nline",
    " ",
    "é\u2028\ufeff",
    "[1]",
    "{}",
    "\\",
    "0",
]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """A published warehouse with all kinds of records, and values that break careless formats."""
    folder = tmp_path_factory.mktemp("published")
    layout = Layout(folder / "it's" / "roundup.duckdb")
    layout.working.parent.mkdir()
    page = as_html(make_extraction("b.html"))
    documents = [make_staged("a.txt", line_end="\r\n"), stage(page), make_refusal("c.txt", content=None)]
    with connect(layout.working) as con:
        migrate(con, layout.working)
        load_staged(con, write_batch(folder / "b.ndjson", documents), run_id="r1")
        for number, value in enumerate(NASTY):
            con.execute(
                "update segments set verbatim = ? where rowid = (select min(rowid) + ? from segments)",
                [value, number],
            )
        con.execute("update documents set review_reasons = ?", [NASTY])
        con.execute("update job_postings set posted_on = '2024-02-29', pay_min = 0.1, pay_max = 1e15")
        con.execute(
            "insert into runs values ('r', '2026-01-01 00:00:00.123456', now()::timestamp, 's', "
            "1, 2, 3, 4, 5, 'v')"
        )
        derive(con)
    publish(layout)
    return layout


@pytest.fixture
def layout(published: Layout, tmp_path: Path) -> Layout:
    """A copy of that warehouse."""
    folder = shutil.copytree(published.link.parent, tmp_path / "it's", symlinks=True)
    return Layout(folder / published.link.name)


@pytest.mark.parametrize("form", FORMATS)
def test_the_import_of_an_export_gives_equal_tables(
    layout: Layout, tmp_path: Path, form: ExportFormat
) -> None:
    folder = tmp_path / "new" / "export's"
    manifest = export(layout.link, folder, form)
    copy = Layout(tmp_path / "elsewhere" / "copy.duckdb")
    assert load_export(folder, copy) == manifest
    with connect(layout.link, read_only=True) as one, connect(copy.link, read_only=True) as other:
        assert dump(one, but=frozenset()) == dump(other, but=frozenset())
        for table in TABLES:
            assert (
                one.execute(f"from {table} order by all").fetchall()
                == other.execute(f"from {table} order by all").fetchall()
            )
        search = "from search_terms order by all"
        assert one.execute(search).fetchall() == other.execute(search).fetchall()
    with connect(copy.working) as con:
        assert is_published(con, copy)


@pytest.mark.parametrize("form", FORMATS)
def test_equal_warehouses_give_equal_files(layout: Layout, tmp_path: Path, form: ExportFormat) -> None:
    first = export(layout.link, tmp_path / "one", form)
    copy = Layout(tmp_path / "copy.duckdb")
    load_export(tmp_path / "one", copy)
    second = export(copy.link, tmp_path / "two", form)
    if form != "sqlite":  # its file holds a counter of its own
        assert [table.sha256 for table in second.tables] == [table.sha256 for table in first.tables]
    assert [table.rows for table in second.tables] == [table.rows for table in first.tables]


def test_other_tools_read_the_files(layout: Layout, tmp_path: Path) -> None:
    for form in FORMATS:
        export(layout.link, tmp_path / form, form)
    with connect(layout.link, read_only=True) as con:
        expected = con.execute("select title, et_al from papers order by paper_id").fetchall()
        reasons = con.execute("select review_reasons from documents limit 1").fetchall()[0][0]
    assert (
        duckdb.sql(
            f"select title, et_al from '{tmp_path}/parquet/papers.parquet' order by paper_id"  # noqa: S608
        ).fetchall()
        == expected
    )
    with (tmp_path / "csv" / "papers.csv").open(newline="", encoding="utf-8") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["paper_id"])
    assert [(row["title"], row["et_al"] == "true") for row in rows] == expected
    lines = (tmp_path / "jsonl" / "documents.jsonl").read_text("utf-8").split("\n")
    assert [json.loads(line)["review_reasons"] for line in lines if line] == [reasons, reasons]
    with closing(sqlite3.connect(tmp_path / "sqlite" / "roundup.sqlite")) as lite:
        rows = lite.execute("select title, et_al from papers order by paper_id").fetchall()
        assert [(title, bool(et_al)) for title, et_al in rows] == expected
        assert json.loads(lite.execute("select review_reasons from documents").fetchone()[0]) == reasons


def change_a_file(folder: Path) -> None:
    path = folder / "papers.csv"
    path.write_text(path.read_text("utf-8").replace("false", "true"), "utf-8")


def remove_a_file(folder: Path) -> None:
    (folder / "papers.csv").unlink()


def break_the_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text("{")


def edit_manifest(folder: Path, edit: Callable[[dict[str, object]], object]) -> None:
    path = folder / "manifest.json"
    content = json.loads(path.read_text("utf-8"))
    edit(content)
    path.write_text(json.dumps(content), "utf-8")


def name_a_file_elsewhere(folder: Path) -> None:
    edit_manifest(folder, lambda content: content["tables"][0].update(file="../../b.ndjson"))  # type: ignore[index]


def of_another_release(folder: Path) -> None:
    edit_manifest(folder, lambda content: content.update(schema_number=1))


def other_rows(folder: Path) -> None:
    edit_manifest(folder, lambda content: content["tables"][1].update(rows=99))  # type: ignore[index]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (change_a_file, "papers.csv is not the file that was exported"),
        (remove_a_file, "papers.csv is missing"),
        (break_the_manifest, "no sound manifest.json"),
        (name_a_file_elsewhere, "is no file of an export"),
        (of_another_release, "another release"),
        (other_rows, "does not hold 99 rows"),
    ],
)
def test_what_is_not_the_export_is_refused(
    layout: Layout, tmp_path: Path, spoil: Callable[[Path], None], words: str
) -> None:
    export(layout.link, tmp_path / "e", "csv")
    spoil(tmp_path / "e")
    copy = Layout(tmp_path / "copies" / "copy.duckdb")
    with pytest.raises(NotAnExport, match=words) as caught:
        load_export(tmp_path / "e", copy)
    assert "\n" not in str(caught.value)
    assert not copy.link.parent.exists() or list(copy.link.parent.iterdir()) == []


def test_nothing_is_overwritten(layout: Layout, tmp_path: Path) -> None:
    export(layout.link, tmp_path / "e", "jsonl")
    with pytest.raises(AlreadyThere, match="empty or new"):
        export(layout.link, tmp_path / "e", "jsonl")
    before = layout.link.resolve()
    with pytest.raises(AlreadyThere, match="--warehouse"):
        load_export(tmp_path / "e", layout)
    assert layout.link.resolve() == before
    with pytest.raises(NotPublished):
        export(tmp_path / "none.duckdb", tmp_path / "f", "csv")
    (tmp_path / "file").touch()
    with pytest.raises(RoundupError, match="empty or new"):
        export(layout.link, tmp_path / "file", "csv")


def test_what_is_imported_can_be_compared_with_what_comes_next(layout: Layout, tmp_path: Path) -> None:
    export(layout.link, tmp_path / "e", "parquet")
    copy = Layout(tmp_path / "copy.duckdb")
    load_export(tmp_path / "e", copy)
    with connect(copy.working) as con:
        load_staged(con, write_batch(tmp_path / "d.ndjson", [make_staged("d.txt")]), run_id="r2")
        derive(con)
    publish(copy)
    assert {row.table: row[1:] for row in diff(copy)}["documents"] == (1, 0, 0)
