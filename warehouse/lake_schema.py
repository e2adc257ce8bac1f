"""Brings a lake to the schema of a warehouse file: the same tables without keys, the same views and macros.

The file's own catalog says what there is to be: migrations are written once, for files.
"""

from itertools import groupby

from warehouse.comments import comment_statements
from warehouse.connect import Connection, quote
from warehouse.lake_address import Lake
from warehouse.lake_errors import LakeError, NewerLake
from warehouse.sql_files import list_sql, read_sql

# A few rows of a table go into the catalog at a commit, not into a file of their own (DuckLake's default is
# ten). Texts do not: PostgreSQL is no place for them.
_NEVER_INLINED = ("documents", "segments", "job_postings", "job_sections")
_LAST_OPTION, _COMPRESSION = "parquet_compression", "zstd"


def check_lake_schema(con: Connection, lake: Lake) -> bool:
    """Refuse a lake, the current database, that a newer or differing release wrote; tell if it has tables.

    Raises:
        NewerLake: it has migrations that this release does not know.
        LakeError: an applied migration is not what it was.
    """
    if ("schema_migrations",) not in con.execute(read_sql("lake/tables")).fetchall():
        return False
    known = list_sql("migrations")
    applied = con.execute("select number, name, sha256 from lake.main.schema_migrations").fetchall()
    newest = max((number for number, *_ in applied), default=0)
    if newest > len(known):
        raise NewerLake(lake, f"schema {newest}, newer than {len(known)}, the newest known here")
    for number, name, sha256 in applied:
        if known[number - 1].sha256 != sha256:
            raise LakeError(lake, f"it was built with another version of {name}; restore that file")
    return bool(applied)


def surface_of(con: Connection) -> str:
    """Return what tells the schema of the file ``source`` from others, views and macros included."""
    return str(con.execute("select sha256 from source.main.schema_surface").fetchall()[0][0])


def bring_schema_up_to_date(con: Connection) -> bool:
    """Give the lake, within a transaction, the tables, columns, views and macros of the file ``source``.

    Columns come and never go. Returns whether anything was missing.
    """
    tables = {table for (table,) in con.execute(read_sql("lake/tables")).fetchall()}
    if "schema_surface" in tables:
        found = con.execute("select sha256 from lake.main.schema_surface").fetchall()
        if found == [(surface_of(con),)]:
            return False
    con.execute(read_sql("lake/owners"))
    missing = con.execute(read_sql("lake/missing_columns")).fetchall()
    for table, columns in groupby(missing, key=lambda row: str(row[0])):
        for statement in _table_statements(table, list(columns), is_new=table not in tables):
            con.execute(statement)
    _apply_surface(con)
    for table in ("schema_migrations", "schema_surface"):
        con.execute(f"delete from lake.main.{table}")  # noqa: S608 - names of ours
        con.execute(f"insert into lake.main.{table} by name from source.main.{table}")
    if not con.execute("from lake.main.state").fetchall():
        con.execute("insert into lake.main.state values (0)")
    return True


def set_options(con: Connection) -> None:
    """Tell DuckLake, once, how to store the tables; the options are kept in the catalog."""
    known = "select 1 from ducklake_options('lake') where option_name = $last"
    if con.execute(known, {"last": _LAST_OPTION}).fetchall():
        return
    for table in _NEVER_INLINED:
        con.execute(f"call lake.set_option('data_inlining_row_limit', 0, table_name => {quote(table)})")
    con.execute(f"call lake.set_option({quote(_LAST_OPTION)}, {quote(_COMPRESSION)})")


def _table_statements(table: str, columns: list[tuple[str, str, str, bool]], *, is_new: bool) -> list[str]:
    if is_new:
        declared = ", ".join(
            f'"{name}" {data_type}{"" if is_nullable else " not null"}'
            for _, name, data_type, is_nullable in columns
        )
        return [f"create table lake.main.{table} ({declared})"]
    return [
        f'alter table lake.main.{table} add column "{name}" {data_type}' for _, name, data_type, _ in columns
    ]


def _apply_surface(con: Connection) -> None:
    """Replace views and macros, and comment what DuckLake can keep a comment on: tables, columns, views."""
    views, macros = list_sql("views"), list_sql("macros")
    ours = {file.name for file in (*views, *macros)}
    for kind, name in con.execute(read_sql("lake/surface")).fetchall():
        if name not in ours:
            con.execute(f'drop {kind} lake.main."{name}"')
    for file in (*views, *macros):
        con.execute(file.sql)
    for view in views:
        con.execute(f"comment on view lake.main.{view.name} is {quote(view.about)}")
    for statement in comment_statements(con, database="source"):
        con.execute(statement)
