"""Readers of a lake: the same answers as from a file, read-only, cut off from files and hosts."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from tests.lakes import Writer, made, make_lake, needs_extensions, tables_of
from tests.postgres import Postgres
from warehouse.catalog import read_catalog
from warehouse.errors import BadQuery
from warehouse.explain import explain
from warehouse.export import export
from warehouse.lake_address import Lake
from warehouse.lake_errors import NoSuchLakeSnapshot, OnlySelect
from warehouse.lake_history import diff_lake, diff_rows_of_lake, list_lake_history, roll_lake_back
from warehouse.lake_maintain import TableFiles, compact, expire
from warehouse.layout import Layout
from warehouse.publish import publish
from warehouse.query import Row, open_published, query, query_to_parquet, run_query

pytestmark = needs_extensions
README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
QUERIES = (
    *re.findall(r'^\$ roundup sql "(.*?)"', README, re.MULTILINE),
    "select score, table_name, record_id from search('topic', best := 9)",
    "select * from papers_by('fámily1')",
    "select * from coauthors_of('family1')",
    "select * exclude (seconds) from run_quality",
    "from table_counts order by all",
)


@pytest.fixture(scope="module")
def writer(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Writer:
    """A writer that has published twice to its lake, and once to a file."""
    folder = tmp_path_factory.mktemp("lake")
    writer = Writer(make_lake(postgres, folder), folder, "roundup")
    writer.load(*made("a.txt", "b.txt", "c.txt"))
    writer.publish()
    writer.load(*made("b.txt", seed="changed", papers=4), *made("d.txt"))
    writer.publish()
    assert publish(Layout.of_working(writer.working))
    return writer


@pytest.fixture(scope="module")
def lake(writer: Writer) -> Lake:
    return writer.lake


@pytest.fixture(scope="module")
def link(writer: Writer) -> Path:
    return Layout.of_working(writer.working).link


def test_queries_give_what_they_give_on_a_file(lake: Lake, link: Path) -> None:
    assert len(QUERIES) > 20
    with open_published(lake) as in_lake, open_published(link) as in_file:
        for sql in QUERIES:
            columns, rows = run_query(in_lake, lake, sql)
            expected = run_query(in_file, link, sql)
            assert columns == expected.columns
            # Without an order, or among equals, rows come as they lie.
            assert sorted(map(repr, rows)) == sorted(map(repr, expected.rows)), sql


def test_the_catalog_and_rows_in_their_text_are_those_of_a_file(lake: Lake, link: Path) -> None:
    assert read_catalog(lake) == read_catalog(link)
    (paper_id,) = query(lake, "select min(paper_id) from papers").rows[0]
    assert explain(lake, paper_id) == explain(link, paper_id)


def test_exports_are_equal_file_by_file(lake: Lake, link: Path, tmp_path: Path) -> None:
    of_lake, of_file = export(lake, tmp_path / "1", "csv"), export(link, tmp_path / "2", "csv")
    assert of_lake.tables == of_file.tables
    assert query_to_parquet(lake, "from papers", tmp_path / "p.parquet") > 0


def test_what_analysts_type_works(lake: Lake) -> None:
    typed = ["describe papers", "show tables", "summarize topics", "explain from papers;"]
    with open_published(lake) as con:
        for sql in (*typed, "from papers at (version => 2)"):
            assert run_query(con, lake, sql).rows, sql


def test_what_is_no_query_is_one_line(lake: Lake, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
    dsn = lake.catalog + " password=correct"
    statements = [
        "",
        "selec 1",
        "select no_such_column from papers",
        "select 1; select 2",
        "select error('late') from papers",
        "insert into papers by name from papers",
        "drop table papers",
        "create table mine as from papers",
        f"copy papers to '{tmp_path}/out.csv'",
        f"copy papers to '{lake.data}/out.csv'",
        f"explain analyze copy papers to '{lake.data}/out.csv'",
        f"export database '{lake.data}/out'",
        f"from '{tmp_path}/secret.csv'",
        f"from read_text('{tmp_path}/secret.csv')",
        "from glob('/etc/*')",
        f"attach '{tmp_path}/other.duckdb'",
        "set enable_external_access = true",
        "load httpfs",
        "call ducklake_expire_snapshots('lake', older_than => now())",
        "from postgres_query('__ducklake_metadata_lake', 'select pg_read_file(''/etc/hostname'')')",
        "select (select count(*) from postgres_query('__ducklake_metadata_lake', 'select 1'))",
        f"with q as (from postgres_scan('{dsn}', 'public', 'x')) from q",
        "from query('from postgres_query(''a'', ''b'')')",
        f"from __ducklake_metadata_lake.{lake.schema}.ducklake_snapshot",
        "detach lake",
    ]
    before = sorted(Path(lake.data).rglob("*"))
    with open_published(lake) as con:
        for sql in statements:
            with pytest.raises((BadQuery, OnlySelect)) as caught:
                run_query(con, lake, sql)
            assert "\n" not in str(caught.value), sql
            con.rollback()
            con.begin()
    assert sorted(Path(lake.data).rglob("*")) == before
    assert [path.name for path in tmp_path.iterdir()] == ["secret.csv"]
    allowed = query(lake, f"from '{tmp_path}/secret.csv'", allowed=[tmp_path])
    assert allowed.rows == [(1, 2)]


@pytest.mark.slow
def test_history_difference_and_the_way_back(writer: Writer, lake: Lake) -> None:
    newest, former = list_lake_history(lake)
    assert [(one.writer, one.what, one.came, one.went, one.documents) for one in (newest, former)] == [
        ("roundup", "run roundup002", 2, 0, 4),
        ("roundup", "run roundup001", 3, 0, 3),
    ]
    counts = {diff.table: diff[1:] for diff in diff_lake(lake)}
    assert counts["documents"] == (1, 0, 1)
    assert {row[0] for row in diff_rows_of_lake(lake, "papers").rows} == {"came", "went"}
    at_former = f"at (version => {former.version})"
    then = query(lake, f"select count(*) from papers {at_former}").rows  # noqa: S608 - ours
    tables = tables_of(lake)
    version, moved = roll_lake_back(lake, None, writer="roundup")
    assert (version, moved) == (former.version, (1, 1))
    assert query(lake, "select count(*) from papers").rows == then
    assert all(diff[1:] == (0, 0, 0) for diff in diff_lake(lake, former.version))
    # The next publish brings back what the private file holds.
    assert writer.publish() == (2, 0)
    assert tables_of(lake) == tables
    with pytest.raises(NoSuchLakeSnapshot):
        diff_lake(lake, 77)


@pytest.mark.slow
def test_compaction_and_expiry_leave_the_rows(writer: Writer, lake: Lake) -> None:
    for number in range(3):
        writer.load(*made(f"new-{number}.txt"), *(made("a.txt", seed="changed") if number == 1 else ()))
        writer.publish()
    tables, versions = tables_of(lake), [one.version for one in list_lake_history(lake)]
    former = _versions(lake, versions)
    segments = _segments(compact(lake))
    assert 0 < segments.files_after < segments.files_before
    assert tables_of(lake) == tables
    assert _versions(lake, versions) == former
    assert [removed.number for removed in expire(lake, keep=100)[1:]] == [0, 0]
    segments = _segments(compact(lake, drop_history=True))
    assert segments.delete_files_before > 0 == segments.delete_files_after
    assert tables_of(lake) == tables == writer.tables()
    with pytest.raises(BadQuery):
        query(lake, "from papers at (version => 2)")
    on_disk = len(list(Path(lake.data).rglob("*.parquet")))
    expired = expire(lake, keep=1, grace=timedelta(0))
    assert 0 < expired[1].number == on_disk - len(list(Path(lake.data).rglob("*.parquet")))
    assert tables_of(lake) == tables


def _segments(files: list[TableFiles]) -> TableFiles:
    return next(row for row in files if row.table == "segments")


def _versions(lake: Lake, versions: list[int]) -> list[list[Row]]:
    """Return tables as they were at each version, sorted: by DuckDB, which is where it once went wrong."""
    with open_published(lake) as con:
        return [
            con.execute(f"from {table} at (version => {version}) order by all").fetchall()
            for version in versions
            for table in ("papers", "authors", "documents", "segments")
        ]
