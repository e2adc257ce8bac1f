"""Fetching as a Prefect flow: ``sources.toml`` -> pages in the raw folder."""

from typing import TYPE_CHECKING

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.logging import get_run_logger
from prefect.states import Completed, Failed

from flows.artifacts import round_page
from flows.fetching.rounds import Round, fetch_all
from flows.settings import Settings, load_settings

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State


@flow(name="roundup-fetch")
def roundup_fetch(settings: Settings | None = None) -> "State[Round]":
    """Bring new and changed pages of the web into the raw folder."""
    done = fetch_all(settings or load_settings())
    get_run_logger().info(done.headline())
    create_markdown_artifact(round_page(done), key="roundup-fetch", description="What became of each page")
    if done.failed and len(done.failed) == len(done.fetched):
        return Failed(message="no page could be fetched", data=done)
    name = "Completed with failures" if done.failed else None
    return Completed(name=name, message=done.headline(), data=done)
