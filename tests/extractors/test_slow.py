"""What takes minutes: hostile texts of megabytes, and many more random ones."""

import pytest
from hypothesis import HealthCheck, settings

from extractors.decode import Source
from extractors.pipeline import extract_many
from tests.extractors import test_any_text as any_text

pytestmark = pytest.mark.slow
MANY = settings(max_examples=4_000, deadline=None, suppress_health_check=list(HealthCheck))


def test_many_texts() -> None:
    MANY(any_text.test_any_text)()


def test_keys_of_many_texts() -> None:
    MANY(any_text.test_keys_are_unique_and_resolve)()


@pytest.mark.parametrize(
    "unit", ["a", ",", " ", "\n", "1", "(", "Ada Lovelace, ", "Ada Lovelace\n", "<a", "US, WA, Seattle\n"]
)
def test_megabytes_take_linear_time(unit: str) -> None:
    """Eight times the text takes well under 64 times as long."""

    def seconds(size: int) -> float:
        source = Source("x.txt", (unit * (size // len(unit))).encode())
        return any_text.best_seconds(lambda: list(extract_many([source])), times=2)

    small, large = seconds(500_000), seconds(4_000_000)
    assert large < 20 * small + 0.1
