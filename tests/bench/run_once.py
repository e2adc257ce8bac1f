"""One run in a process of its own, so that its peak of memory is its own: prints it as JSON."""

import argparse
import json
import resource
import time
from pathlib import Path

from flows.ingest import ingest
from flows.settings import Settings
from tests.bench.measure import PeakOfWorkers


def main() -> None:
    """Run, without Prefect, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("raw", type=Path)
    parser.add_argument("warehouse", type=Path)
    arguments = parser.parse_args()
    with PeakOfWorkers() as workers:
        start, cpu = time.perf_counter(), time.process_time()
        summary = ingest(Settings(raw=arguments.raw, warehouse=arguments.warehouse))
        took = time.perf_counter() - start
    print(  # noqa: T201 - its output
        json.dumps(
            {
                "documents": summary.tables["documents"],
                "seconds": took,
                "cpu": time.process_time() - cpu,
                "stages": summary.seconds,
                "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                "worker_peak": workers.megabytes,
            }
        )
    )


if __name__ == "__main__":
    main()
