"""The timetable of ``prefect.yaml``, both ways, against a real Prefect server: runs fire and complete."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
import yaml

from flows.deployments import read_deployments, to_prefect
from flows.errors import DeploymentsFileError
from tests.flows.command import clean_environment
from tests.flows.conftest import House
from tests.flows.web import Web, page
from warehouse.connect import connect

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
T = TypeVar("T")


def test_every_deployment_of_the_project_is_one_for_prefect_too() -> None:
    made = {one.name: to_prefect(one) for one in read_deployments(ROOT / "prefect.yaml")}
    assert set(made) == {"nightly", "weekly-rebuild", "hourly-fetch"}
    for deployment in made.values():
        assert deployment.entrypoint
        assert deployment.schedules
        assert deployment.description
        assert "roundup" in (deployment.tags or [])
        assert deployment.concurrency_limit == 1


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("deployments: [", "it is no YAML"),
        ("deployments: []", "deployments: List should have at least 1 item"),
        ("deployments: [{name: a}]", "deployments.0.entrypoint: Field required"),
        ("deployments: [{name: a, entrypoint: flows.flow.gone}]", "gone"),
        ("deployments: [{name: a, entrypoint: nowhere.flow}]", "nowhere"),
        (
            "deployments: [{name: a, entrypoint: flows.flow.roundup_ingest, schedules: [{cron: never}]}]",
            "Invalid cron",
        ),
    ],
)
def test_wrong_file_of_deployments_is_one_clear_line(tmp_path: Path, text: str, problem: str) -> None:
    file = tmp_path / "prefect.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(DeploymentsFileError, match=problem):
        [to_prefect(one) for one in read_deployments(file)]


@contextmanager
def running(
    *command: str | Path, folder: Path, log: Path, environment: dict[str, str]
) -> Iterator["subprocess.Popen[bytes]"]:
    """Have a process, which is interrupted in the end as Ctrl-C does."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment | {"PWD": str(folder)},
            stdout=output,
            stderr=output,
            # A shell's background jobs ignore Ctrl-C, and their children inherit that.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(look: Callable[[], T | None], seconds: float) -> T:
    """Look until there is something."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.5)
    raise TimeoutError


class Server:
    """A Prefect server and what its API says."""

    def __init__(self, url: str, environment: dict[str, str]) -> None:
        self.url, self.environment = url, environment

    def post(self, path: str, **body: object) -> Any:
        return httpx.post(f"{self.url}{path}", json=body, trust_env=False).raise_for_status().json()

    def is_up(self) -> bool:
        try:
            return httpx.get(f"{self.url}/health", trust_env=False).is_success
        except httpx.HTTPError:
            return False

    def runs_of(self, deployment: str) -> list[dict[str, Any]]:
        """Return the runs of a deployment that have started or ended, or were cancelled, the first first."""
        runs = self.post("/flow_runs/filter", deployments={"name": {"any_": [deployment]}})
        begun = [run for run in runs if run["start_time"] or run["state"]["type"] == "CANCELLED"]
        return sorted(begun, key=lambda run: run["expected_start_time"])

    def scheduled_run(self, deployment: str, state: str = "COMPLETED") -> dict[str, Any] | None:
        """Return the first run that the timetable started, once it is in a state; any other end is wrong."""
        for run in self.runs_of(deployment):
            if run["auto_scheduled"] and run["state"]["type"] != "CANCELLED":
                assert run["state"]["type"] not in {"FAILED", "CRASHED"}, run["state"]
                return run if run["state"]["type"] == state else None
        return None

    def deployment(self, name: str) -> dict[str, Any]:
        """Return what the server has of a deployment."""
        (found,) = self.post("/deployments/filter", deployments={"name": {"any_": [name]}})
        return dict(found)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    environment = clean_environment() | {
        "PREFECT_HOME": str(tmp_path / "prefect-home"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_CLI_COLORS": "false",
        "NO_PROXY": "127.0.0.1",
    }
    url = f"http://127.0.0.1:{port}/api"
    command: list[str | Path] = [
        BIN / "prefect",
        "server",
        "start",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    with running(*command, folder=tmp_path, log=tmp_path / "server.log", environment=environment):
        server = Server(url, environment | {"PREFECT_API_URL": url})
        wait_for(server.is_up, 120)
        yield server


def due_every_minute(house: House, *names: str) -> None:
    """Give the house the project's timetable, these deployments due every minute, others never."""
    declared = yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))
    for deployment in declared["deployments"]:
        is_due = deployment["name"] in names
        deployment["schedules"][0] |= {"cron": "* * * * *"} if is_due else {"active": False}
    (house.folder / "prefect.yaml").write_text(yaml.safe_dump(declared), "utf-8")


def tell_run(name: str, run: dict[str, Any]) -> None:
    state = run["state"]
    print(f"{name}: {run['id']} {run['name']}: {state['type']} {state['name']}, {state['message']}")  # noqa: T201


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_serve_runs_all_that_is_due(house: House, server: Server, web: Web) -> None:
    """The nightly run and the rebuild are due at one moment: who comes second waits."""
    web.answers["/icml"] = page(Etag='"1"')
    (house.folder / "sources.toml").write_text(f'[lab]\npages = ["{web.url("/icml")}"]\n', "utf-8")
    names = ("nightly", "weekly-rebuild", "hourly-fetch")
    due_every_minute(house, *names)
    with running(
        BIN / "roundup",
        "serve",
        folder=house.folder,
        log=house.folder / "serve.log",
        environment=server.environment,
    ):
        runs = {name: wait_for(partial(server.scheduled_run, name), 240) for name in names}
    for name, run in runs.items():
        tell_run(name, run)
        assert (run["state"]["type"], run["state"]["name"]) == ("COMPLETED", "Completed")
    assert "rows written" in runs["nightly"]["state"]["message"]
    assert " 0 unchanged" in runs["weekly-rebuild"]["state"]["message"]
    assert "1 new" in runs["hourly-fetch"]["state"]["message"]
    assert [path for path, _ in web.asked if path == "/icml"]
    assert len([path for path in (house.raw / "lab").iterdir() if path.suffix == ".html"]) == 1
    assert len(house.titles()) == 3
    assert server.deployment("nightly")["paused"] is False
    assert server.deployment("nightly")["parameters"] == {"settings": {"wait_seconds": 3600}}


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_worker_runs_what_is_due_and_cancels_a_second_run(house: House, server: Server) -> None:
    house.run()
    house.put("new.txt", (house.raw / "amazon" / "first.txt").read_bytes())
    due_every_minute(house, "nightly")
    prefect, environment = BIN / "prefect", server.environment | {"PWD": str(house.folder)}
    for arguments in (
        ["work-pool", "create", "local", "--type", "process"],
        ["--no-prompt", "deploy", "--all"],
    ):
        subprocess.run(
            [prefect, *arguments], cwd=house.folder, env=environment, check=True, capture_output=True
        )
    with running(
        prefect,
        "worker",
        "start",
        "--pool",
        "local",
        folder=house.folder,
        log=house.folder / "worker.log",
        environment=environment,
    ):
        with connect(house.working):  # the first run finds the warehouse held, and waits
            first = wait_for(partial(server.scheduled_run, "nightly", "RUNNING"), 150)
            second = server.post(
                f"/deployments/{server.deployment('nightly')['id']}/create_flow_run",
                state={"type": "SCHEDULED"},
            )
            cancelled = wait_for(
                lambda: [run for run in server.runs_of("nightly") if run["id"] == second["id"]], 60
            )[0]
            still = server.scheduled_run("nightly", "RUNNING")
            assert still
            assert still["id"] == first["id"]
        done = wait_for(partial(server.scheduled_run, "nightly"), 120)
    tell_run("second run", cancelled)
    tell_run("scheduled run", done)
    assert (cancelled["state"]["type"], cancelled["state"]["name"]) == ("CANCELLED", "Cancelled")
    assert (done["id"], done["state"]["name"]) == (first["id"], "Completed")
    assert "1 documents parsed" in done["state"]["message"]
    assert len(house.titles()) == 5


@pytest.mark.slow
def test_serve_brings_a_server_of_its_own(house: House) -> None:
    due_every_minute(house, "nightly")
    environment = os.environ | clean_environment()
    with running(
        BIN / "roundup",
        "serve",
        folder=house.folder,
        log=house.folder / "serve.log",
        environment=environment,
    ):
        wait_for(house.link.exists, 150)
    assert len(house.titles()) == 3


@pytest.mark.slow
def test_run_waits_for_another_one(house: House) -> None:
    house.run()
    house.put("new.txt", (house.raw / "amazon" / "first.txt").read_bytes())
    arguments: list[str | Path] = [BIN / "roundup", "run", "--json"]
    environment = clean_environment() | {"ROUNDUP_WAIT_SECONDS": "60"}
    with connect(house.working):
        process = subprocess.Popen(arguments, cwd=house.folder, env=environment, stdout=subprocess.PIPE)
        time.sleep(25)
        assert process.poll() is None
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert len(house.titles()) == 5


@pytest.mark.slow
def test_server_notifies_of_what_goes_wrong(house: House, server: Server, web: Web) -> None:
    hook = "from prefect.blocks.notifications import CustomWebhookNotificationBlock as Hook\n"
    hook += f"Hook(name='a', url={web.url('/hook?about={{subject}}')!r}, method='GET').save('alerts')"
    environment = server.environment
    subprocess.run([sys.executable, "-c", hook], env=environment, cwd=house.folder, check=True)
    web.answers["/hook"] = page(b"", status=200)
    unknown = house.roundup("notify", "slack-webhook/nobody", **environment)
    assert (unknown.returncode, "knows no such block" in unknown.stderr) == (2, True)
    for _ in range(2):
        made = house.roundup("notify", "custom-webhook/alerts", **environment)
        assert (made.returncode, made.stderr.count("automation ")) == (0, 3), made.stderr
    assert len(server.post("/automations/filter")) == 3
    house.put("bad.txt", b"\x00\x00")
    assert house.roundup("run", ROUNDUP_ALERT_REFUSED="1", **environment).returncode == 3
    assert wait_for(lambda: notified(web), 30) == ["roundup-refused"]
    house.working.write_bytes(b"no database")
    assert house.roundup("run", **environment).returncode == 1
    assert wait_for(lambda: notified(web)[1:], 30) == ["roundup-failed"]


def notified(web: Web) -> list[str]:
    """Return what the server has told of so far."""
    return [path.rpartition("%20")[2] for path, _ in web.asked if path.startswith("/hook")]
