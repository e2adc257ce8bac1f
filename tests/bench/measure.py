"""What all measurements share: seconds, pairs, medians, peaks of memory."""

import os
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Self

REPEATS = 5


class Pair(NamedTuple):
    """Medians of what ran in turn: seconds of the one and of the other, and their ratio pair by pair."""

    one: float
    other: float
    times_faster: float


def seconds(work: Callable[[], object]) -> float:
    """Return how long ``work`` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def paired(one: Callable[[], object], other: Callable[[], object]) -> Pair:
    """Run both once unmeasured, then in turn."""
    one(), other()
    pairs = [(seconds(one), seconds(other)) for _ in range(REPEATS)]
    return Pair(
        statistics.median(first for first, _ in pairs),
        statistics.median(second for _, second in pairs),
        statistics.median(second / first for first, second in pairs),
    )


def command_seconds(command: Sequence[str], folder: Path) -> float:
    """Return how long a command takes as a process of its own: the median, after one unmeasured run."""

    def run() -> None:
        subprocess.run(command, cwd=folder, check=True, capture_output=True)

    run()
    return statistics.median(seconds(run) for _ in range(REPEATS))


class PeakOfWorkers:
    """Watches the memory of the processes that this one has started, directly or not (Linux only)."""

    def __init__(self) -> None:
        self.megabytes = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(0.25):
            parents: dict[int, int] = {}
            peaks: dict[int, float] = {}
            for status in Path("/proc").glob("[0-9]*/status"):
                with suppress(OSError):
                    fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
                    pid = int(fields["Pid"])
                    parents[pid] = int(fields["PPid"])
                    peaks[pid] = int(fields.get("VmHWM", "0 kB").split()[0]) / 1024
            for pid in parents:
                above = parents.get(pid, 0)
                while above not in (0, os.getpid()):
                    above = parents.get(above, 0)
                if above:
                    self.megabytes = max(self.megabytes, peaks[pid])
