"""A run that is killed: the file opens, and each document is there whole or not at all."""

import random
import time
from pathlib import Path

from tests.warehouse.processes import other_process
from tests.warehouse.staged import make_staged, write_batches
from tests.warehouse.tables import dump
from warehouse.checks import run_checks
from warehouse.connect import connect
from warehouse.derived import derive
from warehouse.layout import Layout
from warehouse.load import load_staged
from warehouse.migrate import migrate
from warehouse.publish import publish

LOAD = """
import sys
from pathlib import Path
from warehouse.connect import connect
from warehouse.load import load_staged
path = Path(sys.argv[1])
with connect(path) as con:
    print("loading", flush=True)
    for batch in sys.argv[2:]:
        load_staged(con, Path(batch), run_id="killed")
        print(batch, flush=True)
"""


def test_killed_while_loading(tmp_path: Path) -> None:
    """What a killed process said to be loaded is loaded, and the next run loads the rest."""
    documents = [make_staged(f"{number}.txt", papers=6) for number in range(24)]
    batches = write_batches(tmp_path, documents, 2)
    path = tmp_path / "w.duckdb"
    with connect(path) as con:
        migrate(con, path)
    moments = random.Random(7)  # noqa: S311
    kills, acknowledged = 0, set[str]()
    for _ in range(6):
        with other_process(LOAD, path, *batches) as process:
            assert process.stdout
            assert process.stdout.readline() == "loading\n"
            lines = [process.stdout.readline() for _ in range(moments.randrange(len(batches)))]
            time.sleep(moments.uniform(0.0, 0.1 if lines else 0.5))  # the first batch takes longer
            process.kill()
            lines += process.stdout
            acknowledged |= {line.strip() for line in lines if line.endswith("\n")}
            kills += process.wait() == -9
        with connect(path) as con:
            loaded = {row[0] for row in con.execute("select source_uri from documents").fetchall()}
            said = {f"{number}.txt" for number in range(24) if str(batches[number // 2]) in acknowledged}
            assert said <= loaded
            derive(con)
            assert [result for result in run_checks(con) if result.offending_rows] == []
    assert kills
    assert acknowledged
    assert finished(path, batches) == finished(tmp_path / "fresh.duckdb", batches)


def finished(path: Path, batches: list[Path]) -> object:
    """Load all batches and return the tables."""
    with connect(path) as con:
        migrate(con, path)
        for batch in batches:
            load_staged(con, batch, run_id="after")
        derive(con)
        return dump(con)


FULL = """
import resource, sys
from pathlib import Path
from extractors.errors import RoundupError
from warehouse.connect import connect
from warehouse.layout import Layout
from warehouse.load import load_staged
from warehouse.publish import publish
layout = Layout(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    with connect(layout.working) as con:
        for batch in sys.argv[3:]:
            load_staged(con, Path(batch), run_id="full")
            print(batch)
    publish(layout)
except RoundupError as error:
    print("refused:", error)
"""


def test_a_full_disk_is_one_line_and_refuses_no_document(tmp_path: Path) -> None:
    """Files that may not grow stand for a disk that is full."""
    documents = [make_staged(f"{number}.txt", papers=6, words=400) for number in range(24)]
    batches = write_batches(tmp_path, documents, 4)
    layout = Layout(tmp_path / "roundup.duckdb")
    with connect(layout.working) as con:
        migrate(con, layout.working)
    with other_process(FULL, layout.link, layout.working.stat().st_size + 500_000, *batches) as process:
        output, errors = process.communicate()
    *acknowledged, refused = output.splitlines()
    assert refused.startswith(f"refused: {layout.working}")
    assert errors == ""
    assert len(acknowledged) < len(batches)
    with connect(layout.working) as con:
        loaded = con.execute("select count(*) from documents").fetchall()
        assert loaded == [(4 * len(acknowledged),)]
        assert con.execute("select count(*) from sources where status = 'refused'").fetchall() == [(0,)]
    assert not layout.link.exists()
    assert finished(layout.working, batches) == finished(tmp_path / "fresh.duckdb", batches)


def test_a_snapshot_that_does_not_fit_on_the_disk_is_not_published(tmp_path: Path) -> None:
    layout = Layout(tmp_path / "roundup.duckdb")
    finished(layout.working, write_batches(tmp_path, [make_staged("a.txt")], 1))
    with other_process(FULL, layout.link, layout.working.stat().st_size // 2) as process:
        output, errors = process.communicate()
    assert output.startswith("refused: ")
    assert len(output.splitlines()) == 1
    assert errors == ""
    assert list(layout.snapshots.iterdir()) == []
    assert publish(layout)
