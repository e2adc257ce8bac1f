"""Analysts' SQL: read-only, cut off from files, and each mistake one line."""

from pathlib import Path

import pytest

from extractors.errors import RoundupError
from tests.warehouse.staged import make_staged
from warehouse.connect import connect
from warehouse.errors import BadQuery, NotADuckDBFile, NotPublished
from warehouse.layout import Layout
from warehouse.load import load_staged, rebuild_authors
from warehouse.migrate import migrate
from warehouse.publish import publish
from warehouse.query import query
from warehouse.stage import write_batch


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published warehouse of two documents."""
    layout = Layout(tmp_path_factory.mktemp("published") / "roundup.duckdb")
    batch = write_batch(layout.staging / "b.ndjson", [make_staged("a.txt"), make_staged("b.txt")])
    with connect(layout.working) as con:
        migrate(con, layout.working)
        load_staged(con, batch, run_id="r1")
        rebuild_authors(con)
    assert publish(layout)
    return layout.link


def test_rows_and_columns(link: Path) -> None:
    result = query(link, "select source_uri, needs_review as open from documents order by 1 -- all")
    assert result.columns == ["source_uri", "open"]
    assert [tuple(row) for row in result.rows] == [("a.txt", True), ("b.txt", True)]


@pytest.mark.parametrize(
    "sql", ["describe papers", "show tables", "summarize topics", "explain from papers;"]
)
def test_what_analysts_type_works(link: Path, sql: str) -> None:
    result = query(link, sql)
    assert result.columns
    assert list(result.rows)


@pytest.mark.parametrize(
    "sql",
    [
        "",
        " -- nothing",
        "selec 1",
        "select no_such_column from papers",
        "from no_such_table",
        "select 1; select 2",
        "select cast('a' as integer)",
        "select error('late') from papers",
        "insert into papers by name from papers",
        "drop table papers",
        "create table mine as from papers",
        "copy papers to '{folder}/out.csv'",
        "from '{folder}/secret.csv'",
        "from read_text('{folder}/secret.csv')",
        "attach '{folder}/other.duckdb'",
        "set enable_external_access = true",
        "install httpfs",
        "load httpfs",
        "select ?",
    ],
)
def test_what_cannot_be_done_is_one_line(link: Path, tmp_path: Path, sql: str) -> None:
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
    with pytest.raises(BadQuery) as caught:
        list(query(link, sql.format(folder=tmp_path)).rows)
    assert "\n" not in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["secret.csv"]


def test_no_warehouse_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(NotPublished, match="roundup run"):
        query(tmp_path / "roundup.duckdb", "select 1")


def test_garbage_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.duckdb").write_text("no database " * 500)
    with pytest.raises(NotADuckDBFile):
        query(tmp_path / "x.duckdb", "select 1")


def test_a_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(RoundupError):
        query(tmp_path, "select 1")
