"""Runs batches over worker processes; a batch that kills its worker costs only the document that did it."""

import logging
import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from flows.worker import Batch, extract_batch, refuse_batch, start_worker

logger = logging.getLogger(__name__)

_AHEAD = 2  # batches queued per worker: enough to keep it busy, few enough to keep the disk small


def extract_batches(batches: Sequence[Batch], *, workers: int) -> Iterator[tuple[Batch, Path]]:
    """Yield each batch with its staged file, as they are done.

    A single batch is extracted here, without another process.
    """
    if len(batches) == 1 or workers == 1:
        for batch in batches:
            yield batch, extract_batch(batch)
        return
    done: set[Batch] = set()
    try:
        for batch, staged in _run(batches, min(workers, len(batches))):
            done.add(batch)
            yield batch, staged
    except BrokenProcessPool:
        logger.warning("a worker died; extracting the remaining batches with care")
    for batch in batches:
        if batch not in done:
            yield from _with_care(batch)


def _run(batches: Sequence[Batch], workers: int) -> Iterator[tuple[Batch, Path]]:
    with _pool(workers) as pool:
        pending: dict[Future[Path], Batch] = {}
        waiting = iter(batches)
        while True:
            while len(pending) < workers * _AHEAD and (batch := next(waiting, None)):
                pending[pool.submit(extract_batch, batch)] = batch
            if not pending:
                return
            finished, _ = wait(pending, return_when=FIRST_COMPLETED)
            for future in finished:
                yield pending.pop(future), future.result()


def _with_care(batch: Batch) -> Iterator[tuple[Batch, Path]]:
    """Extract a batch in a process of its own; when that dies, its halves, down to the guilty document."""
    try:
        with _pool(1) as pool:
            yield batch, pool.submit(extract_batch, batch).result()
    except BrokenProcessPool:
        if len(batch.files) == 1:
            reason = "the extractor's process died on this file (out of memory, or a crash); look at the file"
            yield batch, refuse_batch(batch, "worker_died", reason)
            return
        middle = len(batch.files) // 2
        for number, files in enumerate((batch.files[:middle], batch.files[middle:])):
            staged = batch.staged.with_stem(f"{batch.staged.stem}-{number}")
            yield from _with_care(Batch(files, staged, batch.max_document_bytes))


def _pool(workers: int) -> ProcessPoolExecutor:
    # Forking a process that has threads (Prefect's) can dead-lock; a fork server has none, and imports once.
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        context.set_forkserver_preload(["flows.worker"])
    return ProcessPoolExecutor(workers, mp_context=context, initializer=start_worker)
