"""Exports of the published warehouse: files that other tools read, with a manifest."""

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict

from warehouse.comments import RECORD_TABLES
from warehouse.connect import Connection, quote
from warehouse.errors import AlreadyThere, OtherWarehouseError
from warehouse.lake_address import Published
from warehouse.migrate import applied_migrations
from warehouse.query import open_published
from warehouse.sql_files import read_sql

ExportFormat = Literal["parquet", "csv", "jsonl", "sqlite"]
FORMATS: tuple[ExportFormat, ...] = get_args(ExportFormat)
TABLES = (*RECORD_TABLES, "sources", "runs", "audits", "table_counts")
"""What is exported: all but what follows from it."""
MANIFEST = "manifest.json"
_SQLITE_TYPES = {"INTEGER": "integer", "BIGINT": "integer", "BOOLEAN": "integer", "DOUBLE": "real"}
_COPY_OPTIONS = {
    "parquet": "format parquet, compression zstd",
    "csv": r"format csv, header, nullstr '\N'",
    "jsonl": "format json",
}
_ROWS_AT_ONCE = 10_000


class ExportedTable(BaseModel):
    """A table of an export, and the file that holds it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: str
    file: str
    rows: int
    sha256: str


class Manifest(BaseModel):
    """What an export holds: the content of ``manifest.json``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: ExportFormat
    schema_number: int
    revision: int
    tables: tuple[ExportedTable, ...]


def export(link: Published, folder: Path, form: ExportFormat) -> Manifest:
    r"""Write all tables of the published warehouse to ``folder``, sorted, with a manifest.

    Lists are JSON in CSV and in SQLite; in CSV, null is ``\N``.

    Raises:
        NotPublished: there is no warehouse.
        AlreadyThere: the folder holds something.
        OtherWarehouseError: the files cannot be written.
    """
    folder = folder.absolute()
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise AlreadyThere(folder, "choose a folder that is empty or new")
        with open_published(link, allowed=[folder]) as con:
            folder.mkdir(parents=True, exist_ok=True)
            counts = (_write_sqlite if form == "sqlite" else _write_files)(con, folder, form)
            schema_number = max(applied_migrations(con))
            revision = int(con.execute("select revision from state").fetchall()[0][0])
        hashes = {name: hash_file(folder / name) for name in {file_of(table, form) for table in counts}}
        manifest = Manifest(
            format=form,
            schema_number=schema_number,
            revision=revision,
            tables=tuple(
                ExportedTable(
                    table=table,
                    file=file_of(table, form),
                    rows=rows,
                    sha256=hashes[file_of(table, form)],
                )
                for table, rows in counts.items()
            ),
        )
        (folder / MANIFEST).write_text(manifest.model_dump_json(indent=1) + "\n", "utf-8")
    except (OSError, sqlite3.Error) as error:
        raise OtherWarehouseError(folder, f"not exported: {error}") from error
    return manifest


def file_of(table: str, form: ExportFormat) -> str:
    """Return the name of the file that holds a table."""
    return "roundup.sqlite" if form == "sqlite" else f"{table}.{form}"


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def columns_of(con: Connection, table: str) -> dict[str, str]:
    """Return the columns of a table and their types, in order."""
    return dict(con.execute(read_sql("columns_of_table"), {"table": table}).fetchall())


def is_nested(data_type: str) -> bool:
    """Tell whether a column's values are lists, structs or maps."""
    return any(sign in data_type for sign in ("[]", "STRUCT(", "MAP("))


def _select(columns: dict[str, str], table: str, *, is_flat: bool) -> str:
    """Return the query of a table's rows, sorted; a flat format has no lists: they are JSON."""
    listed = ", ".join(
        f'to_json("{name}")::varchar as "{name}"' if is_flat and is_nested(data_type) else f'"{name}"'
        for name, data_type in columns.items()
    )
    return f"select {listed} from (from {table} order by all)"  # noqa: S608 - names of ours


def _write_files(con: Connection, folder: Path, form: ExportFormat) -> dict[str, int]:
    counts = {}
    for table in TABLES:
        rows = _select(columns_of(con, table), table, is_flat=form == "csv")
        target = quote(str(folder / file_of(table, form)))
        copied = con.execute(f"copy ({rows}) to {target} ({_COPY_OPTIONS[form]})")
        counts[table] = int(copied.fetchall()[0][0])
    return counts


def _write_sqlite(con: Connection, folder: Path, form: ExportFormat) -> dict[str, int]:
    counts = {}
    with closing(sqlite3.connect(folder / file_of("", form))) as lite, lite:
        for table in TABLES:
            columns = columns_of(con, table)
            declared = ", ".join(
                f'"{name}" {_SQLITE_TYPES.get(data_type, "text")}' for name, data_type in columns.items()
            )
            lite.execute(f'create table "{table}" ({declared})')
            marks = ", ".join("?" * len(columns))
            found = con.execute(_select(columns, table, is_flat=True))
            counts[table] = 0
            while rows := found.fetchmany(_ROWS_AT_ONCE):
                lite.executemany(f'insert into "{table}" values ({marks})', map(_plain, rows))  # noqa: S608
                counts[table] += len(rows)
    return counts


def _plain(row: Sequence[Any]) -> list[str | int | float | None]:
    """Return a row as SQLite takes it: dates and times as ISO 8601."""
    return [value if isinstance(value, str | int | float | None) else str(value) for value in row]
