"""Worker processes: real ones, some of which die."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flows.batches import Batch, make_batches
from flows.discover import SourceFile
from flows.ingest import ingest
from flows.workers import staged_batches
from tests.flows.command import clean_environment
from tests.flows.conftest import House, roundup_text

LIMIT = 1_000_000


class DeadlyPath(type(Path())):  # type: ignore[misc]
    """A path that ends the process it is sent to."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (9,)


class SlowPath(type(Path())):  # type: ignore[misc]
    """A path that keeps the process it is sent to waiting."""

    def __reduce__(self) -> tuple[object, ...]:
        return time.sleep, (600,)


def staged_documents(paths: list[Path]) -> dict[str, dict[str, Any]]:
    """Return the staged documents by name."""
    documents = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]
    assert len({document["source_uri"] for document in documents}) == len(documents)
    return {document["source_uri"]: document for document in documents}


def staged(house: House, count: int, culprit: type[Path], **how: Any) -> dict[str, dict[str, Any]]:
    """Extract so many documents, of which the middle one is ``culprit``; return the staged ones by name."""
    files = []
    for number in range(count):
        text = roundup_text("KDD 2021", (f"Learning from {number} bandits", "Ada Lovelace, Alan Turing"))
        files.append(SourceFile(f"{number}.txt", house.put(f"{number}.txt", text).parent, f"{number}.txt"))
    middle = count // 2
    files[middle] = replace(files[middle], folder=culprit(files[middle].folder))
    batches = make_batches(
        [(file, 1) for file in files],
        house.folder,
        max_documents=3,
        max_bytes=LIMIT,
        max_document_bytes=LIMIT,
    )
    assert len(batches) == -(-count // 3)
    done = list(staged_batches(batches, **how))
    assert sum(len(batch.files) for batch, _ in done) == count
    return staged_documents([path for _, path in done])


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(
    ("culprit", "rule"),
    [(DeadlyPath, "worker_died"), pytest.param(SlowPath, "timed_out", marks=pytest.mark.slow)],
)
def test_document_that_stops_its_worker_is_refused_and_the_others_are_extracted(
    house: House, culprit: type[Path], rule: str, workers: int
) -> None:
    documents = staged(house, 9, culprit, workers=workers, batch_seconds=5)
    assert sorted(documents) == [f"{number}.txt" for number in range(9)]
    refused = {uri: found["refusal"]["rule"] for uri, found in documents.items() if found.get("refusal")}
    assert refused == {"4.txt": rule}
    assert all(found["extraction"]["papers"] for uri, found in documents.items() if uri != "4.txt")


@pytest.mark.parametrize(("culprit", "rule"), [(DeadlyPath, "worker_died"), (SlowPath, "timed_out")])
def test_document_alone_cannot_stop_the_run_either(house: House, culprit: type[Path], rule: str) -> None:
    documents = staged(house, 1, culprit, workers=1, batch_seconds=0.5)
    assert [found["refusal"]["rule"] for found in documents.values()] == [rule]


@pytest.mark.slow
def test_program_that_runs_on_import_is_not_run_again_by_its_workers(house: House) -> None:
    program = house.folder / "program.py"
    program.write_text(
        "from flows.ingest import ingest\nfrom flows.settings import Settings\n"
        "print(ingest(Settings(workers=2, batch_documents=1)).documents_refused)\n",
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, program],
        cwd=house.folder,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("0\n", "")


def test_worker_killed_from_outside_costs_no_document(house: House) -> None:
    for number in range(12):
        house.put(
            f"{number}.txt", roundup_text("KDD 2021", (f"Learning from {number} bandits", "Ada Lovelace"))
        )
    killed: list[int] = []

    def kill_workers(done: int, _total: int) -> None:
        if done == 1:
            for worker in multiprocessing.active_children():
                if worker.pid:
                    with suppress(ProcessLookupError):  # it has just ended
                        os.kill(worker.pid, signal.SIGKILL)
                    killed.append(worker.pid)
            time.sleep(0.2)

    summary = ingest(house.settings(workers=2, batch_documents=1), on_progress=kill_workers)
    assert killed
    assert (summary.documents_parsed, summary.documents_refused) == (14, 0)
    assert house.run().rows_written == 0


def test_batches_keep_order_and_limits(tmp_path: Path) -> None:
    files = [
        (SourceFile(f"{number}.txt", tmp_path, f"{number}.txt"), size)
        for number, size in enumerate([5, 5, 1, 99, 3, 3, 3])
    ]
    batches: list[Batch] = make_batches(
        files, tmp_path, max_documents=2, max_bytes=10, max_document_bytes=LIMIT
    )
    names = [[file.source_uri for file in batch.files] for batch in batches]
    assert names == [["0.txt", "1.txt"], ["2.txt"], ["3.txt"], ["4.txt", "5.txt"], ["6.txt"]]
    assert len({batch.staged for batch in batches}) == len(batches)
