"""Builds a warehouse from an export: all of its tables equal the exported ones."""

import json
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from pydantic import ValidationError

from warehouse.connect import Connection, LoadError, connect, quote, transaction
from warehouse.derived import derive
from warehouse.errors import AlreadyThere, NotAnExport
from warehouse.export import (
    MANIFEST,
    TABLES,
    ExportedTable,
    ExportFormat,
    Manifest,
    columns_of,
    file_of,
    hash_file,
    is_nested,
)
from warehouse.layout import Layout
from warehouse.load import MIN_BUFFER_BYTES, longest_line
from warehouse.migrate import applied_migrations, migrate
from warehouse.publish import publish


def load_export(folder: Path, layout: Layout) -> Manifest:
    """Build a warehouse from the export in ``folder`` and publish it; the next run continues from it.

    Raises:
        NotAnExport: there is none, or its files are not what the manifest says.
        AlreadyThere: there is a warehouse already.
    """
    manifest = _read_manifest(folder)
    if layout.working.exists() or layout.link.is_symlink() or layout.link.exists():
        raise AlreadyThere(layout.link, "choose another file with --warehouse")
    layout.link.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".import-", dir=layout.link.parent) as scratch:
        fresh = Path(scratch) / layout.working.name
        with connect(fresh) as con:
            migrate(con, fresh)
            if max(applied_migrations(con)) != manifest.schema_number:
                raise NotAnExport(folder, "another release of Roundup wrote it; export it anew with this one")
            try:
                with transaction(con):
                    for exported in manifest.tables:
                        _load_table(con, folder, exported, manifest.format, Path(scratch))
            except (*LoadError, sqlite3.Error) as error:
                raise NotAnExport(folder, " ".join(str(error).split())) from error
            derive(con)
            con.execute("update state set revision = greatest(revision, ?)", [manifest.revision])
        fresh.replace(layout.working)
    publish(layout)
    return manifest


def _read_manifest(folder: Path) -> Manifest:
    """Read the manifest, and refuse files that are not those that it was written for."""
    try:
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValidationError) as error:
        raise NotAnExport(folder, f"there is no sound {MANIFEST}") from error
    if tuple(exported.table for exported in manifest.tables) != TABLES:
        raise NotAnExport(folder, "its tables are not those of this release")
    hashes: dict[str, str] = {}
    for exported in manifest.tables:
        if exported.file != file_of(exported.table, manifest.format):
            raise NotAnExport(folder, f"{exported.file!r} is no file of an export")
        path = folder / exported.file
        if not path.is_file():
            raise NotAnExport(folder, f"{exported.file} is missing")
        if exported.file not in hashes:
            hashes[exported.file] = hash_file(path)
        if hashes[exported.file] != exported.sha256:
            raise NotAnExport(folder, f"{exported.file} is not the file that was exported")
    return manifest


def _load_table(
    con: Connection, folder: Path, exported: ExportedTable, form: ExportFormat, scratch: Path
) -> None:
    columns = columns_of(con, exported.table)
    path = folder / exported.file
    if form == "sqlite":
        path = _to_lines(path, exported.table, scratch)
    is_text = form in {"csv", "sqlite"}
    types = dict.fromkeys(columns, "VARCHAR") if is_text else columns
    values = ", ".join(
        f'"{name}"::{"json::" if is_nested(data_type) else ""}{data_type}' if is_text else f'"{name}"'
        for name, data_type in columns.items()
    )
    listed = ", ".join(f'"{name}"' for name in columns)
    loaded = con.execute(
        f"insert into {exported.table} ({listed}) select {values} from {_reader(path, form, types)}"  # noqa: S608
    )
    if int(loaded.fetchall()[0][0]) != exported.rows:
        raise NotAnExport(folder, f"{exported.file} does not hold {exported.rows:,} rows of {exported.table}")


def _reader(path: Path, form: ExportFormat, types: dict[str, str]) -> str:
    file = quote(str(path))
    columns = "{" + ", ".join(f"{quote(name)}: {quote(data_type)}" for name, data_type in types.items()) + "}"
    if form == "parquet":
        return f"read_parquet({file})"
    if form == "csv":
        return (
            f"read_csv({file}, columns = {columns}, auto_detect = false, header = true, delim = ',', "
            rf"""quote = '"', escape = '"', nullstr = '\N', allow_quoted_nulls = false, """
            f"max_line_size = {path.stat().st_size + MIN_BUFFER_BYTES}, parallel = false)"
        )
    return (
        f"read_json({file}, columns = {columns}, format = 'newline_delimited', "
        f"maximum_object_size = {max(longest_line(path), MIN_BUFFER_BYTES)})"
    )


def _to_lines(database: Path, table: str, scratch: Path) -> Path:
    """Write a table of an SQLite file as lines of JSON, which DuckDB reads."""
    path = scratch / f"{table}.jsonl"
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as lite:
        lite.row_factory = sqlite3.Row
        with path.open("w", encoding="utf-8") as file:
            for row in lite.execute(f'select * from "{table}"'):  # noqa: S608 - a name of ours
                file.write(json.dumps(dict(row), ensure_ascii=False) + "\n")
    return path
