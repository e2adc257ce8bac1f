"""What Prefect's API has of a run: whether it answers, and whether all is saved."""

import logging
import time
from typing import Any

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.objects import State
from prefect.logging.handlers import APILogHandler

from flows.errors import PrefectApiError

logger = logging.getLogger(__name__)

_RECORDED_SECONDS = 10.0


def require_api() -> None:
    """Refuse to start without the API that the user has configured.

    Raises:
        PrefectApiError: it does not answer.
    """
    with get_client(sync_client=True) as client:
        error = client.api_healthcheck()
        if error:
            raise PrefectApiError(str(client.api_url), str(error)) from error


def wait_until_recorded(state: State[Any], task_runs: int) -> None:
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
