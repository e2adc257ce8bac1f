"""``roundup run``: the main job, as a Prefect flow on an embedded server."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter
from rich.console import Console

from flows.cli import DONE, REFUSED
from flows.discover import require_raw_folder
from flows.embedded import prefect_api
from flows.progress import OnProgress, show_progress
from flows.report import RunSummary, notes, print_summary, summary_json
from flows.settings import Settings, load_settings
from flows.tables import print_json, print_table
from flows.talk import say

Flag = Annotated[bool, Parameter(negative="")]


def run(  # noqa: PLR0913 - each is a flag of the command line
    *,
    raw: str | None = None,
    warehouse: Path | None = None,
    workers: int | None = None,
    runner: Literal["processes", "dask"] | None = None,
    only: str | None = None,
    since: datetime | None = None,
    rebuild: Flag = False,
    replay: Flag = False,
    allow_empty: Flag = False,
    dry_run: Flag = False,
    prefect: bool = True,
    json: Flag = False,
) -> int:
    """Bring the warehouse in line with the raw folder and publish it.

    Parameters
    ----------
    raw
        Folder of the documents, or its address, such as s3://bucket/raw (default: ROUNDUP_RAW or raw).
    warehouse
        The published file (default: ROUNDUP_WAREHOUSE or warehouse/roundup.duckdb).
    workers
        Processes that extract side by side (default: ROUNDUP_WORKERS or one per processor).
    runner
        What extracts: processes of this machine, or the Dask cluster at ROUNDUP_DASK_ADDRESS.
    only
        Only documents whose path below the raw folder is like this, as in 'lab/*.html'.
    since
        Only files changed at or after this date or time (UTC unless it says a zone).
    rebuild
        Extract unchanged documents anew, too.
    replay
        Try only documents with rejects again, where the file, the extractor or the fault may have changed.
    allow_empty
        Empty the warehouse when the raw folder holds no documents.
    dry_run
        Say what would be done and why, and do nothing.
    prefect
        Run as a Prefect flow; without it nothing is recorded with Prefect, and the run starts sooner.
    json
        Print the summary as a JSON object.
    """
    settings = load_settings(
        raw=raw,
        warehouse=warehouse,
        workers=workers,
        runner=runner,
        only=only,
        since=since,
        rebuild=rebuild or None,
        replay=replay or None,
        allow_empty=allow_empty or None,
    )
    if isinstance(settings.raw, Path):
        require_raw_folder(settings.raw)
    if dry_run:
        return _say_plan(settings, json=json)
    with show_progress(Console(stderr=True), only_terminal=json) as on_progress:
        summary = (_run_flow if prefect else _run_plainly)(settings, on_progress)
    if json:
        print(summary_json(summary))  # noqa: T201
    else:
        print_summary(summary, Console())
    sys.stdout.flush()
    for line in notes(summary, settings.raw):
        say(line)
    return REFUSED if summary.refused else DONE


def _run_flow(settings: Settings, on_progress: OnProgress) -> RunSummary:
    with prefect_api() as server:
        # Prefect and DuckDB take a second or two to import: the server starts meanwhile.
        from flows.flow import run_flow  # noqa: PLC0415
        from flows.prefect_records import require_api  # noqa: PLC0415

        if server is None:
            require_api()
        else:
            server.wait_until_ready()
        return run_flow(settings, on_progress=on_progress, embedded=server is not None)


def _say_plan(settings: Settings, *, json: bool) -> int:
    from flows.dry_run import Action, plan_actions  # noqa: PLC0415 - imports DuckDB

    (print_json if json else print_table)(Action._fields, plan_actions(settings))
    return DONE


def _run_plainly(settings: Settings, on_progress: OnProgress) -> RunSummary:
    from flows.ingest import ingest  # noqa: PLC0415 - imports DuckDB

    return ingest(settings, on_progress=on_progress)
