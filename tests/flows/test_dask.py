"""Runs on a Dask cluster: a real scheduler and real worker processes, some of which die."""

import hashlib
import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.batches import make_batches
from flows.dask_workers import staged_batches
from flows.discover import SourceFile
from flows.errors import ClusterError, NoSchedulerError, OtherSoftwareError, StagingError
from flows.ingest import ingest
from tests.bench.documents import generate
from tests.flows.cluster import ROOT, Cluster, KillerPath, SlowPath, bare_worker, run_cluster
from tests.flows.conftest import House, only_line, roundup_text
from tests.flows.s3 import serve_s3
from tests.flows.test_ingest import After
from tests.flows.test_workers import staged_documents
from tests.warehouse.tables import dump
from warehouse.query import open_published

LIMIT = 1_000_000
BAD = "bad.txt"


def fill(house: House, count: int) -> None:
    for number, text in enumerate(generate(count)):
        house.put(f"lab/{number:03}.txt", text)
    house.put(BAD, b"\x00\x00")


def hashes(link: Path) -> dict[str, str]:
    """Return a hash of each table's rows, but for the run that wrote them."""
    with open_published(link) as con:
        return {table: hashlib.sha256(repr(rows).encode()).hexdigest() for table, rows in dump(con).items()}


def overall(tables: dict[str, str]) -> str:
    return hashlib.sha256(repr(sorted(tables.items())).encode()).hexdigest()


def test_tables_are_those_of_a_local_run_also_when_a_worker_is_killed(
    house: House, cluster: Cluster, tell: Callable[[str], None]
) -> None:
    fill(house, 10)
    house.run(workers=2, batch_documents=2)
    local = hashes(house.link)
    on_dask = {"runner": "dask", "dask_address": cluster.address, "batch_documents": 1}
    cluster.wait_for(2)

    dask = house.folder / "dask" / "roundup.duckdb"
    assert house.run(**on_dask, warehouse=dask).documents_refused == 1
    assert hashes(dask) == local

    killed: list[int] = []

    def kill_one(done: int, _total: int) -> None:
        if done == 2:
            worker = cluster.busy_workers()[0]
            killed.append(cluster.worker_pids()[worker])
            os.kill(killed[0], signal.SIGKILL)

    with_death = house.folder / "killed" / "roundup.duckdb"
    summary = ingest(house.settings(**on_dask, warehouse=with_death), on_progress=kill_one)
    assert killed
    assert killed[0] not in cluster.worker_pids().values()
    assert (summary.documents_parsed, summary.documents_refused) == (12, 1)
    assert hashes(with_death) == local
    with open_published(with_death) as con:
        twice = "select document_id from documents group by all having count(*) > 1"
        assert con.execute(twice).fetchall() == []
    again = house.run(**on_dask, warehouse=with_death)
    assert (again.documents_parsed, again.documents_unchanged, again.rows_written) == (0, 12, 0)
    for name, link in (
        ("local, 2 processes", house.link),
        ("Dask, 2 workers", dask),
        ("Dask, one worker killed", with_death),
    ):
        tell(f"{name:<24} sha256 of all tables {overall(hashes(link))}")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "rule"),
    [(KillerPath, "worker_died"), (SlowPath, "timed_out")],
)
def test_document_that_stops_its_worker_is_refused_and_the_others_are_extracted(
    house: House, cluster: Cluster, path: type[Path], rule: str
) -> None:
    files = []
    for number in range(9):
        text = roundup_text("KDD 2021", (f"Learning from {number} bandits", "Ada Lovelace, Alan Turing"))
        files.append(SourceFile(f"{number}.txt", house.put(f"{number}.txt", text).parent, f"{number}.txt"))
    files[4] = SourceFile("4.txt", path(files[4].folder), "4.txt")
    batches = make_batches(
        [(file, 1) for file in files],
        house.folder,
        max_documents=3,
        max_bytes=LIMIT,
        max_document_bytes=LIMIT,
    )
    done = list(staged_batches(batches, address=cluster.address, raw=house.raw, batch_seconds=5))
    documents = staged_documents([staged for _, staged in done])
    assert sorted(documents) == [f"{number}.txt" for number in range(9)]
    refused = {uri: found["refusal"]["rule"] for uri, found in documents.items() if found.get("refusal")}
    assert refused == {"4.txt": rule}
    assert all(found["extraction"]["papers"] for uri, found in documents.items() if uri != "4.txt")
    assert sum(len(batch.files) for batch, _ in done) == 9


def test_without_a_scheduler_one_line_says_what_to_set(house: House) -> None:
    with pytest.raises(NoSchedulerError, match="ROUNDUP_DASK_ADDRESS"):
        house.run(runner="dask")
    done = house.call("run", "--no-prefect", "--runner", "dask")
    assert done.returncode == 2
    assert "set ROUNDUP_DASK_ADDRESS to its address, such as tcp://host:8786" in only_line(done.stderr)
    wrong = house.call("run", "--no-prefect", ROUNDUP_DASK_ADDRESS="localhost")
    assert wrong.returncode == 2
    assert "ROUNDUP_DASK_ADDRESS: name a Dask scheduler" in only_line(wrong.stderr)


@pytest.mark.slow
def test_cluster_that_is_not_there_or_has_no_workers_is_a_passing_fault(house: House, tmp_path: Path) -> None:
    (tmp_path / "cluster").mkdir()
    with run_cluster(tmp_path / "cluster", workers=0) as cluster:
        on_dask = {"runner": "dask", "dask_address": cluster.address}
        with pytest.raises(ClusterError, match="has no workers; start some: dask worker tcp://127"):
            house.run(**on_dask, batch_seconds=2)
    with pytest.raises(ClusterError, match="does not answer"):
        house.run(**on_dask)
    assert house.run().documents_parsed == 2


@pytest.mark.slow
def test_scheduler_that_ends_in_mid_run_ends_the_run_and_the_next_goes_on(
    house: House, tmp_path: Path
) -> None:
    fill(house, 12)
    (tmp_path / "cluster").mkdir()
    with run_cluster(tmp_path / "cluster") as cluster:
        pid = cluster.client.run_on_scheduler(os.getpid)

        def end_scheduler(done: int, _total: int) -> None:
            if done == 3:
                os.kill(pid, signal.SIGKILL)

        on_dask = {"runner": "dask", "dask_address": cluster.address, "batch_documents": 1}
        with pytest.raises(ClusterError, match="does not answer"):
            ingest(house.settings(**on_dask), on_progress=end_scheduler)
    assert house.run().documents_discovered == 15
    assert house.rows("select count(*) from documents") == [(14,)]


@pytest.mark.slow
def test_worker_with_another_roundup_is_told(house: House, tmp_path: Path) -> None:
    other = tmp_path / "other"
    for package in ("extractors", "warehouse", "flows"):
        shutil.copytree(ROOT / package, other / package)
    with (other / "extractors" / "papers.py").open("a") as file:
        file.write("# another version\n")
    with run_cluster(other, workers=1, PYTHONPATH=str(other)) as cluster:
        start = time.perf_counter()
        with pytest.raises(OtherSoftwareError, match="install the same roundup") as caught:
            house.run(runner="dask", dask_address=cluster.address)
        assert time.perf_counter() - start < 30
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.slow
def test_worker_without_roundup_is_told_and_no_document_is_blamed(house: House, tmp_path: Path) -> None:
    (tmp_path / "cluster").mkdir()
    with run_cluster(tmp_path / "cluster", workers=0) as cluster, bare_worker(tmp_path, cluster.address):
        cluster.wait_for(1)
        with pytest.raises(OtherSoftwareError, match="No module named 'extractors'"):
            house.run(runner="dask", dask_address=cluster.address, batch_seconds=5)
    assert not house.link.exists()
    assert house.run().documents_refused == 0


@pytest.mark.slow
def test_raw_files_and_staged_files_in_a_store_that_is_all_that_is_shared(
    house: House, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    import fsspec  # type: ignore[import-untyped]  # noqa: PLC0415  # it has no types

    fill(house, 6)
    house.put("empty.txt", b"")
    house.put("large.txt", b"x" * 400_000)
    told = {"max_document_bytes": 300_000}
    house.run(**told)
    with serve_s3(tmp_path):
        store = fsspec.filesystem("s3")
        store.put(f"{house.raw}/", "s3://papers/raw/", recursive=True)
        (tmp_path / "cluster").mkdir()
        with run_cluster(tmp_path / "cluster") as cluster:
            warehouse = house.folder / "store" / "roundup.duckdb"
            settings = house.settings(
                **told,
                raw="s3://papers/raw",
                staging="s3://papers/staging",
                warehouse=warehouse,
                runner="dask",
                dask_address=cluster.address,
                batch_documents=2,
            )
            mirror = warehouse.with_name("mirror")
            summary = ingest(settings, run_step=After("plan", lambda: shutil.rmtree(mirror)))
        store.invalidate_cache()
        assert store.find("s3://papers/staging") == []
        with pytest.raises(StagingError, match="s3://nobody/x"):
            ingest(settings.model_copy(update={"staging": "s3://nobody/x", "rebuild": True}))
    assert summary.documents_refused == 3
    assert hashes(warehouse) == hashes(house.link)
    tell(f"S3 and Dask {overall(hashes(warehouse))}, local {overall(hashes(house.link))}")
