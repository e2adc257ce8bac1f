"""``roundup export`` and ``roundup import``: the warehouse as files that other tools read, and back."""

from pathlib import Path

from flows.errors import UsageError
from flows.settings import load_published, load_settings
from flows.talk import say
from warehouse.export import ExportFormat, Manifest
from warehouse.export import export as export_tables
from warehouse.layout import Layout
from warehouse.load_export import load_export


def export(
    folder: Path,
    /,
    *,
    format: ExportFormat = "parquet",  # noqa: A002 - the flag's name
    warehouse: Path | None = None,
) -> None:
    """Write all tables of the published warehouse to a folder, with row counts and checksums.

    Parameters
    ----------
    folder
        A folder that is empty or new.
    format
        parquet, csv, jsonl (a file per table) or sqlite (one file).
    warehouse
        The published file (default: ROUNDUP_WAREHOUSE or warehouse/roundup.duckdb).
    """
    manifest = export_tables(load_published(warehouse), folder, format)
    say(f"{folder}: {_count(manifest)}, as {format}")


def import_(folder: Path, /, *, warehouse: Path | None = None) -> None:
    """Build and publish a warehouse from an export; there must be none yet.

    Parameters
    ----------
    folder
        The folder of the export.
    warehouse
        The file to publish (default: ROUNDUP_WAREHOUSE or warehouse/roundup.duckdb).
    """
    settings = load_settings(warehouse=warehouse)
    if settings.lake is not None and warehouse is None:
        raise UsageError(
            "an export is imported into a file: name it with --warehouse; a run with "
            "ROUNDUP_WAREHOUSE set to that file publishes it to the lake"
        )
    layout = Layout(settings.warehouse)
    manifest = load_export(folder, layout)
    say(f"{layout.link}: {_count(manifest)}, equal to those exported")


def _count(manifest: Manifest) -> str:
    rows = sum(table.rows for table in manifest.tables)
    return f"{len(manifest.tables)} tables, {rows:,} rows"
