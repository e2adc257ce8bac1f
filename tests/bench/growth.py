"""`make bench-growth`: how time and memory of a run grow with the documents, up to a hundred thousand."""

import argparse
import shutil
import tempfile
from pathlib import Path

from flows.settings import usable_cpus
from tests.bench.runs import Run, measure_run
from tests.bench.tables import print_table

_STEPS = (100, 10, 1)


def _print_growth(runs: list[Run]) -> None:
    first = runs[0]
    rows = [
        (
            f"{run.documents:,}",
            f"{run.megabytes:.1f}",
            f"{run.seconds:.1f}",
            f"{run.megabytes / run.seconds:.2f}",
            f"{run.seconds / run.documents * 1000:.2f}",
            f"{run.seconds / run.documents / (first.seconds / first.documents):.2f}",
            f"{run.peak:.0f}",
            f"{run.peak / before.peak:.2f}",
            f"{run.worker_peak:.0f}",
        )
        for before, run in zip([first, *runs], runs, strict=False)
    ]
    columns = (
        *("documents", "MB", "seconds", "MB/s", "ms a document", "times the first"),
        *("peak, MB", "times the former", "worker, MB"),
    )
    print_table(f"files -> audited, published warehouse, {usable_cpus()} cores, one run each", columns, rows)


def main() -> None:
    """Measure a hundredth of the documents, a tenth, and all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000, help="of the largest run")
    parser.add_argument("--kilobytes", type=int, default=9, help="how large documents are on the average")
    arguments = parser.parse_args()
    runs = []
    with tempfile.TemporaryDirectory() as name:
        for step in _STEPS:
            folder = Path(name, str(step))
            runs.append(measure_run(folder, arguments.documents // step, 1, arguments.kilobytes))
            shutil.rmtree(folder)
    _print_growth(runs)


if __name__ == "__main__":
    main()
