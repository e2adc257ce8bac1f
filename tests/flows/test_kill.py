"""Runs that are killed at any moment: readers have the state of one run, and the next run heals the rest."""

import hashlib
import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.flows.conftest import House, roundup_text
from tests.warehouse.processes import other_process
from warehouse.checks import check_published, require_passed

pytestmark = pytest.mark.slow
KILLS, DOCUMENTS = 50, 40
RUN = """
import sys
from flows.ingest import ingest
from flows.settings import load_settings
def step(name, run):
    print(name, flush=True)
    return run()
ingest(load_settings(raw=sys.argv[1], warehouse=sys.argv[2], workers=1, batch_documents=8), run_step=step)
print("done", flush=True)
"""


def write_version(house: House, version: int) -> set[tuple[str, str]]:
    """Write all raw files anew; return their names and hashes."""
    written = set()
    for number in range(DOCUMENTS):
        papers = [
            (f"On the {place}th kind of bandits, part {version}", "Ada Lovelace, Alan Turing, Grace Hopper")
            for place in range(8)
        ]
        path = house.put(f"lab/{number}.txt", roundup_text(f"ICML {2000 + version % 100}", *papers))
        written.add((f"lab/{number}.txt", hashlib.sha256(path.read_bytes()).hexdigest()))
    return written


def test_killed_at_fifty_moments(tmp_path: Path, tell: Callable[[str], None]) -> None:
    house = House(tmp_path)
    versions = {0: write_version(house, 0)}
    start = time.perf_counter()
    house.run()
    duration = time.perf_counter() - start + 1.5  # a process of its own has to start first
    moments = random.Random(5)  # noqa: S311 - no secret
    killed: Counter[str] = Counter()
    for kill in range(1, KILLS + 1):
        versions[kill] = write_version(house, kill)
        with other_process(RUN, house.raw, house.link) as process:
            step = _wait(process.stdout, moments, duration, until_publish=kill % 3 == 0)
            process.kill()
            steps = [*step, *(process.stdout or ())]
            was_killed = process.wait() == -9
        last = steps[-1].strip() if steps else "start"
        killed[last if was_killed else "not killed"] += 1
        published = set(house.rows("select source_uri, content_sha256 from documents"))
        assert published in versions.values(), f"kill {kill} at {last}: of no run"
        require_passed(check_published(house.link))
    house.run()
    assert set(house.rows("select source_uri, content_sha256 from documents")) == versions[KILLS]
    require_passed(check_published(house.link))
    (tmp_path / "other").mkdir()
    other = House(tmp_path / "other")
    write_version(other, KILLS)
    other.run()
    for table in ("papers", "paper_authors", "authors", "segments", "search_entries"):
        columns = f"select columns(lambda c: c not in ('run_id', 'entry')) from {table} order by all"  # noqa: S608
        assert house.rows(columns) == other.rows(columns)
    tell(f"killed at: {dict(killed.most_common())}")
    assert killed["publish"] > 0
    assert killed["not killed"] < KILLS // 2


def _wait(output: object, moments: random.Random, duration: float, *, until_publish: bool) -> list[str]:
    """Wait until a random moment of the run, or of its publishing; return the steps that were told."""
    if not until_publish:
        time.sleep(moments.uniform(0, duration))
        return []
    told = []
    for line in output:  # type: ignore[attr-defined]
        told.append(line)
        if line.strip() in ("publish", "done"):
            break
    time.sleep(moments.uniform(0, 0.05))
    return told
