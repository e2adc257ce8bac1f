"""Schema: migrations apply once and whole, and every table and column says what it is."""

from pathlib import Path

import duckdb
import pytest

from tests.warehouse.tables import revision
from warehouse import migrate as module
from warehouse.comments import RECORD_TABLES
from warehouse.connect import Connection
from warehouse.errors import ChangedMigration, NewerSchema
from warehouse.migrate import applied_migrations, migrate
from warehouse.sql_files import SqlFile, list_sql

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


def test_views_of_another_release_are_replaced(con: Connection, tmp_path: Path) -> None:
    before = con.execute(
        "select view_name, sql from duckdb_views() where not internal order by all"
    ).fetchall()
    number = revision(con)
    con.execute("create or replace view review_queue as select 7 as seven")
    con.execute("create view former as from review_queue")
    con.execute("update schema_surface set sha256 = 'that of another release'")
    assert migrate(con, tmp_path / "w.duckdb") == ["views and comments"]
    after = con.execute(
        "select view_name, sql from duckdb_views() where not internal order by all"
    ).fetchall()
    assert after == before
    assert revision(con) > number  # so that readers get them
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


def test_a_failing_migration_leaves_nothing(con: Connection) -> None:
    applied = list(applied_migrations(con))
    later = SqlFile("9999_later", "create table later (n integer); select * from no_such_table", "y")
    with pytest.raises(duckdb.Error, match="no_such_table"):
        module._apply(con, len(applied) + 1, later)
    assert list(applied_migrations(con)) == applied
    assert con.execute("select * from duckdb_tables() where table_name = 'later'").fetchall() == []
