"""Brings a warehouse file to the schema of this release: tables, views, macros, comments."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

from warehouse.comments import VIEW_COLUMNS, comment_statements, macro_statement, view_statements
from warehouse.connect import Connection, transaction
from warehouse.errors import ChangedMigration, NewerSchema
from warehouse.layout import Layout
from warehouse.sql_files import SqlFile, list_sql, read_sql


def migrate(con: Connection, path: Path) -> list[str]:
    """Apply what is missing and return its names; nothing is written when nothing is missing.

    Each migration and its record are one transaction. Views and comments are applied anew whenever their
    text has changed.

    Raises:
        NewerSchema: a newer release wrote the file.
        ChangedMigration: an applied file is not what it was.
    """
    check_schema(con, path)
    applied = applied_migrations(con)
    done = []
    for number, migration in enumerate(list_sql("migrations"), start=1):
        if number not in applied:
            _apply(con, number, migration)
            done.append(migration.name)
    # A private file that was deleted and is built anew, or that came from a backup: the numbers of its
    # changes must not be those of other rows that were published.
    layout = Layout.of_working(path)
    con.execute(
        "update state set revision = $newest + 1 where revision < $published",
        {"newest": layout.newest_revision(), "published": layout.published_revision() or 0},
    )
    return done + _apply_surface(con)


def check_schema(con: Connection, path: Path) -> None:
    """Refuse a file that a newer or a differing release wrote.

    Raises:
        NewerSchema: it has migrations that this release does not know.
        ChangedMigration: an applied file is not what it was.
    """
    known = list_sql("migrations")
    applied = applied_migrations(con)
    if applied and max(applied) > len(known):
        raise NewerSchema(path, found=max(applied), known=len(known))
    for number, (name, sha256) in applied.items():
        if known[number - 1].sha256 != sha256:
            raise ChangedMigration(path, name)


def applied_migrations(con: Connection) -> dict[int, tuple[str, str]]:
    """Return the applied migrations: number -> (name, SHA-256); empty in a new file."""
    if not con.execute(read_sql("has_migrations")).fetchall():
        return {}
    rows = con.execute("select number, name, sha256 from schema_migrations").fetchall()
    return {number: (name, sha256) for number, name, sha256 in rows}


def _apply(con: Connection, number: int, migration: SqlFile) -> None:
    with transaction(con):
        con.execute(read_sql("schema_migrations"))
        con.execute(migration.sql)
        con.execute(
            "insert into schema_migrations values (?, ?, ?, ?)",
            [number, migration.name, migration.sha256, datetime.now(UTC).replace(tzinfo=None)],
        )


def _apply_surface(con: Connection) -> list[str]:
    """Apply views, macros and comments when they are not the ones that the file has."""
    views = list_sql("views")
    comments = comment_statements(con)
    macros = list_sql("macros")
    content = [[(file.name, file.sha256) for file in (*views, *macros)], comments, VIEW_COLUMNS]
    digest = hashlib.sha256(json.dumps(content).encode()).hexdigest()
    if con.execute("select sha256 from schema_surface").fetchall() == [(digest,)]:
        return []
    with transaction(con):
        for (former,) in con.execute("select view_name from duckdb_views() where not internal").fetchall():
            con.execute(f'drop view "{former}"')
        for name, kind in con.execute(read_sql("own_macros")).fetchall():
            con.execute(f'drop macro {"table " if kind == "table_macro" else ""}"{name}"')
        for view in views:
            con.execute(view.sql)
            comments += view_statements(con, view.name, view.about)
        for macro in macros:
            con.execute(macro.sql)
            comments.append(macro_statement(macro.name, macro.about, is_table=" as table\n" in macro.sql))
        for statement in comments:
            con.execute(statement)
        if macros:
            # The words of search() are those of a macro; what they were taken from is read anew.
            con.execute("delete from search_terms")
            con.execute("delete from search_entries")
        # Readers are to get the new views even when no row changes.
        con.execute("update state set revision = revision + 1")
        con.execute("delete from schema_surface")
        con.execute("insert into schema_surface values (?)", [digest])
    return ["views and comments"]
