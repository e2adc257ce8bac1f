"""The way back to the source."""

import pytest

from extractors.markup import to_source

RUNS = ((0, 3, 10, 13), (4, 5, 13, 18), (5, 8, 20, 23), (10, 12, 2, 4))


@pytest.mark.parametrize(
    ("start", "end", "place"),
    [
        (0, 3, (10, 13)),
        (1, 2, (11, 12)),
        (3, 4, None),
        (2, 5, (12, 18)),
        (4, 5, (13, 18)),
        (4, 6, (13, 21)),
        (0, 8, (10, 23)),
        (8, 10, None),
        (7, 11, (2, 23)),
        (11, 99, (3, 4)),
        (12, 13, None),
        (1, 1, None),
    ],
)
def test_to_source(start: int, end: int, place: tuple[int, int] | None) -> None:
    assert to_source(RUNS, start, end) == place


def test_nothing_leads_nowhere() -> None:
    assert to_source((), 0, 5) is None
