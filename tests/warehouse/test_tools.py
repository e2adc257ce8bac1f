"""The published file in the tools of analysts: DuckDB's command line, SQLAlchemy, data frames, Arrow."""

import csv
import io
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
import sqlalchemy

from tests.warehouse.staged import make_staged
from warehouse.connect import connect
from warehouse.derived import derive
from warehouse.layout import Layout
from warehouse.load import load_staged
from warehouse.migrate import migrate
from warehouse.publish import publish
from warehouse.stage import write_batch

QUERY = "select title, len(authors) as authors, et_al from papers_with_authors order by paper_id"
SEARCH = "select count(*) as hits from search((select max(term) from search_terms))"


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Path:
    layout = Layout(tmp_path_factory.mktemp("tools") / "roundup.duckdb")
    with connect(layout.working) as con:
        migrate(con, layout.working)
        batch = write_batch(layout.staging / "b.ndjson", [make_staged("a.txt"), make_staged("b.txt")])
        load_staged(con, batch, run_id="r1")
        derive(con)
    publish(layout)
    return layout.link


@pytest.fixture(scope="module")
def expected(link: Path) -> list[tuple[str, int, bool]]:
    with connect(link, read_only=True) as con:
        rows = con.execute(QUERY).fetchall()
    assert len(rows) == 6
    return rows


@pytest.mark.skipif(not duckdb.__version__.startswith("1."), reason="the command line here is DuckDB 1.5")
def test_the_command_line_of_duckdb(link: Path, expected: list[tuple[str, int, bool]]) -> None:
    program = Path(sys.executable).with_name("duckdb")
    done = subprocess.run(
        [program, "-readonly", "-csv", link, "-c", QUERY, "-c", SEARCH],
        capture_output=True,
        text=True,
        check=True,
    )
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert [(title, int(count), et_al == "true") for title, count, et_al in rows[1:7]] == expected
    assert rows[7] == ["hits"]
    assert int(rows[8][0]) > 0


def test_sqlalchemy(link: Path, expected: list[tuple[str, int, bool]]) -> None:
    engine = sqlalchemy.create_engine(f"duckdb:///{link}", connect_args={"read_only": True})
    try:
        with engine.connect() as connection:
            assert [tuple(row) for row in connection.execute(sqlalchemy.text(QUERY))] == expected
            tables = sqlalchemy.inspect(connection).get_table_names()
        assert {"documents", "papers", "job_postings"} <= set(tables)
    finally:
        engine.dispose()


def test_data_frames_and_arrow(link: Path, expected: list[tuple[str, int, bool]]) -> None:
    with duckdb.connect(link, read_only=True) as con:
        frame = con.sql(QUERY).df()
        assert list(frame.itertuples(index=False, name=None)) == expected
        assert con.sql(QUERY).pl().rows() == expected
        table = con.sql(QUERY).to_arrow_table()
        assert [tuple(row.values()) for row in table.to_pylist()] == expected
        # Lists, structs and maps come along.
        assert con.sql("from documents").to_arrow_table().num_rows == 2
        assert con.sql("from documents").pl().height == 2
