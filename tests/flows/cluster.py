"""A Dask cluster on loopback: a scheduler and worker processes, as a user starts them."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NoReturn

from distributed import Client

ROOT = Path(__file__).parents[2]
DASK = Path(sys.executable).with_name("dask")
_QUIET = ["--host", "127.0.0.1", "--dashboard-address", "127.0.0.1:0", "--no-dashboard"]


class Cluster:
    """A running scheduler with its workers."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.client: Any = Client(address, set_as_default=False)  # type: ignore[no-untyped-call]  # no types

    def worker_pids(self) -> dict[str, int]:
        """Return the process ids of the workers that are there, by address."""
        pids: dict[str, int] = self.client.run(os.getpid)
        return pids

    def busy_workers(self) -> list[str]:
        """Return the addresses of the workers that have something to do."""
        return sorted(worker for worker, keys in self.client.processing().items() if keys)

    def wait_for(self, workers: int) -> None:
        if workers:
            self.client.wait_for_workers(workers, timeout=60)


class KillerPath(type(Path())):  # type: ignore[misc]  # its class depends on the system
    """A path that ends the process that opens it."""

    def open(self, *_arguments: object, **_named: object) -> NoReturn:
        os._exit(9)


class SlowPath(type(Path())):  # type: ignore[misc]
    """A path that keeps the process waiting that opens it."""

    def open(self, *_arguments: object, **_named: object) -> NoReturn:
        time.sleep(600)
        raise AssertionError("it was not stopped")


@contextmanager
def bare_worker(folder: Path, address: str) -> Iterator[None]:
    """Run a worker in an environment that has Dask, and no roundup."""
    # Without site, the installed project's place is not on the path.
    packages = [path for path in sys.path if path.endswith("site-packages")]
    code = f"import sys; sys.path += {packages!r}; from distributed.cli.dask_worker import main; main()"
    arguments = [address, "--nthreads", "1", "--no-nanny", "--local-directory", str(folder), *_QUIET]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with (folder / "bare.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-S", "-c", code, *arguments], cwd=folder, env=env, stdout=log, stderr=log
        )
        try:
            yield
        finally:
            _end(process)


@contextmanager
def run_cluster(
    folder: Path, *, workers: int = 2, options: Sequence[str] = (), **environment: str
) -> Iterator[Cluster]:
    """Run a scheduler and workers with one thread each; all are ended at the end of the block."""
    env = os.environ | {"PYTHONPATH": str(ROOT)} | environment
    file = folder / "scheduler.json"
    with ExitStack() as stack:
        started = [["scheduler", "--port", "0", "--scheduler-file", str(file)]]
        if workers:
            worker = ["worker", "--scheduler-file", str(file), "--local-directory", str(folder)]
            sizes = ["--nworkers", str(workers), "--nthreads", "1"]
            started.append([*worker, *sizes, "--preload", "extractors.pipeline", *options])
        for arguments in started:
            log = stack.enter_context((folder / f"{arguments[0]}.log").open("wb"))
            process = subprocess.Popen(
                [DASK, *arguments, *_QUIET], cwd=folder, env=env, stdout=log, stderr=log
            )
            stack.callback(_end, process)
        cluster = Cluster(_address(file))
        stack.callback(cluster.client.close)
        cluster.wait_for(workers)
        yield cluster


def _address(file: Path) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            return str(json.loads(file.read_text("utf-8"))["address"])
        except (OSError, ValueError):
            time.sleep(0.1)
    raise TimeoutError("the scheduler did not start")


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
