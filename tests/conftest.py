"""What all tests share."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.postgres import Postgres, running_postgres

ROOT = Path(__file__).parents[1]
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
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Say what a test has measured, on the terminal, whether it passes or not."""

    def say(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{line}")

    return say


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL for all tests that need one; its password is in the environment, as users pass it."""
    with pytest.MonkeyPatch.context() as patch, running_postgres() as server:
        patch.setenv("PGPASSWORD", server.password)
        yield server
