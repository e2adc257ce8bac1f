"""``roundup run`` on Prefect's embedded server: quiet, complete, and gone afterwards."""

import json
import os
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.flows.command import clean_environment
from tests.flows.conftest import FIRST, ROUNDUP, SECOND, House, only_line
from tests.warehouse.processes import held_open

STEPS = ["discover", "open", "plan", "extract and load", "audit", "publish"]


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house whose first run has made Prefect's database, quietly."""
    made = House(tmp_path_factory.mktemp("embedded"))
    made.put("amazon/first.txt", FIRST)
    done = made.roundup("run", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["documents_parsed"] == 1
    require_recorded_and_gone(made)
    return made


def recorded(house: House, sql: str) -> list[tuple[Any, ...]]:
    """Query Prefect's database."""
    with closing(sqlite3.connect(house.folder / ".prefect" / "prefect.db")) as con:
        return con.execute(sql).fetchall()


def last_run(house: House) -> tuple[str, list[tuple[str, str]]]:
    """Return the state of the last flow run, and name and state of its tasks in order."""
    ((flow_run, state),) = recorded(
        house, "select id, state_type from flow_run order by created desc limit 1"
    )
    tasks = recorded(
        house,
        f"select name, state_type from task_run where flow_run_id = '{flow_run}' order by start_time",  # noqa: S608
    )
    return state, [(name.rpartition("-")[0], task_state) for name, task_state in tasks]


def servers(house: House) -> list[str]:
    """Return the embedded servers that still run for this house."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
            at_home = str(house.folder).encode() in (process / "environ").read_bytes()
        except OSError:
            continue
        if b"flows.embedded_server" in command and at_home:
            found.append(process.name)
    return found


def require_recorded_and_gone(house: House) -> None:
    """Require that the last run is recorded with its tasks, and that its server had nothing to say."""
    assert last_run(house) == ("COMPLETED", [(step, "COMPLETED") for step in STEPS])
    assert servers(house) == []
    log = house.folder / ".prefect" / "embedded-server.log"
    assert log.read_text("utf-8") == ""


def test_failed_run_is_one_line_and_recorded_as_failed(embedded: House) -> None:
    with held_open(embedded.working) as holder:
        done = embedded.roundup("run")
    assert (done.returncode, done.stdout) == (1, "")
    assert f"is locked by process {holder} " in only_line(done.stderr)
    assert last_run(embedded) == ("FAILED", [("discover", "FAILED")])


def test_later_run_with_a_refused_document_is_completed_with_exit_code_3(embedded: House) -> None:
    embedded.put("amazon/second.txt", SECOND)
    bad = embedded.put("bad.txt", b"")
    done = embedded.roundup("run", "--json")
    bad.unlink()
    assert done.returncode == 3
    assert only_line(done.stderr).startswith("raw/bad.txt: there is no text in this file")
    assert json.loads(done.stdout)["refused"] == [
        {
            "source_uri": "bad.txt",
            "rule": "empty",
            "reason": "there is no text in this file; remove it or fetch it again",
        }
    ]
    require_recorded_and_gone(embedded)


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_server_ends_with_the_run_however_it_ends(embedded: House, sent: signal.Signals, code: int) -> None:
    process = subprocess.Popen(
        [ROUNDUP, "run"],
        cwd=embedded.folder,
        env=clean_environment(),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not servers(embedded):
        assert process.poll() is None
        time.sleep(0.02)
    os.killpg(process.pid, sent)
    _, err = process.communicate(timeout=60)
    assert process.returncode == code
    if sent == signal.SIGINT:
        assert only_line(err) == "roundup: interrupted; the published warehouse is as it was"
    deadline = time.monotonic() + 30
    while servers(embedded):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_server_that_cannot_start_is_one_line(embedded: House) -> None:
    broken = embedded.folder / "broken"
    broken.mkdir()
    (broken / "prefect.db").write_text("not a database, " * 1000, "utf-8")
    done = embedded.roundup("run", PREFECT_HOME=str(broken))
    assert done.returncode == 1
    line = only_line(done.stderr)
    assert line.startswith("roundup: Prefect's embedded server did not start; see ")
    assert "file is not a database" in (broken / "embedded-server.log").read_text("utf-8")


def test_api_of_the_user_is_used_as_it_is(embedded: House) -> None:
    runs = recorded(embedded, "select count(*) from flow_run")
    done = embedded.roundup("run", PREFECT_API_URL="http://127.0.0.1:9/api", PREFECT_CLIENT_MAX_RETRIES="0")
    assert done.returncode == 1
    line = only_line(done.stderr)
    assert line.startswith("roundup: no Prefect API answers at http://127.0.0.1:9/api")
    assert line.endswith("start it, or unset PREFECT_API_URL")
    assert recorded(embedded, "select count(*) from flow_run") == runs
