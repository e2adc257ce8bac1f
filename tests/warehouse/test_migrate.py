"""Schema: migrations apply once and whole, and every table and column says what it is."""

from pathlib import Path

import duckdb
import pytest

from tests.warehouse.markup import as_html
from tests.warehouse.older import schema_of
from tests.warehouse.samples import make_extraction
from tests.warehouse.staged import make_refusal, stage
from tests.warehouse.tables import dump, revision
from warehouse import migrate as module
from warehouse.checks import run_checks
from warehouse.comments import RECORD_TABLES
from warehouse.connect import Connection, connect
from warehouse.derived import derive
from warehouse.errors import ChangedMigration, NewerSchema
from warehouse.explain import explain, render
from warehouse.layout import Layout
from warehouse.load import load_staged, rebuild_authors
from warehouse.migrate import applied_migrations, migrate
from warehouse.publish import publish
from warehouse.sql_files import SqlFile, list_sql
from warehouse.stage import write_batch

NEW_COLUMNS = frozenset(
    {"source_text", "source_map", "region_code", "posted_on", "remote_mode", "seniority", "employment_types"}
    | {"team", "hours_per_week", "pay_min", "pay_max", "pay_currency", "pay_period", "work_authorization"}
    | {"requirement", "candidates"}
)
NEW_TABLES = frozenset({"job_section_items", "job_facts"})
OWN_COLUMNS = {"documents": {"run_id"}, "rejects": {"run_id"}}


def test_migration_numbers_have_no_gaps() -> None:
    numbers = [int(migration.name[:4]) for migration in list_sql("migrations")]
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_sql_file_begins_with_what_it_is() -> None:
    for folder in ("migrations", "views", "checks", "checks/texts", "load"):
        for file in list_sql(folder):
            assert file.sql.startswith("-- "), file.name
            assert len(file.about) > 10, file.name


def test_migrating_twice_does_nothing(con: Connection, tmp_path: Path) -> None:
    tables = con.execute("select table_name, sql from duckdb_tables() order by all").fetchall()
    assert migrate(con, tmp_path / "w.duckdb") == []
    assert con.execute("select table_name, sql from duckdb_tables() order by all").fetchall() == tables


def test_columns_are_the_fields_of_the_records(con: Connection) -> None:
    for table, record in RECORD_TABLES.items():
        rows = con.execute(
            "select column_name from duckdb_columns() where table_name = ?", [table]
        ).fetchall()
        assert {row[0] for row in rows} == set(record.model_fields) | OWN_COLUMNS.get(table, set()), table


def test_everything_has_a_comment(con: Connection) -> None:
    unsaid = con.execute(
        "select table_name, column_name from duckdb_columns() "
        "where not internal and coalesce(trim(comment), '') = '' "
        "union all select table_name, null from duckdb_tables() "
        "where not internal and coalesce(trim(comment), '') = '' "
        "union all select view_name, null from duckdb_views() "
        "where not internal and coalesce(trim(comment), '') = ''"
    ).fetchall()
    assert unsaid == []


def test_every_view_runs(con: Connection) -> None:
    for view in list_sql("views"):
        assert con.execute(f"select count(*) from {view.name}").fetchall() == [(0,)], view.name  # noqa: S608


VIEWS = "select view_name, sql from duckdb_views() where not internal order by all"


def test_views_of_another_release_are_replaced(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with connect(path) as con:  # a new one: DuckDB words views otherwise that it has read from a file
        migrate(con, path)
        before = con.execute(VIEWS).fetchall()
        number = revision(con)
        con.execute("create or replace view review_queue as select 7 as seven")
        con.execute("create view former as from review_queue")
        con.execute("update schema_surface set sha256 = 'that of another release'")
        assert migrate(con, path) == ["views and comments"]
        assert con.execute(VIEWS).fetchall() == before
        assert revision(con) > number  # so that readers get them
        assert migrate(con, path) == []


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file as the first release wrote it: the first migration, and rows."""
    path = tmp_path / "old.duckdb"
    with schema_of(1, monkeypatch), connect(path) as con:
        migrate(con, path)
        found = [make_extraction("a.txt", line_end="\r\n"), make_extraction("b.txt")]
        uncounted = [one.document.model_copy(update={"candidates": None}) for one in found]
        former = [
            one.model_copy(update=dict.fromkeys(NEW_TABLES, ()) | {"document": document})
            for one, document in zip(found, uncounted, strict=True)
        ]
        # The first release wrote each person once, whose key was an index.
        known = {author.author_id for author in former[0].authors}
        others = tuple(author for author in former[1].authors if author.author_id not in known)
        former[1] = former[1].model_copy(update={"authors": others})
        documents = [*map(stage, former), make_refusal("c.txt")]
        load_staged(con, write_batch(tmp_path / "old.ndjson", documents), run_id="r1")
        rebuild_authors(con)
        assert list(applied_migrations(con)) == [1]
    return path


def test_an_old_file_becomes_what_a_new_one_would_be(old: Path, con: Connection, tmp_path: Path) -> None:
    load_staged(con, tmp_path / "old.ndjson", run_id="r1")
    derive(con)
    with connect(old) as migrated:
        before = dump(migrated, without=NEW_TABLES)
        number = revision(migrated)
        assert migrate(migrated, old) == [
            *(migration.name for migration in list_sql("migrations")[1:]),
            "views and comments",
        ]
        after = dump(migrated)
        assert dump(migrated, but=NEW_COLUMNS | {"run_id"}, without=NEW_TABLES) == before
        assert after == dump(con)
        columns = (
            "select table_name, column_name, data_type, comment from duckdb_columns() "
            "where database_name = current_database() order by all"
        )
        assert migrated.execute(columns).fetchall() == con.execute(columns).fetchall()
        assert revision(migrated) > number  # so that readers get it
        assert migrate(migrated, old) == []
        derive(migrated)
        assert [result for result in run_checks(migrated) if result.offending_rows] == []


def test_an_old_file_takes_markup_once_it_is_migrated(old: Path, tmp_path: Path) -> None:
    page = as_html(make_extraction("a.txt", seed="now a page"))
    with connect(old) as con:
        migrate(con, old)
        load_staged(con, write_batch(tmp_path / "new.ndjson", [stage(page)]), run_id="r2")
        derive(con)
        assert con.execute(
            "select source_uri, source_text, len(source_map) from documents order by 1"
        ).fetchall() == [
            ("a.txt", page.document.source_text, len(page.document.source_map)),
            ("b.txt", None, 0),
        ]
        assert [result for result in run_checks(con) if result.offending_rows] == []


def test_what_an_earlier_release_published_is_explained(old: Path, tmp_path: Path) -> None:
    """Whoever upgrades has the former snapshot until the next run."""
    layout = Layout(tmp_path / "roundup.duckdb")
    old.rename(layout.working)
    publish(layout)
    paper = make_extraction("b.txt").papers[0]
    shown = render(explain(layout.link, paper.paper_id))
    assert f"⟦{paper.verbatim}⟧" in shown
    assert "\nb.txt:" in shown


def test_a_newer_file_is_refused(con: Connection, tmp_path: Path) -> None:
    con.execute("insert into schema_migrations values (999, '0999_later', 'x', now()::timestamp)")
    with pytest.raises(NewerSchema) as caught:
        migrate(con, tmp_path / "w.duckdb")
    assert caught.value.found == 999
    assert caught.value.known == len(list_sql("migrations"))
    assert "\n" not in str(caught.value)


def test_a_changed_migration_is_refused(con: Connection, tmp_path: Path) -> None:
    con.execute("update schema_migrations set sha256 = 'other' where number = 1")
    with pytest.raises(ChangedMigration, match="0001_core"):
        migrate(con, tmp_path / "w.duckdb")


def test_a_failing_migration_leaves_nothing(con: Connection) -> None:
    applied = list(applied_migrations(con))
    later = SqlFile("9999_later", "create table later (n integer); select * from no_such_table", "y")
    with pytest.raises(duckdb.Error, match="no_such_table"):
        module._apply(con, len(applied) + 1, later)
    assert list(applied_migrations(con)) == applied
    assert con.execute("select * from duckdb_tables() where table_name = 'later'").fetchall() == []
