"""The main job, as a plain function: raw folder -> published warehouse.

discover -> plan -> extract and load (batch by batch) -> retire -> audit -> publish -> report

Nothing here knows of Prefect; the flow passes in how a step is run.
"""

import secrets
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple, Protocol, TypeVar

from extractors.version import extractor_version
from flows.discover import Discovery, discover
from flows.errors import NothingDiscovered
from flows.plan import Plan, make_plan
from flows.progress import OnProgress, silent
from flows.report import RefusedFile, RunSummary
from flows.settings import Settings
from warehouse.checks import require_passed, run_checks
from warehouse.connect import Connection, connect
from warehouse.layout import Layout
from warehouse.load import known_sources, load_batch, rebuild_authors, retire
from warehouse.migrate import migrate
from warehouse.publish import publish, revision, verify_published, verify_working
from warehouse.runs import Run, count_tables, record_run

T = TypeVar("T")


class RunStep(Protocol):
    """Runs one step of the job."""

    def __call__(self, name: str, step: Callable[[], T]) -> T:
        """Run ``step`` and return what it returns."""


def run_plainly(name: str, step: Callable[[], T]) -> T:  # noqa: ARG001 - the name is for others
    """Run a step by calling it."""
    return step()


class _Loaded(NamedTuple):
    parsed: int
    rows_written: int


def new_run_id() -> str:
    """Return a name for a run that sorts by time."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"


def ingest(
    settings: Settings,
    *,
    run_id: str | None = None,
    run_step: RunStep = run_plainly,
    on_progress: OnProgress = silent,
) -> RunSummary:
    """Bring the published warehouse in line with the raw folder.

    Only new and changed files are parsed; a changed file replaces its rows, a gone one leaves the tables.
    A file that cannot be loaded becomes a reject, and what an earlier version of it loaded stays. Nothing
    is published unless the audits pass; readers see the former snapshot until then.

    Raises:
        RoundupError: the run could not be done; the published warehouse is as it was.
    """
    job = _Job(settings, run_id or new_run_id(), on_progress)

    def run(name: str, step: Callable[[], T]) -> T:
        start = time.perf_counter()
        try:
            return run_step(name, step)
        finally:
            job.seconds[name] = round(job.seconds.get(name, 0.0) + time.perf_counter() - start, 3)

    discovery = run("discover", job.discover)
    with connect(job.layout.working) as con:
        plan = run("plan", lambda: job.plan(con, discovery))
        # What an interrupted or failed run left behind was never audited.
        unaudited_before = job.is_ahead(con)
        loaded = _Loaded(0, 0)
        if plan.to_extract:
            loaded = run("extract and load", lambda: job.extract_and_load(con, plan))
        if plan.gone:
            run("retire", lambda: retire(con, plan.gone))
        if job.is_ahead(con):
            loaded = _Loaded(loaded.parsed, loaded.rows_written + rebuild_authors(con))
            audited = None if unaudited_before else job.run_id
            run("audit", lambda: require_passed(run_checks(con, run_id=audited)))
            record_run(con, job.run_row(con, discovery, plan, loaded))
    snapshot = run("publish", lambda: publish(job.layout))
    return job.summary(discovery, plan, loaded, snapshot=str(snapshot) if snapshot else None)


class _Job:
    """The steps of one run, and what they share."""

    def __init__(self, settings: Settings, run_id: str, on_progress: OnProgress) -> None:
        self.settings = settings
        self.run_id = run_id
        self.on_progress = on_progress
        self.layout = Layout(settings.warehouse)
        self.staging = self.layout.staging / run_id
        self.started_at = datetime.now(UTC)
        self.seconds: dict[str, float] = {}

    def discover(self) -> Discovery:
        """Find the files, and refuse to start where the run could not end well."""
        found = discover(self.settings.raw)
        verify_published(self.layout)
        verify_working(self.layout)
        self.layout.link.parent.mkdir(parents=True, exist_ok=True)
        return found

    def plan(self, con: Connection, discovery: Discovery) -> Plan:
        """Bring the private file's schema up to date and compare it with the files."""
        migrate(con, self.layout.working)
        # The private file is ours alone: no other run is at work, and what is staged is left over.
        shutil.rmtree(self.layout.staging, ignore_errors=True)
        known = known_sources(con)
        if known and not discovery.files and not self.settings.allow_empty:
            raise NothingDiscovered(self.settings.raw, loaded=len(known))
        return make_plan(discovery.files, known)

    def is_ahead(self, con: Connection) -> bool:
        """Tell whether the private file holds what is not published."""
        return revision(con) != self.layout.published_revision() or not self.layout.link.exists()

    def extract_and_load(self, con: Connection, plan: Plan) -> _Loaded:
        """Extract in worker processes and load each batch as soon as it is staged."""
        # Imports spaCy: a run without changes does without.
        from flows.worker import make_batches  # noqa: PLC0415
        from flows.workers import extract_batches  # noqa: PLC0415

        settings = self.settings
        batches = make_batches(
            plan.to_extract,
            self.staging,
            batch_documents=settings.batch_documents,
            batch_bytes=settings.batch_bytes,
            max_document_bytes=settings.max_document_bytes,
        )
        done = parsed = rows = 0
        self.on_progress(0, len(plan.to_extract))
        for batch, staged in extract_batches(batches, workers=settings.workers):
            counts = load_batch(con, staged, run_id=self.run_id)
            staged.unlink()
            parsed += counts.documents
            rows += counts.rows_written
            done += len(batch.files)
            self.on_progress(done, len(plan.to_extract))
        shutil.rmtree(self.layout.staging, ignore_errors=True)
        return _Loaded(parsed, rows)

    def run_row(self, con: Connection, discovery: Discovery, plan: Plan, loaded: _Loaded) -> Run:
        """Return the row of the run."""
        return Run(
            run_id=self.run_id,
            started_at=self.started_at,
            finished_at=datetime.now(UTC),
            status="completed",
            documents_discovered=len(discovery.files),
            documents_parsed=loaded.parsed,
            documents_refused=len(self.refused(con)),
            documents_retired=len(plan.gone),
            rows_written=loaded.rows_written,
            extractor_version=extractor_version(),
        )

    def refused(self, con: Connection) -> list[RefusedFile]:
        """Return the files that are refused as things stand."""
        return sorted(
            (
                RefusedFile(source_uri=state.source_uri, rule=state.rule or "", reason=state.reason or "")
                for state in known_sources(con).values()
                if state.status == "refused"
            ),
            key=lambda file: file.source_uri,
        )

    def summary(
        self, discovery: Discovery, plan: Plan, loaded: _Loaded, *, snapshot: str | None
    ) -> RunSummary:
        """Count what the warehouse holds now."""
        with connect(self.layout.working, read_only=True) as con:
            counts = count_tables(con)
            refused = self.refused(con)
        return RunSummary(
            run_id=self.run_id,
            documents_discovered=len(discovery.files),
            documents_parsed=loaded.parsed,
            documents_unchanged=plan.unchanged,
            documents_refused=len(refused),
            documents_retired=len(plan.gone),
            files_skipped=discovery.skipped,
            rows_written=loaded.rows_written,
            tables=counts.tables,
            needs_review=counts.needs_review,
            unclassified_share=counts.unclassified_share,
            refused=tuple(refused),
            seconds=self.seconds,
            warehouse=str(self.layout.link),
            snapshot=snapshot,
        )
