"""Writes gold sets: documents in many layouts, each with its gold beside it."""

import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import tests.corpus.markup_layouts  # noqa: F401 - registers its layouts
from tests.corpus.build import Page
from tests.corpus.layouts import LAYOUTS
from tests.corpus.words import Paper, Words

GOLD = Path(__file__).parent / "gold"
SHIPPED = {"seed": 1, "each": 2}


def generate(*, seed: int, each: int, papers: Sequence[Paper] = ()) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each file: ``each`` documents of every layout, and their gold."""
    for family, write in LAYOUTS.items():
        for number in range(each):
            page = Page()
            write(Words(f"{seed}/{family}/{number}", papers), page)
            name = f"{family}-{number}"
            yield f"{name}.{page.suffix}", page.text.encode(page.encoding)
            gold = json.dumps(page.gold(family), ensure_ascii=False, indent=1) + "\n"
            yield f"{name}.json", gold.encode()


def read_papers(path: Path) -> list[Paper]:
    """Return real papers from JSON lines with ``title`` and ``authors``."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [Paper(row["title"], tuple(row["authors"])) for row in rows if row["authors"]]
