"""`make bench`: what is fast, as ratios and rates measured in this very run; no number is kept."""

import argparse
import sys
import tempfile
from pathlib import Path

from flows.settings import usable_cpus
from tests.bench.documents import REFERENCE
from tests.bench.extraction import measure_extraction
from tests.bench.measure import REPEATS, command_seconds
from tests.bench.runs import Run, measure_prefect, measure_runs
from tests.bench.searches import count_searched, measure_searches
from tests.bench.tables import print_table

_LARGE_RUN = 10_000


def _print_extraction() -> None:
    rows = [
        (name, f"{rate.ours:.2f}", rate.other, f"{rate.theirs:.2f}", f"{rate.ratio:.2f}")
        for name, rate in measure_extraction().items()
    ]
    print_table(
        f"one core, one process, medians of {REPEATS}", ("what", "MB/s", "against", "MB/s", "ratio"), rows
    )


def _print_runs(runs: list[Run]) -> None:
    rows: list[tuple[str, ...]] = [
        ("documents", *(f"{run.documents:,} ({run.megabytes:.1f} MB)" for run in runs)),
        ("seconds", *(f"{run.seconds:.2f}" for run in runs)),
        ("MB/s", *(f"{run.megabytes / run.seconds:.2f}" for run in runs)),
        ("ms a document", *(f"{run.seconds / run.documents * 1000:.1f}" for run in runs)),
        ("CPU seconds, main process", *(f"{run.cpu:.2f}" for run in runs)),
        ("peak memory, main process", *(f"{run.peak:.0f} MB" for run in runs)),
        ("peak memory, largest worker", *(f"{run.worker_peak:.0f} MB" for run in runs)),
    ]
    rows += [(f"seconds: {stage}", *(f"{run.stages[stage]:.2f}" for run in runs)) for stage in runs[0].stages]
    small, large = runs
    growth = large.seconds / large.megabytes / (small.seconds / small.megabytes)
    rows += [
        ("seconds a MB, times those of the small run", "", f"{growth:.2f}"),
        ("peak memory, times that of the small run", "", f"{large.peak / small.peak:.2f}"),
    ]
    title = f"files -> audited, published warehouse, {usable_cpus()} cores, without Prefect"
    print_table(title, ("what", "median run", "large run"), rows)


def _print_start(folder: Path, run: Run) -> None:
    roundup = str(Path(sys.executable).with_name("roundup"))
    rows = [
        (name, f"{command_seconds(command, folder):.2f}")
        for name, command in {
            'python -c "import spacy"': [sys.executable, "-c", "import spacy"],
            "roundup --help": [roundup, "--help"],
            "roundup extract FILE (the reference document)": [roundup, "extract", str(REFERENCE)],
        }.items()
    ]
    share = measure_prefect(folder)
    added = share.with_prefect - share.without
    large = run.seconds / run.documents * _LARGE_RUN
    rows += [
        ("roundup run, 20 documents", f"{share.with_prefect:.2f}"),
        ("the same without Prefect", f"{share.without:.2f}"),
        (
            f"Prefect's share of {_LARGE_RUN:,} documents, at the large run's pace",
            f"{added / (added + large):.1%}",
        ),
    ]
    print_table(f"whole processes, medians of {REPEATS}", ("what", "seconds"), rows)


def _print_searches(link: Path) -> None:
    rows = [
        (words, f"{pair.one * 1000:.0f}", f"{pair.other * 1000:.0f}", f"{pair.times_faster:.1f}")
        for words, pair in measure_searches(link).items()
    ]
    title = f"search in {count_searched(link):,} records, medians of {REPEATS}"
    print_table(title, ("search()", "ms", "ILIKE, ms", "ratio"), rows)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--documents", type=int, default=500, help="of a run; a large one has four times as many"
    )
    parser.add_argument("--repeats", type=int, default=REPEATS, help="of the run, whose median counts")
    arguments = parser.parse_args()
    _print_extraction()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runs = measure_runs(folder, arguments.documents, arguments.repeats)
        _print_runs(runs)
        _print_searches(folder / "large" / "warehouse" / "roundup.duckdb")
        start = folder / "start"
        start.mkdir()
        _print_start(start, runs[-1])


if __name__ == "__main__":
    main()
