"""Runs from raw files to a published warehouse: how fast, in how much memory, and how both grow."""

import json
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from flows.generating.compose import REFERENCE_KILOBYTES
from flows.generating.documents import Options
from flows.generating.layouts import TEXT_LAYOUTS
from flows.generating.write import Extent, write_documents
from tests.bench.measure import command_seconds

_GROWTH = 4
_WITHOUT_PREFECT = (
    "from flows.ingest import ingest; from flows.settings import load_settings; "
    "ingest(load_settings(rebuild=True))"
)


class Run(NamedTuple):
    """What runs over the same files took: of the one whose time is the median."""

    documents: int
    megabytes: float
    seconds: float
    cpu: float
    """Seconds of processor time that the main process took: loading and audits."""
    stages: dict[str, float]
    peak: float
    """Peak memory of the main process, in MB."""
    worker_peak: float
    """Peak memory of its largest worker, in MB."""


class PrefectShare(NamedTuple):
    """Seconds of whole commands on few documents: with Prefect, and without."""

    with_prefect: float
    without: float


def make_raw(folder: Path, documents: int, kilobytes: int = REFERENCE_KILOBYTES) -> float:
    """Write made-up documents, of about so many kilobytes each; return megabytes."""
    options = Options(layouts=tuple(layout.name for layout in TEXT_LAYOUTS), kilobytes=kilobytes)
    return write_documents(folder, options, Extent(documents)).size / 1e6


def measure_runs(folder: Path, documents: int, repeats: int) -> list[Run]:
    """Measure runs over so many documents, and one over some times as many."""
    return [
        measure_run(folder / "small", documents, repeats),
        measure_run(folder / "large", documents * _GROWTH, 1),
    ]


def measure_run(folder: Path, documents: int, repeats: int, kilobytes: int = REFERENCE_KILOBYTES) -> Run:
    """Measure runs over so many documents of so many kilobytes, in a new folder."""
    folder.mkdir()
    megabytes = make_raw(folder / "raw", documents, kilobytes)
    found: list[dict[str, Any]] = []
    for _ in range(repeats):
        shutil.rmtree(folder / "warehouse", ignore_errors=True)
        target = folder / "warehouse" / "roundup.duckdb"
        command = [sys.executable, "-m", "tests.bench.run_once", str(folder / "raw"), str(target)]
        found.append(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))
        if found[-1]["documents"] != documents:
            raise SystemExit(f"only {found[-1]['documents']} of {documents} documents were loaded")
    median = statistics.median_low(run["seconds"] for run in found)
    run = next(run for run in found if run["seconds"] == median)
    return Run(
        documents,
        megabytes,
        run["seconds"],
        run["cpu"],
        run["stages"],
        max(run["peak"] for run in found),
        max(run["worker_peak"] for run in found),
    )


def measure_prefect(folder: Path, documents: int = 20) -> PrefectShare:
    """Measure what Prefect adds to a run, whole processes: its server starts and ends with each."""
    make_raw(folder / "raw", documents)
    shutil.rmtree(folder / "warehouse", ignore_errors=True)
    roundup = str(Path(sys.executable).with_name("roundup"))
    with_prefect = command_seconds([roundup, "run", "--rebuild"], folder)
    return PrefectShare(with_prefect, command_seconds([sys.executable, "-c", _WITHOUT_PREFECT], folder))
