"""What all tests share."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import hypothesis
import pytest

from tests.postgres import Postgres, running_postgres

ROOT = Path(__file__).parents[1]
_TOLD = "told"
# An example takes milliseconds; by the clock, it may also have to wait for other work.
hypothesis.settings.register_profile("beside other work", deadline=2_000)
hypothesis.settings.load_profile("beside other work")
REFERENCE = ROOT / "raw" / "amazon-science" / "icml-2023.txt"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite tests/golden from what is extracted"
    )


@pytest.fixture(scope="session")
def reference_bytes() -> bytes:
    return REFERENCE.read_bytes()


@pytest.fixture(scope="session")
def reference_text(reference_bytes: bytes) -> str:
    return reference_bytes.decode("utf-8")


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Say what a test has measured, below all tests, whether it passes or not."""
    return partial(record_property, _TOLD)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests told: those that ran in a process of pytest-xdist's have no terminal."""
    done = [report for kind in ("passed", "failed") for report in terminalreporter.getreports(kind)]
    told = [
        (report.nodeid.rpartition("::")[2], line)
        for report in done
        if report.when == "call"
        for name, line in report.user_properties
        if name == _TOLD
    ]
    if told:
        terminalreporter.section("measured")
    for test, line in told:
        terminalreporter.line(f"{test}: {line}")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL for all tests that need one; its password is in the environment, as users pass it."""
    with pytest.MonkeyPatch.context() as patch, running_postgres() as server:
        patch.setenv("PGPASSWORD", server.password)
        yield server
