"""The main job as a Prefect flow: the same steps as task runs, a handful however many documents there are."""

import logging
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import TypeVar

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.objects import State
from prefect.logging.handlers import APILogHandler
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

from flows.errors import PrefectApiError
from flows.ingest import ingest
from flows.progress import OnProgress, silent
from flows.report import RunSummary
from flows.settings import Settings

T = TypeVar("T")

logger = logging.getLogger(__name__)

_RECORDED_SECONDS = 10.0


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


def require_api() -> None:
    """Refuse to start without the API that the user has configured.

    Raises:
        PrefectApiError: it does not answer.
    """
    with get_client(sync_client=True) as client:
        error = client.api_healthcheck()
        if error:
            raise PrefectApiError(str(client.api_url), str(error)) from error


def run_flow(
    settings: Settings, *, on_progress: OnProgress = silent, until_recorded: bool = True
) -> RunSummary:
    """Run the flow in this process.

    Args:
        settings: What to do.
        on_progress: Told how far it is.
        until_recorded: Wait until the server has saved all task runs, because it ends with us.

    Raises:
        RoundupError: the run failed; Prefect has it as failed.
    """
    watcher = _Watcher(on_progress)
    token = _WATCHER.set(watcher)
    try:
        # Heartbeats are for runs that someone watches; ending theirs takes up to a second.
        with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            state: State[RunSummary] = roundup_ingest(settings, return_state=True)
        if until_recorded:
            _wait_until_recorded(state, watcher.task_runs)
    finally:
        _WATCHER.reset(token)
    return state.result()


def _wait_until_recorded(state: State[RunSummary], task_runs: int) -> None:
    """Wait until the server has saved all task runs: it does so some time after they ended."""
    APILogHandler().flush()
    flow_run = FlowRunFilter(id=FlowRunFilterId(any_=[state.state_details.flow_run_id]))
    deadline = time.monotonic() + _RECORDED_SECONDS
    with get_client(sync_client=True) as client:
        while time.monotonic() < deadline:
            saved = client.read_task_runs(flow_run_filter=flow_run)
            if sum(run.state is not None and run.state.is_final() for run in saved) >= task_runs:
                return
            time.sleep(0.05)
    logger.warning("Prefect has not recorded all tasks of this run")
