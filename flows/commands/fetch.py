"""``roundup fetch``: new and changed pages of the web into the raw folder."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.cli import DONE, FAILED, REFUSED
from flows.settings import load_settings
from flows.tables import print_json, print_table
from flows.talk import say


def fetch(
    *,
    sources: Path | None = None,
    raw: Path | None = None,
    json: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Bring new and changed pages into the raw folder; exit code 3 if some of them failed, 1 if all did.

    Parameters
    ----------
    sources
        The file that names the pages (default: ROUNDUP_SOURCES or sources.toml).
    raw
        Folder that they go to (default: ROUNDUP_RAW or raw).
    json
        Print a JSON list of objects.
    """
    from flows.fetching.rounds import Fetched, fetch_all  # noqa: PLC0415 - imports an HTTP client

    settings = load_settings(sources=sources, raw=raw)
    done = fetch_all(settings, on_page=lambda one: say(f"{one.address}: {one.problem or one.outcome}"))
    (print_json if json else print_table)(Fetched._fields, done.fetched)
    say(done.headline())
    if not done.failed:
        return DONE
    return FAILED if len(done.failed) == len(done.fetched) else REFUSED
