"""The documents that are measured: those of ``roundup generate`` with its defaults, as plain text."""

from collections.abc import Iterator
from pathlib import Path

from flows.generating.documents import Documents, Options
from flows.generating.layouts import TEXT_LAYOUTS

REFERENCE = Path(__file__).parents[2] / "raw" / "amazon-science" / "icml-2023.txt"


def generate(count: int, *, seed: int = 0) -> Iterator[str]:
    """Yield the first ``count`` documents of a seed, of 30 kB on the average."""
    documents = Documents(Options(seed=seed, layouts=tuple(layout.name for layout in TEXT_LAYOUTS)))
    for number in range(count):
        yield documents.document(number).content.decode()
