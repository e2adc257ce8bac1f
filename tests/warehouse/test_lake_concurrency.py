"""Two machines publish to one lake while four readers look: nothing lost, nothing twice, no half runs."""

import json
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.lakes import Writer, made, make_lake, needs_extensions, tables_of
from tests.postgres import Postgres
from tests.warehouse.processes import other_process
from warehouse.checks import check_published
from warehouse.lake_address import Lake
from warehouse.lake_history import list_lake_history
from warehouse.lake_maintain import compact, expire
from warehouse.query import query

if TYPE_CHECKING:
    import subprocess

pytestmark = needs_extensions
HOW = ("new", "new", "held", "held")
"""Readers that connect for each look, and readers that keep their connection."""

LOOK = """
select
    (select count(*) from documents) as documents,
    (select count(*) from sources where status = 'loaded') as loaded,
    (select sum(candidates['paper']) from documents) as papers_found,
    (select count(*) from papers) + (select count(*) from rejects where record_type = 'paper') as papers_kept,
    (select sum(candidates['job_fact']) from documents) as facts_found,
    (select count(*) from job_facts) as facts_kept,
    (select count(distinct author_id) from paper_authors) as named,
    (select count(*) from authors) as people,
    (select count(*) from search_entries) as searched,
    (select count(*) from papers) + (select count(*) from topics) + (select count(*) from figures)
        + (select count(*) from job_postings) as searchable,
    (select count(distinct document_id) from segments) as in_segments,
    (select count(*) from runs) as runs
"""
READER = """
import json, sys, time
from pathlib import Path
from warehouse.lake_address import Lake
from warehouse.lake_read import open_published_lake
catalog, data, schema, stop, how, pause, LOOK = sys.argv[1:]
stop, is_held = Path(stop), how == "held"
lake, looks, states, half, errors, runs = Lake(catalog, data, schema), 0, set(), [], [], -1
print("reading", flush=True)
while not stop.exists():
    try:
        with open_published_lake(lake) as con:
            for _ in range(10_000 if is_held else 1):
                # Two looks in one transaction: it keeps its snapshot, however many others commit.
                seen = [con.execute(LOOK).fetchall()[0] for _ in range(2)]
                con.commit()
                con.begin()
                looks += 2
                pairs = list(zip(seen[0][:10:2], seen[0][1:10:2]))
                if seen[0] != seen[1] or any(a != b for a, b in pairs) or seen[0][10] != seen[0][0]:
                    half.append(seen)
                if seen[0][11] < runs:
                    half.append(["runs went back", runs, seen[0]])
                runs = seen[0][11]
                states.add(seen[0])
                time.sleep(float(pause))
                if stop.exists():
                    break
    except Exception as error:
        errors.append(repr(error))
print(json.dumps([looks, len(states), half[:3], errors[:3]]), flush=True)
"""
WRITER = """
import json, sys, time
from pathlib import Path
import stamina.instrumentation
from tests.lakes import Writer, made
from warehouse.lake_address import Lake
catalog, data, schema, folder, name, runs, documents = sys.argv[1:]
retries, seconds = [], []
stamina.instrumentation.set_on_retry_hooks([lambda details: retries.append(str(details.caused_by)[:300])])
writer = Writer(Lake(catalog, data, schema), Path(folder), name)
for run in range(int(runs)):
    # Each document changes with each run.
    writer.load(*made(*(f"{name}/{n}.txt" for n in range(int(documents))), papers=2, seed=f"run {run}"))
    start = time.perf_counter()
    writer.publish()
    seconds.append(time.perf_counter() - start)
print(json.dumps([retries, seconds]), flush=True)
"""


@pytest.fixture
def lake(postgres: Postgres, tmp_path: Path) -> Lake:
    lake = make_lake(postgres, tmp_path)
    first = Writer(lake, tmp_path, "first")
    first.load(*made("first/1.txt"))
    first.publish()
    return lake


def _write_and_read(lake: Lake, folder: Path, *, runs: int, documents: int, pause: float) -> list[str]:
    """Let two writers and four readers loose; return what to tell of it, once all is as it should be."""
    stop, where = folder / "stop", (lake.catalog, lake.data, lake.schema)
    told = []
    with ExitStack() as stack:
        readers = [stack.enter_context(other_process(READER, *where, stop, how, pause, LOOK)) for how in HOW]
        for reader in readers:
            assert reader.stdout
            assert reader.stdout.readline() == "reading\n"
        writers = [
            stack.enter_context(other_process(WRITER, *where, folder, name, runs, documents))
            for name in ("one", "two")
        ]
        wrote = [_result(writer) for writer in writers]
        stop.touch()
        read = [_result(reader) for reader in readers]
    for name, (retries, seconds) in zip(("one", "two"), wrote, strict=True):
        slowest = f"{max(seconds):.1f} s at most" if seconds else ""
        told.append(f"writer {name}: {len(seconds)} runs, {len(retries)} retries, publish {slowest}")
    for how, (looks, states, half, errors) in zip(HOW, read, strict=True):
        told.append(f"reader {how}: {looks} looks, {states} states, {len(half)} halves, {len(errors)} errors")
        assert (half, errors) == ([], [])
        assert looks > 0
    assert all("Transaction conflict" in reason for retries, _ in wrote for reason in retries)
    return told


def _result(process: "subprocess.Popen[str]") -> tuple[Any, ...]:
    out, err = process.communicate(timeout=280)
    assert process.returncode == 0, err
    return tuple(json.loads(out.splitlines()[-1]))  # DuckDB may show its progress above it


def _require_all_there(lake: Lake, folder: Path, *, runs: int, documents: int) -> None:
    """Compare the lake with a file that holds the last version of each document."""
    expected = Writer(lake, folder, "expected")
    last = {"papers": 2, "seed": f"run {runs - 1}"}
    mine = [f"{name}/{number}.txt" for name in ("one", "two") for number in range(documents)]
    expected.load(*made("first/1.txt"), *made(*mine, **last))
    but = frozenset({"run_id"})
    assert tables_of(lake, but) == expected.tables(but)
    assert [result for result in check_published(lake) if result.is_failed] == []
    assert query(lake, "select count(*), count(distinct run_id) from runs").rows == [(2 * runs + 1,) * 2]
    assert query(lake, "select revision from state").rows[0][0] >= 2 * runs + 1


def test_two_writers_and_four_readers(lake: Lake, tmp_path: Path, tell: Callable[[str], None]) -> None:
    for line in _write_and_read(lake, tmp_path, runs=2, documents=2, pause=0.5):
        tell(line)
    _require_all_there(lake, tmp_path, runs=2, documents=2)


@pytest.mark.slow
def test_two_writers_and_four_readers_for_long(
    lake: Lake, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    for line in _write_and_read(lake, tmp_path, runs=12, documents=40, pause=0.1):
        tell(line)
    _require_all_there(lake, tmp_path, runs=12, documents=40)
    changes = Counter(snapshot.writer for snapshot in list_lake_history(lake))
    assert changes == {"first": 1, "one": 12, "two": 12}
    files = compact(lake, drop_history=True)
    tell(f"compacted: {sum(f.files_before + f.delete_files_before for f in files)} files before, ")
    tell(f"{sum(f.files_after + f.delete_files_after for f in files)} after; ")
    for removed in expire(lake, keep=1, grace=timedelta(0)):
        tell(f"{removed.what}: {removed.number}")
    _require_all_there(lake, tmp_path, runs=12, documents=40)
