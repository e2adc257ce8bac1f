"""The scheduled runs, as ``prefect.yaml`` declares them: the file is for ``prefect deploy`` and for us."""

from pathlib import Path
from typing import Annotated, Any

import yaml
from prefect.client.schemas.objects import ConcurrencyLimitConfig
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import MissingFlowError, ScriptError
from prefect.flows import Flow, load_flow_from_entrypoint
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType
from pydantic import BaseModel, Field, ValidationError

from flows.errors import DeploymentsFileError

DEPLOYMENTS_FILE = Path("prefect.yaml")


class Timetable(BaseModel, extra="forbid"):
    """When a deployment runs: a cron expression in a time zone."""

    cron: str
    timezone: str = "UTC"
    slug: str | None = None
    active: bool = True


class Deployment(BaseModel):
    """What ``prefect.yaml`` says of one deployment; its work pool is of no use here."""

    name: str
    entrypoint: Annotated[str, Field(pattern=r"^[\w.]+$")]
    description: str | None = None
    tags: list[str] = []
    parameters: dict[str, object] = {}
    schedules: list[Timetable] = []
    concurrency_limit: ConcurrencyLimitConfig | int | None = None


class _File(BaseModel):
    deployments: Annotated[list[Deployment], Field(min_length=1)]


def read_deployments(path: Path = DEPLOYMENTS_FILE) -> list[Deployment]:
    """Return the deployments that a file declares.

    Raises:
        DeploymentsFileError: there is no such file, or it is not what it has to be.
    """
    try:
        declared = yaml.safe_load(path.read_text("utf-8"))
        return _File.model_validate(declared).deployments
    except OSError as error:
        raise DeploymentsFileError(path, error.strerror or "it cannot be read") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DeploymentsFileError(path, "it is no YAML") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise DeploymentsFileError(path, f"{where}: {first['msg']}") from error


def to_prefect(deployment: Deployment) -> RunnerDeployment:
    """Return a deployment as Prefect's runner takes it.

    Raises:
        DeploymentsFileError: there is no such flow, or the cron expression or time zone is none.
    """
    try:
        flow: Flow[..., Any] = load_flow_from_entrypoint(deployment.entrypoint, use_placeholder_flow=False)
        return flow.to_deployment(  # type: ignore[return-value]  # a coroutine in asynchronous code only
            deployment.name,
            description=deployment.description,
            tags=deployment.tags,
            parameters=deployment.parameters,
            schedules=[
                Cron(when.cron, timezone=when.timezone, slug=when.slug, active=when.active)
                for when in deployment.schedules
            ],
            concurrency_limit=deployment.concurrency_limit,
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
    except (ValueError, ImportError, MissingFlowError, ScriptError) as error:
        raise DeploymentsFileError(DEPLOYMENTS_FILE, f"{deployment.name}: {error}") from error
