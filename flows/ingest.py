"""The main job, as a plain function: raw folder -> published warehouse.

discover -> open -> plan -> extract and load (batch by batch) -> retire -> audit -> publish

Nothing here knows of Prefect; the flow passes in how a step is run.
"""

import shutil
import time
from collections.abc import Callable, Generator
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from extractors.version import extractor_version
from flows.discover import Discovery, discover
from flows.errors import NoSchedulerError, NothingToReadError
from flows.events import told
from flows.html_report import report_run
from flows.interrupt import raise_if_interrupted
from flows.plan import Plan, make_plan
from flows.progress import OnProgress, silent
from flows.remote import local_raw
from flows.report import AuditWarning, MendedFile, RefusedFile, RunSummary
from flows.settings import Settings
from flows.staging import Staging, open_staging
from warehouse.checks import CheckResult, require_passed, run_checks
from warehouse.connect import Connection, connect, settle
from warehouse.derived import derive
from warehouse.layout import Layout
from warehouse.load import affected_documents, known_sources, load_staged, refused_sources, retire
from warehouse.migrate import migrate
from warehouse.runs import Run, count_tables, mended_documents, record_run
from warehouse.target import target_of

if TYPE_CHECKING:
    from flows.batches import Batch
    from flows.dask_workers import Connect

T = TypeVar("T")
# A transaction over many rows is written to the file at once, and not to the log first: see `make bench`.
LOAD_BYTES = 24 * 1024 * 1024


class RunStep(Protocol):
    """Runs one step of the job."""

    def __call__(self, name: str, step: Callable[[], T]) -> T:
        """Run ``step`` and return what it returns."""


def run_plainly(name: str, step: Callable[[], T]) -> T:  # noqa: ARG001 - the name is for others
    """Run a step by calling it."""
    return step()


def ingest(
    settings: Settings,
    *,
    run_step: RunStep = run_plainly,
    on_progress: OnProgress = silent,
    connect_dask: "Connect | None" = None,
) -> RunSummary:
    """Bring the published warehouse in line with the raw folder.

    Only new and changed files are parsed; a changed file replaces its rows, a gone one leaves the tables.
    A file that cannot be loaded becomes a reject, and what an earlier version of it loaded stays. Nothing
    is published unless the audits pass; readers see the former snapshot until then.

    Args:
        settings: What to do.
        run_step: How a step is run.
        on_progress: Told how far it is.
        connect_dask: How to connect to a Dask cluster, where the settings say that one extracts.

    Raises:
        RoundupError: the run could not be done; the published warehouse is as it was.
    """
    job = _Job(settings, run_step, on_progress, connect_dask)
    with told(job.run_id, settings.events) as outcome:
        outcome.summary = _ingest(job)
        return outcome.summary


def _ingest(job: "_Job") -> RunSummary:
    discovery = job.step("discover", job.discover)
    with ExitStack() as stack:
        con = job.step("open", lambda: stack.enter_context(connect(job.layout.working)))
        plan = job.step("plan", lambda: job.plan(con, discovery))
        try:
            is_ahead = job.change(con, plan)
        except BaseException:
            job.record(con, discovery, plan, status="failed")
            raise
        if is_ahead:
            job.record(con, discovery, plan, status="completed")
        summary = job.summary(con, discovery, plan)
    if is_ahead:
        job.step("publish", lambda: job.target.publish(keep=job.settings.kept_snapshots))
    summary = summary.model_copy(update={"seconds": job.seconds})
    return report_run(
        summary, job.layout, job.target.published, is_news=is_ahead, keep=job.settings.kept_snapshots
    )


class _Job:
    """The steps of one run, and what they share."""

    def __init__(
        self,
        settings: Settings,
        run_step: RunStep,
        on_progress: OnProgress,
        connect_dask: "Connect | None",
    ) -> None:
        self.settings = settings
        self.layout = Layout(settings.warehouse)
        self.target = target_of(settings.warehouse, settings.lake, settings.lake_writer)
        self.started_at = datetime.now(UTC)
        # Sorts by time, and is unique: the private file's lock lets one run at a time through.
        self.run_id = f"{self.started_at:%Y%m%dT%H%M%S-%f}"
        self.seconds: dict[str, float] = {}
        self.parsed = self.rows_written = 0
        self.checks: list[CheckResult] = []
        self._run_step = run_step
        self._on_progress = on_progress
        self._connect_dask = connect_dask

    def step(self, name: str, step: Callable[[], T]) -> T:
        """Run a step and note how long it took."""
        raise_if_interrupted()
        start = time.perf_counter()
        result = self._run_step(name, step)
        self.seconds[name] = round(time.perf_counter() - start, 3)
        return result

    def discover(self) -> Discovery:
        """Find the files, and refuse to start where the run could not end well."""
        if self.settings.runner == "dask" and self.settings.dask_address is None:
            raise NoSchedulerError
        found = discover(local_raw(self.settings))
        self.target.verify()
        self.layout.link.parent.mkdir(parents=True, exist_ok=True)
        return found

    def plan(self, con: Connection, discovery: Discovery) -> Plan:
        """Bring the private file's schema up to date and compare what it knows with the files."""
        migrate(con, self.layout.working)
        self.target.prepare(con)
        # The private file is locked by us: no other run is at work, so what is staged is left over.
        shutil.rmtree(self.layout.staging, ignore_errors=True)
        known = known_sources(con)
        if known and not discovery.files and not self.settings.allow_empty:
            raise NothingToReadError(str(self.settings.raw), len(known))
        return make_plan(
            discovery.files,
            known,
            self.settings,
            affected=affected_documents(con) if self.settings.replay else None,
        )

    def change(self, con: Connection, plan: Plan) -> bool:
        """Carry the plan out on the private file and audit it; tell whether there is news to publish."""
        was_ahead = not self.target.is_published(con)
        if plan.to_extract:
            self.step("extract and load", lambda: self._extract_and_load(con, plan))
        if plan.gone:
            self.step("retire", lambda: retire(con, plan.gone))
        if self.target.is_published(con):
            return False
        # What an interrupted or failed run left behind was never audited: then all documents are.
        self.step("audit", lambda: self._audit(con, None if was_ahead else self.run_id))
        return True

    def record(self, con: Connection, discovery: Discovery, plan: Plan, *, status: str) -> None:
        """Record the run with what it has done so far, if it has changed anything."""
        if self.target.is_published(con):
            return
        record_run(
            con,
            Run(
                run_id=self.run_id,
                started_at=self.started_at,
                finished_at=datetime.now(UTC),
                status=status,
                documents_discovered=len(discovery.files),
                documents_parsed=self.parsed,
                documents_refused=len(_refused(con, discovery)),
                documents_retired=len(plan.gone),
                rows_written=self.rows_written,
                extractor_version=extractor_version(),
            ),
            self.checks,
        )

    def summary(self, con: Connection, discovery: Discovery, plan: Plan) -> RunSummary:
        """Say what was found and done, and count what the warehouse holds now."""
        counts = count_tables(con)
        refused = _refused(con, discovery)
        # A refused file that was left alone counts as refused.
        left_alone = min(plan.left_alone, len(discovery.files) - self.parsed - len(refused))
        return RunSummary(
            run_id=self.run_id,
            documents_discovered=len(discovery.files),
            documents_parsed=self.parsed,
            documents_unchanged=len(discovery.files) - self.parsed - len(refused) - left_alone,
            documents_left_alone=left_alone,
            documents_refused=len(refused),
            documents_retired=len(plan.gone),
            files_skipped=discovery.skipped,
            rows_written=self.rows_written,
            tables=counts.tables,
            needs_review=counts.needs_review,
            unclassified_share=counts.unclassified_share,
            refused=refused,
            mended=tuple(
                MendedFile(source_uri=source_uri, reasons=reasons)
                for source_uri, reasons in mended_documents(con, self.run_id)
            ),
            warnings=tuple(
                AuditWarning(
                    audit=check.name, about=check.about, rows=check.offending_rows, sample=check.sample
                )
                for check in self.checks
                if check.offending_rows and check.severity == "warning"
            ),
            seconds=self.seconds,
            warehouse=str(self.target.published),
        )

    def _extract_and_load(self, con: Connection, plan: Plan) -> None:
        """Extract in worker processes and load what they stage, some batches at a time."""
        staging = open_staging(self.settings, self.run_id)
        done = 0
        waiting: list[Path] = []
        self._on_progress(done, len(plan.to_extract))
        with closing(self._staged_batches(plan, staging)) as staged_batches:
            for batch, staged in staged_batches:
                raise_if_interrupted()
                waiting.append(staging.bring(staged))
                if sum(path.stat().st_size for path in waiting) >= LOAD_BYTES:
                    self._load(con, waiting)
                done += len(batch.files)
                self._on_progress(done, len(plan.to_extract))
        self._load(con, waiting)
        staging.remove()

    def _staged_batches(self, plan: Plan, staging: Staging) -> Generator[tuple["Batch", Path]]:
        """Yield batches with their staged files from where the settings say that they are extracted."""
        from flows.batches import make_batches  # noqa: PLC0415 - a run without changes does without

        settings = self.settings
        batches = make_batches(
            [(work.file, work.size) for work in plan.to_extract],
            staging.folder,
            max_documents=settings.batch_documents,
            max_bytes=settings.batch_bytes,
            max_document_bytes=settings.max_document_bytes,
        )
        batches = [replace(batch, store=staging.store) for batch in batches]
        if settings.runner == "dask" and settings.dask_address:
            from flows import dask_workers  # noqa: PLC0415 - imports Dask

            yield from dask_workers.staged_batches(
                batches,
                address=settings.dask_address,
                raw=settings.raw,
                batch_seconds=settings.batch_seconds,
                connect=self._connect_dask or dask_workers.connect_plainly,
            )
            return
        from flows.workers import staged_batches  # noqa: PLC0415

        yield from staged_batches(batches, workers=settings.workers, batch_seconds=settings.batch_seconds)

    def _load(self, con: Connection, waiting: list[Path]) -> None:
        """Load staged batches in one transaction; they are gone from ``waiting`` and from the disk then."""
        if not waiting:
            return
        counts = load_staged(con, *waiting, run_id=self.run_id)
        settle(con)
        self.parsed += counts.documents
        self.rows_written += counts.rows_written
        while waiting:
            waiting.pop().unlink()

    def _audit(self, con: Connection, run_id: str | None) -> None:
        self.rows_written += derive(con)
        self.checks = run_checks(con, run_id=run_id, max_shrink=self.settings.max_shrink)
        require_passed(self.checks)


def _refused(con: Connection, discovery: Discovery) -> tuple[RefusedFile, ...]:
    """Return the files that are there and refused as things stand, by name."""
    refusals = refused_sources(con)
    return tuple(
        RefusedFile(source_uri=file.source_uri, rule=refusal.rule, reason=refusal.reason)
        for file in (discovery.files if refusals else ())
        if (refusal := refusals.get(file.document_id))
    )
