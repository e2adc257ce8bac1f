"""Runs batches over worker processes and hands back staged files as they are ready.

Workers are forked from a clean process that has loaded the extractor once (``forkserver``): forking this
one, with DuckDB's threads and Prefect's in it, would not be safe. One worker alone is a process too, so
that a document can be stopped, or kill its process, without ending the run.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from types import ModuleType

from flows.batches import Batch, extract_batch, refuse_batch
from flows.talk import configure_logging

# What the clean process imports before workers are forked from it.
_PRELOADED = ["flows.warm_worker", "flows.batches"]
_AHEAD = 2  # batches under way or waiting, per worker: enough to be busy, little to lose


def staged_batches(
    batches: Sequence[Batch], *, workers: int, batch_seconds: float
) -> Iterator[tuple[Batch, Path]]:
    """Yield each batch with its staged file once it is extracted, in any order.

    A batch whose worker dies (killed, out of memory, a crash in native code) or takes longer than
    ``batch_seconds`` is tried again by itself and halved until the document is found that is to blame; that
    one is staged as refused (``worker_died``, ``timed_out``).
    """
    workers = max(1, min(workers, len(batches)))
    waiting = list(reversed(batches))
    while waiting:
        suspects: list[Batch] = []
        with _pool(workers) as pool:
            yield from _run(pool, waiting, workers * _AHEAD, suspects, batch_seconds)
        while suspects:
            yield from _run_alone(suspects, batch_seconds)


def _run(
    pool: ProcessPoolExecutor, waiting: list[Batch], ahead: int, suspects: list[Batch], batch_seconds: float
) -> Iterator[tuple[Batch, Path]]:
    """Yield what the pool finishes, the last of ``waiting`` first.

    When a worker dies, what was under way goes to ``suspects``, and what was not stays in ``waiting``.
    Workers that finish nothing for ``batch_seconds`` are killed.
    """
    running: dict[Future[Path], Batch] = {}
    while running or (waiting and not suspects):
        while waiting and not suspects and len(running) < ahead:
            try:
                running[pool.submit(extract_batch, waiting[-1])] = waiting[-1]
            except BrokenProcessPool:
                suspects.append(waiting[-1])
            waiting.pop()
        done = wait(running, batch_seconds, return_when=FIRST_COMPLETED).done
        if running and not done:
            _kill_workers()
        for future in done:
            batch = running.pop(future)
            if isinstance(future.exception(), BrokenProcessPool):
                suspects.append(batch)
            else:
                yield batch, future.result()


def _run_alone(suspects: list[Batch], batch_seconds: float) -> Iterator[tuple[Batch, Path]]:
    """Run the batches one by one in a worker of their own until it dies; halve the one that killed it."""
    with _pool(1) as pool:
        while suspects:
            batch = suspects.pop()
            try:
                staged = pool.submit(extract_batch, batch).result(batch_seconds)
            except (BrokenProcessPool, TimeoutError) as error:
                _kill_workers()
                if len(batch.files) > 1:
                    suspects += batch.halves()
                else:
                    yield batch, _refuse(batch, batch_seconds if isinstance(error, TimeoutError) else None)
                return
            yield batch, staged


def _refuse(batch: Batch, seconds: float | None) -> Path:
    """Stage a batch of one document as refused: it took so many seconds, or its process died."""
    what = "died" if seconds is None else f"was stopped after {seconds:g} seconds"
    reason = f"the process that read this file {what}; try: roundup extract on it alone"
    return refuse_batch(batch, rule="worker_died" if seconds is None else "timed_out", reason=reason)


def _kill_workers() -> None:
    """End the workers, whatever they do; the pool that they belong to is broken then."""
    for worker in multiprocessing.active_children():
        if isinstance(worker, _Worker):
            worker.kill()


class _Worker(ForkServerProcess):
    """A worker that does not import the program that started it.

    A script that calls ``ingest`` outside of ``if __name__ == "__main__"`` would run again in each worker;
    Prefect's own program takes a second to import.
    """

    def start(self) -> None:
        """Start the process."""
        program = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            super().start()
        finally:
            sys.modules["__main__"] = program


class _Context(ForkServerContext):
    Process = _Worker


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    context = _Context()
    context.set_forkserver_preload(_PRELOADED)
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _start_worker() -> None:
    """Leave Ctrl-C to the parent, end when the parent is gone, and keep quiet: refusals say what is wrong."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    configure_logging()
    gc.freeze()  # what is loaded by now stays; the collector need not look at it again and again
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
