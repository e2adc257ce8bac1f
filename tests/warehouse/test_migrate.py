"""Schema: migrations apply once and whole, and every table and column says what it is."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from warehouse import migrate as module
from warehouse.comments import RECORD_TABLES
from warehouse.connect import Connection, connect
from warehouse.errors import ChangedMigration, NewerSchema
from warehouse.migrate import applied_migrations, migrate
from warehouse.sql_files import SqlFile, list_sql

OWN_COLUMNS = {"documents": {"run_id"}, "rejects": {"run_id"}}


def test_migration_numbers_have_no_gaps() -> None:
    numbers = [int(migration.name[:4]) for migration in list_sql("migrations")]
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_sql_file_begins_with_what_it_is() -> None:
    for folder in ("migrations", "views", "checks", "load"):
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


def test_a_changed_view_is_applied_anew(
    con: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = SqlFile("review_queue", "create or replace view review_queue as select 7 as seven", "x")
    replace_files(monkeypatch, "views", [other])
    assert migrate(con, tmp_path / "w.duckdb") != []
    assert con.execute("from review_queue").fetchall() == [(7,)]
    assert migrate(con, tmp_path / "w.duckdb") == []


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


@pytest.fixture
def file_with_later_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file of today's schema, and a release that has one more migration, which fails half-way."""
    path = tmp_path / "x.duckdb"
    with connect(path) as con:
        migrate(con, path)
    later = SqlFile("9999_later", "create table later (n integer); select * from no_such_table", "y")
    replace_files(monkeypatch, "migrations", [*list_sql("migrations"), later])
    return path


def replace_files(monkeypatch: pytest.MonkeyPatch, folder: str, files: list[SqlFile]) -> None:
    """Stand for a later release: other files in one folder of SQL."""
    monkeypatch.setattr(module, "list_sql", lambda name: tuple(files) if name == folder else list_sql(name))


def test_a_failing_migration_leaves_nothing(file_with_later_migration: Path) -> None:
    with connect(file_with_later_migration) as con:
        with pytest.raises(duckdb.Error, match="no_such_table"):
            migrate(con, file_with_later_migration)
        assert 2 not in applied_migrations(con)
        assert con.execute("select * from duckdb_tables() where table_name = 'later'").fetchall() == []
