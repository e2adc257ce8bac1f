"""Readers that never pause while runs load and publish, at the size that the design promises."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.warehouse.processes import other_process
from tests.warehouse.staged import make_staged, write_batches
from warehouse import publish as module
from warehouse.checks import require_passed, run_checks
from warehouse.connect import connect
from warehouse.derived import derive
from warehouse.layout import Layout
from warehouse.load import load_staged
from warehouse.migrate import migrate
from warehouse.publish import publish

pytestmark = pytest.mark.slow
ROWS, RUNS = 200_000, 5
HOW = ("new", "new", "held", "held")
"""Readers that connect for each query, and readers that hold their connection open."""

# What a reader sees must be of one run: its documents, and the counts that this run alone has.
READER = """
import json, sys
from pathlib import Path
import duckdb
link, stop, is_held = sys.argv[1], Path(sys.argv[2]), sys.argv[3] == "held"
STATE = "select list(distinct run_id), count(*), (select count(*) from segments), (select count(*) from "
STATE += "paper_authors), (select count(*) from search_entries where run_id = any_value(documents.run_id)) "
STATE += "from documents"
reads, opened, runs, states, errors = 0, 0, set(), set(), []
print("reading", flush=True)
while not stop.exists():
    try:
        with duckdb.connect(link, read_only=True) as con:
            opened += 1
            seen = set()
            for _ in range(200 if is_held else 1):
                found, *counts = con.execute(STATE).fetchall()[0]
                reads += 1
                assert len(found) == 1, found
                seen.add((found[0], *counts))
                if stop.exists():
                    break
            assert len(seen) == 1, seen  # a connection keeps the snapshot that it opened
            states |= seen
    except Exception as error:
        errors.append(repr(error))
print(json.dumps([reads, opened, sorted(states), errors[:3], len(errors)]), flush=True)
"""


@contextmanager
def timed_swaps(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """Time each swap of the link."""
    seconds: list[float] = []
    swap = module.swap_link

    def timed(link: Path, snapshot: Path) -> None:
        start = time.perf_counter()
        swap(link, snapshot)
        seconds.append(time.perf_counter() - start)

    with monkeypatch.context() as patch:
        patch.setattr(module, "swap_link", timed)
        yield seconds


def test_readers_see_whole_runs_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tell: Callable[[str], None]
) -> None:
    layout = Layout(tmp_path / "roundup.duckdb")
    extraction = json.loads(make_staged("0.txt", papers=6).model_dump_json())["extraction"]
    per_document = sum(len(rows) for name, rows in extraction.items() if name != "document")
    documents = [make_staged(f"{number}.txt", papers=6) for number in range(int(1.15 * ROWS) // per_document)]
    batches = write_batches(tmp_path / "staged", documents, 100)
    with connect(layout.working) as con:
        migrate(con, layout.working)
    rows = _run(layout, batches, "run0")
    stop = tmp_path / "stop"
    with ExitStack() as stack, timed_swaps(monkeypatch) as swaps:
        readers = [stack.enter_context(other_process(READER, layout.link, stop, how)) for how in HOW]
        for reader in readers:
            assert reader.stdout
            assert reader.stdout.readline() == "reading\n"
        for number in range(1, RUNS + 1):
            _run(layout, batches, f"run{number}")
        stop.touch()
        found = [json.loads(reader.communicate(timeout=120)[0]) for reader in readers]
    seen = {tuple(state) for _, _, states, _, _ in found for state in states}
    tell(f"{rows:,} rows a run, {RUNS} runs; swap at most {max(swaps) * 1000:.1f} ms")
    for how, (reads, opened, states, _, errors) in zip(HOW, found, strict=True):
        tell(f"{how}: {reads:,} reads, {opened:,} connections, {len(states)} runs seen, {errors} errors")
    assert rows >= ROWS
    assert [errors for *_, errors, _ in found] == [[]] * 4
    assert len({run for run, *_ in seen}) > 2
    assert len({tuple(counts) for _, *counts in seen}) == 1
    assert max(swaps) < 0.1


def _run(layout: Layout, batches: list[Path], run_id: str) -> int:
    with connect(layout.working) as con:
        rows = sum(load_staged(con, batch, run_id=run_id).rows_written for batch in batches)
        derive(con)
        require_passed(run_checks(con, run_id=run_id))
    assert publish(layout)
    return rows
