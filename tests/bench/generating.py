"""`python -m tests.bench.generating`: made-up documents against writing the same bytes to the same disk."""

import argparse
import resource
import statistics
import tempfile
import time
from pathlib import Path

from flows.generating.documents import Documents, Options
from flows.generating.write import Extent, write_documents

_REPEATS = 5


def main() -> None:
    """Measure and print medians of CPU seconds: the disk may be busy with others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1_000)
    documents = parser.parse_args().documents
    made_up = Documents(Options())
    ours, plain, megabytes = [], [], 0.0
    for _ in range(_REPEATS):
        with tempfile.TemporaryDirectory() as folder:
            start = time.process_time()
            megabytes = write_documents(Path(folder, "a"), Options(), Extent(documents)).size / 1e6
            ours.append(time.process_time() - start)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            contents = [made_up.document(number).content for number in range(documents)]
            target = Path(folder, "b")
            target.mkdir()
            start = time.process_time()
            for number, content in enumerate(contents):
                (target / str(number)).write_bytes(content)
            plain.append(time.process_time() - start)
            if not plain[1:]:
                print(f"peak memory while generating: {peak:.0f} MB")  # noqa: T201 - its output
    one, other = statistics.median(ours), statistics.median(plain)
    print(  # noqa: T201 - its output
        f"{documents:,} documents, {megabytes:.1f} MB: generated and written {megabytes / one:.1f} MB "
        f"a CPU second, plain write of the same bytes {megabytes / other:.0f}, ratio {one / other:.1f}"
    )


if __name__ == "__main__":
    main()
