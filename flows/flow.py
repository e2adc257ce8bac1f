"""The main job as a Prefect flow: the same steps as task runs, a handful however many documents there are."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar, cast

from prefect import Task, flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.logging import get_run_logger
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.states import Completed

from extractors.errors import RoundupError, TransientError
from flows.artifacts import leave_artifacts
from flows.automations import tell_server
from flows.ingest import ingest
from flows.prefect_records import wait_until_recorded
from flows.progress import OnProgress, silent
from flows.report import RunSummary
from flows.run_pages import headline
from flows.settings import Settings, load_settings

if TYPE_CHECKING:
    from distributed import Client

T = TypeVar("T")


class _Watcher:
    """What one run of the flow tells to whom, and how many of its tasks Prefect has to record."""

    def __init__(self, on_progress: OnProgress) -> None:
        self.on_progress = on_progress
        self.task_runs = 0


WITH_REJECTS = "Completed with rejects"
"""The state of a run that is published although some source files were refused."""
_RETRY_SECONDS = 10
_WATCHER: ContextVar[_Watcher] = ContextVar("watcher")


@flow(name="roundup-ingest")
def roundup_ingest(settings: Settings | None = None) -> "State[RunSummary]":
    """Bring the published warehouse in line with the raw folder."""
    told = settings or load_settings()
    watcher = _WATCHER.get(None) or _Watcher(silent)

    def run_as_task(name: str, step: Callable[[], T]) -> T:
        watcher.task_runs += 1
        # Nothing is cached: the steps act on files and tables, which Prefect cannot see.
        return task(
            name=name,
            cache_policy=NO_CACHE,
            retries=-(-told.wait_seconds // _RETRY_SECONDS),
            retry_delay_seconds=_RETRY_SECONDS,
            retry_jitter_factor=0.5,
            retry_condition_fn=_may_pass,
        )(step)()

    summary = ingest(told, run_step=run_as_task, on_progress=watcher.on_progress, connect_dask=_connect_dask)
    get_run_logger().info(headline(summary))
    try:
        leave_artifacts(summary, told.published)
    except RoundupError as error:  # published all the same: somebody writes into the file, for one
        get_run_logger().warning("No artifacts of this run: %s", error)
    tell_server(summary, alert_refused=told.alert_refused)
    name = WITH_REJECTS if summary.refused else None
    return Completed(name=name, message=headline(summary), data=summary)


@contextmanager
def _connect_dask(address: str) -> "Iterator[Client]":
    """Connect to a Dask cluster as Prefect's runner of tasks on Dask does; the run's log says so."""
    from prefect_dask.task_runners import DaskTaskRunner  # noqa: PLC0415 - imports Dask, which few runs need

    from flows.dask_workers import CONNECT_SECONDS  # noqa: PLC0415

    with DaskTaskRunner(address=address, client_kwargs={"timeout": CONNECT_SECONDS}) as runner:
        yield runner.client


def _may_pass(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Tell whether a fault may be over soon: another run holds the warehouse, for one."""
    return isinstance(state.result(raise_on_failure=False), TransientError)


def run_flow(settings: Settings, *, on_progress: OnProgress = silent, embedded: bool = True) -> RunSummary:
    """Run the flow in this process.

    Args:
        settings: What to do.
        on_progress: Told how far it is.
        embedded: Whether the server ends with us: then all must be saved before this returns.

    Raises:
        RoundupError: the run failed; Prefect has it as failed.
    """
    watcher = _Watcher(on_progress)
    token = _WATCHER.set(watcher)
    # Heartbeats are for a server that outlives the run; ending theirs takes up to a second.
    changed: dict[Any, Any] = {PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None} if embedded else {}
    try:
        with temporary_settings(changed):
            state = roundup_ingest(settings, return_state=True)
        if embedded:
            wait_until_recorded(state, watcher.task_runs)
    finally:
        _WATCHER.reset(token)
    return cast("RunSummary", state.result())
