"""Prefect's embedded server, started before anything else and quietly.

Prefect starts one by itself where no API is configured, but only when the flow run begins, and it talks on
our stderr. Here the same app starts in its own process at once, while this one imports Prefect and the
rest; it writes to a log file, is out of reach of Ctrl-C, and ends when this process ends, however it ends.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from flows.errors import PrefectServerError

_START_SECONDS = 180  # the first start creates the database: 10 to 20 seconds on a small machine
_STOP_SECONDS = 10
# With its defaults the server loses the task runs of a short run: it ends before it has saved them. A run
# has a handful of tasks, so each is saved at once; what is read from the queue is read in one go.
_QUIET_AND_COMPLETE = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "1",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "200",
    # What the flow logs is kept with its run; the command line says on stderr what a user must know.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_INTERNAL_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "extractors,warehouse,flows",
}


class Server:
    """A server that is starting or running."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
        self._process, self._port, self._log = process, port, log
        self._is_ready = False

    def wait_until_ready(self) -> None:
        """Return once the server answers.

        Raises:
            PrefectServerError: it ended, or does not answer in time.
        """
        # The socket listens already: the request waits there until the server is up to answer it.
        connection = HTTPConnection("127.0.0.1", self._port, timeout=_START_SECONDS)
        try:
            connection.request("GET", "/api/health")
            status = connection.getresponse().status
        except (OSError, HTTPException) as error:
            raise PrefectServerError("did not start", self._log) from error
        finally:
            connection.close()
        if status != 200:  # noqa: PLR2004 - HTTP's OK
            raise PrefectServerError(f"answered with status {status}", self._log)
        self._is_ready = True

    def stop(self) -> None:
        """Let the server save what it has, and end it; one that is still starting has nothing to save."""
        if not self._is_ready:
            self._process.kill()
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@contextmanager
def prefect_api(*, schedules: bool = False) -> Iterator[Server | None]:
    """Have an API for Prefect's client; call it before Prefect is imported.

    Yields the embedded server, which is still starting, or ``None`` where the user has configured an API of
    their own. Prefect keeps its database in ``.prefect`` unless ``PREFECT_HOME`` names another folder.
    """
    for name, value in _QUIET_AND_COMPLETE.items():
        os.environ.setdefault(name, value)
    if _has_own_api():
        yield None
        return
    os.environ.setdefault("PREFECT_HOME", str(Path(".prefect").absolute()))
    server = _start(Path(os.environ["PREFECT_HOME"]), schedules=schedules)
    try:
        yield server
    finally:
        server.stop()


def _has_own_api() -> bool:
    if os.environ.get("PREFECT_API_URL"):
        return True
    if "PREFECT_HOME" not in os.environ and not Path("prefect.toml").exists():
        return False
    from prefect.settings import get_current_settings  # noqa: PLC0415 - slow: only where a profile may be

    return get_current_settings().api.url is not None


def _start(home: Path, *, schedules: bool) -> Server:
    home.mkdir(parents=True, exist_ok=True)
    log = home / "embedded-server.log"
    with socket.create_server(("127.0.0.1", 0)) as listener, log.open("wb") as output:
        process = subprocess.Popen(
            [
                sys.executable,
                "-P",
                "-m",
                "flows.embedded_server",
                str(listener.fileno()),
                str(int(schedules)),
            ],
            pass_fds=[listener.fileno()],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        port = listener.getsockname()[1]
    os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
    for name in ("no_proxy", "NO_PROXY"):
        os.environ[name] = ",".join(filter(None, (os.environ.get(name), "127.0.0.1")))
    return Server(process, port, log)
