"""A run that is killed: the file opens, and each document is there whole or not at all."""

import random
import time
from pathlib import Path

from tests.warehouse.processes import other_process
from tests.warehouse.staged import make_staged, write_batches
from tests.warehouse.tables import dump
from warehouse.checks import run_checks
from warehouse.connect import connect
from warehouse.load import load_batch, rebuild_authors
from warehouse.migrate import migrate

LOAD = """
import sys
from pathlib import Path
from warehouse.connect import connect
from warehouse.load import load_batch
path = Path(sys.argv[1])
with connect(path) as con:
    print("loading", flush=True)
    for batch in sys.argv[2:]:
        load_batch(con, Path(batch), run_id="killed")
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
            time.sleep(moments.uniform(0.0, 0.4))
            process.kill()
            acknowledged |= {line.strip() for line in process.stdout if line.endswith("\n")}
            kills += process.wait() == -9
        with connect(path) as con:
            loaded = {row[0] for row in con.execute("select source_uri from documents").fetchall()}
            said = {f"{number}.txt" for number in range(24) if str(batches[number // 2]) in acknowledged}
            assert said <= loaded
            rebuild_authors(con)
            assert [result for result in run_checks(con) if result.offending_rows] == []
    assert kills
    assert acknowledged
    assert finished(path, batches) == finished(tmp_path / "fresh.duckdb", batches)


def finished(path: Path, batches: list[Path]) -> object:
    """Load all batches and return the tables."""
    with connect(path) as con:
        migrate(con, path)
        for batch in batches:
            load_batch(con, batch, run_id="after")
        rebuild_authors(con)
        return dump(con)
