"""The flow under Prefect's own harness: a real server, a real database."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extractors.errors import RoundupError
from tests.flows.conftest import House
from warehouse.errors import AuditFailed

if TYPE_CHECKING:
    from tests.flows.cluster import Cluster

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Prefect's test server with a home of its own; set up before Prefect is first imported."""
    home: Path = tmp_path_factory.mktemp("prefect")
    before = dict(os.environ)
    os.environ |= {
        "PREFECT_HOME": str(home),
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    }
    from prefect.testing.utilities import prefect_test_harness  # noqa: PLC0415

    try:
        with prefect_test_harness(server_startup_timeout=120):
            yield
    finally:
        os.environ.clear()
        os.environ |= before


@pytest.mark.usefixtures("prefect_server")
def test_flow_does_what_the_plain_function_does_and_is_recorded(house: House, tmp_path: Path) -> None:
    from prefect.client.orchestration import get_client  # noqa: PLC0415

    from flows.flow import WITH_REJECTS, run_flow  # noqa: PLC0415

    (tmp_path / "plain").mkdir()
    plain = House(tmp_path / "plain")
    for path in house.raw.rglob("*.txt"):
        plain.put(path.relative_to(house.raw).as_posix(), path.read_bytes())
    seen: list[tuple[int, int]] = []
    summary = run_flow(house.settings(), on_progress=lambda done, total: seen.append((done, total)))
    assert seen == [(0, 2), (2, 2)]
    assert summary.tables == plain.run().tables
    everything = "select * exclude (run_id) from documents order by all"
    assert house.rows(everything) == plain.rows(everything)

    second = run_flow(house.settings())
    assert (second.documents_parsed, second.rows_written) == (0, 0)
    house.put("refused.txt", b"\x00\x00")
    third = run_flow(house.settings())
    assert [file.source_uri for file in third.refused] == ["refused.txt"]
    house.damage()
    with pytest.raises(AuditFailed):
        run_flow(house.settings())
    house.working.write_bytes(b"not a database")
    with pytest.raises(RoundupError, match="is not a DuckDB file"):
        run_flow(house.settings())

    with get_client(sync_client=True) as client:
        runs = sorted(client.read_flow_runs(), key=lambda run: run.start_time or 0)
        states = [run.state.type.value for run in runs if run.state]
        tasks = [task for run in runs for task in client.read_task_runs() if task.flow_run_id == run.id]
        left = [found for found in client.read_artifacts() if found.flow_run_id == runs[2].id]
    pages = {found.key or "": str(found.data) for found in left}
    assert states == ["COMPLETED", "COMPLETED", "COMPLETED", "FAILED", "FAILED"]
    assert [run.state.name for run in runs if run.state][:3] == ["Completed", "Completed", WITH_REJECTS]
    assert runs[2].state
    assert "1 refused" in (runs[2].state.message or "")
    assert set(pages) == {
        f"roundup-{name}" for name in ("run", "refused", "warnings", "review", "rejects", "drift", "report")
    }
    assert third.report
    assert Path(third.report).as_uri() in pages["roundup-report"]
    assert Path(third.report).read_text("utf-8").startswith("<!doctype html>")
    assert len(tasks) == 6 + 3 + 6 + 4 + 1
    assert {task.state.type.value for task in tasks if task.state} == {"COMPLETED", "FAILED"}
    # No run says that it completed over a task that failed, be it the first or the last.
    failed = [
        (task.name.partition("-")[0], task.flow_run_id)
        for task in tasks
        if task.state and task.state.is_failed()
    ]
    assert sorted(name for name, _ in failed) == ["audit", "discover"]
    assert {run_id for _, run_id in failed} == {run.id for run in runs if run.state and run.state.is_failed()}


@pytest.mark.usefixtures("prefect_server")
def test_flow_on_a_dask_cluster_does_the_same_and_its_batches_are_no_tasks(
    house: House, tmp_path: Path, cluster: "Cluster"
) -> None:
    from prefect.client.orchestration import get_client  # noqa: PLC0415

    from flows.flow import run_flow  # noqa: PLC0415

    summary = run_flow(house.settings(runner="dask", dask_address=cluster.address, batch_documents=1))
    assert (summary.documents_parsed, summary.documents_refused) == (2, 0)
    with get_client(sync_client=True) as client:
        run = max(client.read_flow_runs(), key=lambda run: run.start_time or 0)
        tasks = [task.name for task in client.read_task_runs() if task.flow_run_id == run.id]
    assert run.state
    assert run.state.type.value == "COMPLETED"
    assert len(tasks) == 6
    rows = house.rows("select * exclude (run_id) from documents order by all")
    house.link = tmp_path / "local" / "roundup.duckdb"
    house.run(warehouse=house.link)
    assert house.rows("select * exclude (run_id) from documents order by all") == rows
