"""Runs batches on a Dask cluster and hands back staged files as they are ready.

A batch is a plain function call on a worker, not a Prefect task: a task needs Prefect's API wherever it runs,
and starts a server of its own on each worker where it is told of none. Workers need what a batch needs:
roundup, the raw files and a place to stage.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from secrets import token_hex
from typing import Any, Literal, NamedTuple

from distributed import CancelledError, Client, KilledWorker, get_worker, wait

from extractors.version import extractor_version
from flows.batches import Batch, extract_batch, refuse_batch
from flows.errors import ClusterError, OtherSoftwareError
from flows.settings import Raw
from flows.talk import is_debug

Connect = Callable[[str], AbstractContextManager[Client]]
"""Connects to the scheduler at an address."""
Stopped = Literal["worker_died", "timed_out"]
"""Why there is no staged file of a batch; a rule of rejects."""
CONNECT_SECONDS = 20
_AHEAD = 2  # batches under way or waiting, per worker: enough to be busy, little to lose
_MIN_AHEAD = 8  # what a cluster that grows by demand can see of it
_TICK_SECONDS = 1.0
_RESTART_SECONDS = 30
# spaCy's vocabulary is not for several threads at once, and Dask's workers have as many as processors.
_ONE_AT_A_TIME = threading.Lock()


@contextmanager
def connect_plainly(address: str) -> Iterator[Client]:
    """Connect to a scheduler without Prefect."""
    # Dask's methods have no types.
    with Client(address, timeout=CONNECT_SECONDS, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        yield client


def staged_batches(
    batches: Sequence[Batch],
    *,
    address: str,
    raw: Raw,
    batch_seconds: float,
    connect: Connect = connect_plainly,
) -> Iterator[tuple[Batch, Path]]:
    """Yield each batch, or each document of it, with its staged file once it is extracted, in any order.

    When a worker dies, Dask runs its batches again on others. A batch that workers die of again and again (as
    often as the scheduler's ``allowed-failures`` says), or that takes longer than ``batch_seconds``, is taken
    apart, and its documents are run one by one at the end; one that does it again is staged as refused
    (``worker_died``, ``timed_out``).

    Args:
        batches: What to extract; their staged files must lie where all workers can write.
        address: The scheduler's.
        raw: The raw folder. Where it is an address, workers read the documents from there.
        batch_seconds: How long a batch may take, and how long the cluster may be without a worker.
        connect: How to connect to the scheduler.

    Raises:
        ClusterError: the scheduler does not answer, or has had no worker for ``batch_seconds``.
        OtherSoftwareError: a worker has no roundup, or another one.
        StagingError: the batches have a store, and it takes no files.
    """
    if not is_debug():
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with _translated_errors(address), connect(address) as client:
        cluster = _Cluster(client, address, batch_seconds)
        yield from cluster.run([_for_all_to_see(batch, raw) for batch in batches])


def extract_on_worker(batch: Batch, *, version: str, topic: str) -> Path:
    """Extract a batch on the worker that this is called on; return the staged file, new with each attempt.

    A worker that the scheduler has given up may still be alive: two that write the same batch must not meet.

    Raises:
        OtherSoftwareError: this worker would extract other records.
        StagingError: the batch has a store, and it takes no files.
    """
    worker = get_worker()
    _require_version(extractor_version(), version, worker.address)
    with _ONE_AT_A_TIME:
        worker.log_event(topic, [batch.staged.name, worker.address])
        attempt = batch.staged.with_stem(f"{batch.staged.stem}.{token_hex(4)}")
        return extract_batch(replace(batch, staged=attempt))


def _require_version(found: str, version: str, worker: str) -> None:
    if found != version:
        problem = f"has version {found} of the extractor, this run has {version}"
        raise OtherSoftwareError(f"the Dask worker {worker}", problem)


class _Start(NamedTuple):
    moment: float
    worker: str


class _Cluster:
    """The batches of one run that are on the cluster."""

    def __init__(self, client: Any, address: str, batch_seconds: float) -> None:
        # Clients and futures are ``Any``: most of their methods have no types.
        self._client, self._address, self._batch_seconds = client, address, batch_seconds
        self._running: dict[Any, Batch] = {}
        self._starts: dict[str, _Start] = {}
        self._seen_workers = time.monotonic()
        self._topic = f"roundup-{token_hex(8)}"
        client.subscribe_topic(self._topic, self._note_start)

    def run(self, batches: Sequence[Batch]) -> Iterator[tuple[Batch, Path]]:
        """Run the batches, some at a time, then the documents of those that did not end well, one by one.

        All that waits on a worker that dies counts as what it died of: only what is alone is to blame.
        """
        self._examine_workers()
        waiting, suspects = deque(batches), list[Batch]()
        while waiting or self._running:
            room = self._room()
            while waiting and len(self._running) < room:
                self._submit(waiting.popleft())
            for batch, outcome in self._finished():
                if isinstance(outcome, Path):
                    yield batch, outcome
                else:
                    suspects += batch.singles()
        for single in suspects:
            self._submit(single)
            while self._running:
                for batch, outcome in self._finished():
                    if outcome == "worker_died":
                        self._require_life()
                    yield batch, outcome if isinstance(outcome, Path) else _refuse(batch, outcome)

    def _submit(self, batch: Batch) -> None:
        self._starts.pop(batch.staged.name, None)
        future = self._client.submit(
            extract_on_worker, batch, version=extractor_version(), topic=self._topic, pure=False
        )
        self._running[future] = batch

    def _room(self) -> int:
        """Return how many batches may be on the cluster at once."""
        return max(_MIN_AHEAD, _AHEAD * self._count_workers())

    def _count_workers(self) -> int:
        """Return the number of workers.

        Raises:
            ClusterError: there has been none for too long.
        """
        workers = len(self._client.nthreads())
        now = time.monotonic()
        if workers:
            self._seen_workers = now
        elif now - self._seen_workers > self._batch_seconds:
            raise ClusterError(
                self._address, f"has no workers; start some: dask worker {self._address} --nthreads 1"
            )
        return workers

    def _examine_workers(self) -> None:
        """Look at the workers that are there before they are sent batches.

        Raises:
            OtherSoftwareError: one has no roundup, and would die of each batch; or it has another one.
        """
        for worker, answer in self._client.run(extractor_version, on_error="return").items():
            if isinstance(answer, OSError):
                continue  # it has just gone
            if isinstance(answer, Exception):
                problem = f"cannot run roundup's code ({_line(answer)})"
                raise OtherSoftwareError(f"the Dask worker {worker}", problem)
            _require_version(answer, extractor_version(), worker)

    def _require_life(self) -> None:
        """Run something without a document: if workers die of that too, no document is to blame.

        Raises:
            ClusterError: nothing can be run any more.
            OtherSoftwareError: the workers cannot run our code.
        """
        try:
            # Workers that have just died take a while to be there again.
            limit = max(self._batch_seconds, 2 * _RESTART_SECONDS)
            error = self._client.submit(extractor_version, pure=False).exception(limit)
        except TimeoutError:
            raise ClusterError(self._address, "does not run anything any more") from None
        if error is not None:
            raise OtherSoftwareError(
                f"the Dask cluster at {self._address}", f"cannot run roundup's code ({_line(error)})"
            ) from error

    def _finished(self) -> list[tuple[Batch, Path | Stopped]]:
        """Wait a moment; return what has ended since, one way or another."""
        try:
            with self._client.as_current():
                done = wait(  # type: ignore[no-untyped-call]  # it has no types
                    list(self._running), timeout=_TICK_SECONDS, return_when="FIRST_COMPLETED"
                ).done
        except TimeoutError:
            done = set()
            self._count_workers()
        ended = [(self._running.pop(future), self._outcome(future)) for future in done]
        return ended + [(batch, self._stop(future, batch)) for future, batch in self._take_overdue()]

    def _outcome(self, future: Any) -> Path | Stopped:
        error = future.exception()
        if error is None:
            staged: Path = future.result()
            return staged
        if isinstance(error, KilledWorker):
            return "worker_died"
        if isinstance(error, ImportError) or (isinstance(error, RuntimeError) and "deserial" in str(error)):
            problem = f"cannot run roundup's code ({_line(error)})"
            raise OtherSoftwareError(f"the Dask cluster at {self._address}", problem) from error
        raise error

    def _take_overdue(self) -> list[tuple[Any, Batch]]:
        """Take the batches that a worker has been at for too long; what waits for a worker is not late."""
        limit = time.monotonic() - self._batch_seconds
        overdue = [
            (future, batch)
            for future, batch in self._running.items()
            if (start := self._starts.get(batch.staged.name)) and start.moment < limit and not future.done()
        ]
        for future, _ in overdue:
            del self._running[future]
        return overdue

    def _stop(self, future: Any, batch: Batch) -> Stopped:
        """Restart the worker that does not come to an end with a batch."""
        worker = self._starts[batch.staged.name].worker
        future.cancel()
        try:
            self._client.restart_workers([worker], timeout=_RESTART_SECONDS, raise_for_error=False)
        except ValueError:  # it runs without a nanny, which could restart it: it gets no more work then
            self._client.retire_workers([worker], close_workers=True)
        return "timed_out"

    def _note_start(self, event: tuple[float, Any]) -> None:
        """Note that a worker has begun a batch; of attempts at the same, the last counts."""
        name, worker = event[1]
        self._starts[name] = _Start(time.monotonic(), worker)


def _for_all_to_see(batch: Batch, raw: Raw) -> Batch:
    """Name the batch's files so that processes in other folders, or on other machines, find them."""
    store = raw if isinstance(raw, str) else None
    files = tuple(replace(file, folder=file.folder.absolute(), store=store) for file in batch.files)
    return replace(batch, files=files, staged=batch.staged.absolute())


def _refuse(batch: Batch, rule: Stopped) -> Path:
    what = "died" if rule == "worker_died" else "took too long and was stopped"
    reason = f"the process that read this file {what}; try: roundup extract on it alone"
    return refuse_batch(batch, rule=rule, reason=reason)


@contextmanager
def _translated_errors(address: str) -> Iterator[None]:
    """Turn what Dask raises when the scheduler is not there, or no longer, into an error of ours."""
    try:
        yield
    except (OSError, CancelledError) as error:
        if isinstance(error, OSError) and error.filename:
            raise  # a file, here or on a worker: it says which
        raise ClusterError(address, f"does not answer ({_line(error)})") from error


def _line(error: BaseException) -> str:
    """Return an error as one line that is not too long."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]
