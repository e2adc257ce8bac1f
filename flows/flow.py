"""The main job as a Prefect flow: the same steps as task runs, a handful however many documents there are."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

from flows.ingest import ingest
from flows.prefect_records import wait_until_recorded
from flows.progress import OnProgress, silent
from flows.report import RunSummary
from flows.settings import Settings

T = TypeVar("T")


class _Watcher:
    """What one run of the flow tells to whom, and how many of its tasks Prefect has to record."""

    def __init__(self, on_progress: OnProgress) -> None:
        self.on_progress = on_progress
        self.task_runs = 0


_WATCHER: ContextVar[_Watcher] = ContextVar("watcher")


@flow(name="roundup-ingest")
def roundup_ingest(settings: Settings | None = None) -> RunSummary:
    """Bring the published warehouse in line with the raw folder."""
    watcher = _WATCHER.get(None) or _Watcher(silent)

    def run_as_task(name: str, step: Callable[[], T]) -> T:
        watcher.task_runs += 1
        # Nothing is cached: the steps act on files and tables, which Prefect cannot see.
        return task(name=name, cache_policy=NO_CACHE)(step)()

    return ingest(settings or Settings(), run_step=run_as_task, on_progress=watcher.on_progress)


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
    return state.result()
