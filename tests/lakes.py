"""Lakes for tests: each in a schema of its own of one PostgreSQL, its data files in a temporary folder."""

import itertools
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from tests.postgres import Postgres
from tests.warehouse.copies import empty_file
from tests.warehouse.samples import VERSION
from tests.warehouse.staged import make_staged
from tests.warehouse.tables import dump
from warehouse.connect import connect
from warehouse.derived import derive
from warehouse.lake_address import Lake
from warehouse.lake_publish import publish_to_lake
from warehouse.lake_read import open_published_lake
from warehouse.lake_sync import Moved
from warehouse.load import LoadCounts, load_staged, retire
from warehouse.runs import Run, record_run
from warehouse.stage import StagedDocument, write_batch

Tables = dict[str, list[tuple[object, ...]]]
needs_extensions = pytest.mark.skipif(
    not duckdb.__version__.startswith("1."), reason="DuckLake's extension is that of the locked DuckDB"
)
_NUMBERS = itertools.count(1)


def make_lake(postgres: Postgres, folder: Path) -> Lake:
    """Return where a lake may be built."""
    return Lake(postgres.catalog, str(folder / "data"), f"lake_{next(_NUMBERS)}")


class Writer:
    """A machine with a private file that publishes to a lake."""

    def __init__(self, lake: Lake, folder: Path, name: str) -> None:
        self.lake, self.name = lake, name
        self.working = folder / f"{name}.working.duckdb"
        self._folder = folder / name
        self.run = 0
        folder.mkdir(exist_ok=True)
        self.working.write_bytes(empty_file())

    def load(self, *documents: StagedDocument, gone: tuple[str, ...] = ()) -> None:
        """Load documents into the private file, and retire others, as a run of their own."""
        self.run += 1
        batch = write_batch(self._folder / f"{self.run}.ndjson", documents)
        with connect(self.working) as con:
            counts = load_staged(con, batch, run_id=f"{self.name}{self.run:03d}")
            retire(con, gone)
            derive(con)
            record_run(con, self._record(counts, len(gone)))

    def _record(self, counts: LoadCounts, gone: int) -> Run:
        now = datetime.now(UTC)
        return Run(
            run_id=f"{self.name}{self.run:03d}",
            started_at=now,
            finished_at=now,
            status="completed",
            documents_discovered=counts.documents,
            documents_parsed=counts.documents,
            documents_refused=counts.refused,
            documents_retired=gone,
            rows_written=counts.rows_written,
            extractor_version=VERSION,
        )

    def publish(self) -> Moved:
        """Publish the private file."""
        return publish_to_lake(self.lake, self.working, writer=self.name)

    def tables(self, but: frozenset[str] = frozenset()) -> Tables:
        """Return what the private file holds, without some columns."""
        with connect(self.working, read_only=True) as con:
            return dump(con, but=but)


def tables_of(lake: Lake, but: frozenset[str] = frozenset()) -> Tables:
    """Return what a lake holds, without some columns."""
    with open_published_lake(lake) as con:
        return dump(con, but=but)


def made(*names: str, **options: object) -> list[StagedDocument]:
    """Return made-up documents; they share people."""
    return [make_staged(name, **options) for name in names]
