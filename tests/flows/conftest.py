"""A small raw folder with its warehouse, and the command line: in this process, or as one of its own."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from flows import progress
from flows.ingest import ingest
from flows.report import RunSummary
from flows.settings import Settings, load_settings
from tests.flows.command import call, clean_environment
from tests.flows.web import Web, serve_web

if TYPE_CHECKING:
    from tests.flows.cluster import Cluster

ROUNDUP = Path(sys.executable).with_name("roundup")


def roundup_text(venue: str, *papers: tuple[str, str]) -> str:
    """Return a small document: a headline, a topic, papers with their authors."""
    listed = "\n\n".join(f"{title}\n{authors}" for title, authors in papers)
    return (
        f"A quick guide to Amazon’s papers at {venue}\n\nWhat was shown.\n\n"
        f"Bandit problems\n\nThese papers are about decisions under uncertainty.\n\n{listed}\n"
    )


FIRST = roundup_text(
    "ICML 2023",
    ("Delay-adapted policy optimization under feedback", "Tal Lancewick, Aviv Rosenberg, Dmitry Sotnikov"),
    ("Incentivizing exploration with linear contexts", "Mark Sellke, Ada Lovelace"),
)
SECOND = roundup_text(
    "NeurIPS 2022",
    ("Multi-task learning of conformal predictors", "Ada Lovelace, Alan Turing, Grace Hopper"),
)


class House:
    """A raw folder and its warehouse in a temporary folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.raw = folder / "raw"
        self.link = folder / "warehouse" / "roundup.duckdb"
        self.working = folder / "warehouse" / "roundup.working.duckdb"
        self.raw.mkdir()

    def put(self, name: str, content: str | bytes) -> Path:
        """Write a raw file."""
        path = self.raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def settings(self, **settings: Any) -> Settings:
        return load_settings(**({"raw": self.raw, "warehouse": self.link, "workers": 1} | settings))

    def run(self, **settings: Any) -> RunSummary:
        """Run the main job without Prefect."""
        return ingest(self.settings(**settings))

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Query what is published."""
        with duckdb.connect(self.link, read_only=True) as con:
            return con.execute(sql).fetchall()

    def titles(self) -> list[str]:
        return [title for (title,) in self.rows("select title from papers order by title")]

    def damage(self) -> None:
        """Change a row behind the run's back, as a run that failed half-way could have left it."""
        with duckdb.connect(self.working) as con:
            con.execute("update papers set verbatim = 'Something else'")
            con.execute("update state set revision = revision + 1")

    def call(self, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        """Call the command line in the folder of the house, in this process."""
        return call(arguments, folder=self.folder, environment=clean_environment() | environment)

    def roundup(self, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        """Call the command line in the folder of the house, as a process."""
        return subprocess.run(
            [ROUNDUP, *arguments],
            cwd=self.folder,
            env=clean_environment() | environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture(autouse=True)
def _no_lines_of_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that other work holds up would tell how far it is, beside what a test expects it to say."""
    monkeypatch.setattr(progress, "_SECONDS_BETWEEN_LINES", 600)


@pytest.fixture
def web() -> Iterator[Web]:
    """A web server that answers 404 to all until it is told better."""
    with serve_web() as server:
        yield server


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house with two documents, not yet loaded."""
    made = House(tmp_path)
    made.put("amazon/first.txt", FIRST)
    made.put("amazon/second.txt", SECOND)
    return made


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Cluster]":
    """A Dask cluster of two workers; a batch may die once of its worker before it counts as the cause."""
    from tests.flows.cluster import run_cluster  # noqa: PLC0415 - imports Dask, which few tests need

    folder = tmp_path_factory.mktemp("dask")
    with run_cluster(folder, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="1") as running:
        yield running


def only_line(text: str) -> str:
    """Return the one line that ``text`` is, with the line end that it must have."""
    assert text.endswith("\n")
    assert text.count("\n") == 1
    return text.removesuffix("\n")
