"""The main job: what each run does to the tables, and what it leaves alone."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import duckdb
import pytest

from extractors.errors import RoundupError
from extractors.pipeline import extract
from extractors.version import extractor_version
from flows.dry_run import plan_actions
from flows.errors import NothingToReadError
from flows.ingest import ingest
from tests.flows.conftest import FIRST, SECOND, House, roundup_text
from warehouse.errors import AuditFailed

T = TypeVar("T")


def file_hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_first_run_loads_what_extract_finds(house: House) -> None:
    summary = house.run()
    found = extract(FIRST, source_uri="amazon/first.txt")
    assert len(found.papers) == 2
    assert (summary.documents_discovered, summary.documents_parsed) == (2, 2)
    titles = house.rows(
        "select title from papers join documents using (document_id) "
        "where source_uri = 'amazon/first.txt' order by papers.position"
    )
    assert [title for (title,) in titles] == [paper.title for paper in found.papers]
    assert summary.tables["papers"] == len(house.titles()) == 3
    assert summary.tables["authors"] == 7
    assert summary.rows_written >= sum(summary.tables.values()) - summary.tables["runs"]
    assert summary.changed


def test_second_run_parses_and_writes_nothing(house: House) -> None:
    house.run()
    working, published = file_hash(house.working), house.link.resolve()
    second = house.run()
    assert (second.documents_parsed, second.documents_unchanged) == (0, 2)
    assert (second.rows_written, second.documents_retired, second.changed) == (0, 0, False)
    assert file_hash(house.working) == working
    assert house.link.resolve() == published
    assert list(second.seconds) == ["discover", "open", "plan"]


def test_changed_file_replaces_exactly_its_own_rows(house: House) -> None:
    house.run()
    others = (
        "select * exclude (document_id) from {} where document_id = "
        "(select document_id from documents where source_uri = 'amazon/second.txt') order by all"
    )
    tables = ["papers", "paper_authors", "topics", "segments"]
    before = [house.rows(others.format(table)) for table in tables]
    house.put(
        "amazon/first.txt",
        roundup_text("ICML 2024", ("Renewed ideas on old problems", "Kurt Gödel, Emmy Noether")),
    )
    summary = house.run()
    assert (summary.documents_parsed, summary.documents_unchanged) == (1, 1)
    assert house.titles() == ["Multi-task learning of conformal predictors", "Renewed ideas on old problems"]
    assert [house.rows(others.format(table)) for table in tables] == before
    names = {name for (name,) in house.rows("select full_name from authors")}
    assert names == {"Ada Lovelace", "Alan Turing", "Grace Hopper", "Kurt Gödel", "Emmy Noether"}
    assert house.rows("select count(distinct run_id) from documents") == [(2,)]


def test_removed_file_leaves(house: House) -> None:
    house.run()
    (house.raw / "amazon" / "first.txt").unlink()
    summary = house.run()
    assert (summary.documents_parsed, summary.documents_retired) == (0, 1)
    assert summary.changed
    for table in ("documents", "papers", "paper_authors", "authors", "topics", "segments"):
        uris = house.rows(f"select distinct document_id from {table}")  # noqa: S608
        assert len(uris) == 1, table
    assert house.titles() == ["Multi-task learning of conformal predictors"]
    assert house.run().rows_written == 0


def test_workers_and_batches_do_not_show(house: House, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = House(tmp_path / "other")
    for name in ("c", "a", "b"):
        text = roundup_text("KDD 2021", (f"Learning from {name} in many rounds", "Ada Lovelace, Alan Turing"))
        other.put(f"{name}/x.txt", text)
        house.put(f"{name}/x.txt", text)
    other.put("amazon/second.txt", SECOND)
    other.run()
    other.put("amazon/first.txt", FIRST)
    other.run(workers=2, batch_documents=1)
    house.run()
    for table in ("documents", "papers", "authors", "paper_authors", "topics", "segments", "sources"):
        but = "run_id" if table in {"documents", "sources"} else "document_id"
        rows = f"select * exclude ({but}) from {table} order by all"  # noqa: S608 - names of ours
        assert house.rows(rows) == other.rows(rows), table


class After:
    """Runs steps, and does something behind the run's back after one of them."""

    def __init__(self, name: str, action: Callable[[], object]) -> None:
        self.name, self.action = name, action

    def __call__(self, name: str, step: Callable[[], T]) -> T:
        result = step()
        if name == self.name:
            self.action()
        return result


@pytest.mark.parametrize("step", ["discover", "open", "plan"])
def test_file_that_disappears_is_refused_and_the_rest_is_loaded(house: House, step: str) -> None:
    gone = house.raw / "amazon" / "first.txt"
    summary = ingest(house.settings(), run_step=After(step, gone.unlink))
    assert [(file.source_uri, file.rule) for file in summary.refused] == [("amazon/first.txt", "disappeared")]
    assert house.titles() == ["Multi-task learning of conformal predictors"]
    assert house.rows("select rule, record_type from rejects") == [("disappeared", "document")]
    summary = house.run()
    assert (summary.documents_retired, summary.documents_refused) == (1, 0)
    assert house.rows("from rejects") == []


def test_what_an_earlier_version_loaded_stays_when_the_file_goes_bad(house: House) -> None:
    house.run()
    before = house.titles()
    path = house.put("amazon/first.txt", b"\x00\x01\x02" * 500)
    summary = house.run()
    assert [(file.rule, file.source_uri) for file in summary.refused] == [("binary", "amazon/first.txt")]
    assert house.titles() == before
    again = house.run()
    assert (again.documents_refused, again.documents_parsed, again.rows_written) == (1, 0, 0)
    path.write_text(FIRST, "utf-8")
    mended = house.run()
    assert (mended.documents_refused, mended.documents_parsed) == (0, 1)
    assert house.titles() == before


def test_file_over_the_limit_is_not_read_and_read_once_the_limit_is_raised(house: House) -> None:
    house.run()
    house.put("long.txt", FIRST * 20)
    refused = house.run(max_document_bytes=4_000)
    assert [(file.source_uri, file.rule) for file in refused.refused] == [("long.txt", "too_large")]
    assert house.run(max_document_bytes=4_000).rows_written == 0
    assert house.run().documents_parsed == 1


def test_empty_raw_folder_does_not_empty_the_warehouse(house: House) -> None:
    house.run()
    before = house.titles()
    for path in house.raw.rglob("*.txt"):
        path.unlink()
    with pytest.raises(NothingToReadError, match="is the disk mounted"):
        house.run()
    assert house.titles() == before
    assert house.run(allow_empty=True).documents_retired == 2
    assert house.titles() == []


def test_empty_raw_folder_and_no_warehouse_is_a_run(house: House) -> None:
    for path in house.raw.rglob("*.txt"):
        path.unlink()
    summary = house.run()
    assert summary.documents_discovered == 0
    assert house.titles() == []


def test_what_is_unsound_is_not_published_even_if_no_file_has_changed(house: House) -> None:
    house.run()
    before, published = house.titles(), house.link.resolve()
    house.damage()
    for _ in range(2):
        with pytest.raises(AuditFailed, match="grounding"):
            house.run()
        assert house.link.resolve() == published
    assert house.titles() == before
    with duckdb.connect(house.working, read_only=True) as con:
        statuses = con.execute("select status, count(*) from runs group by all order by all").fetchall()
    assert statuses == [("completed", 1), ("failed", 2)]


def test_run_goes_on_where_an_interrupted_one_stopped(house: House) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest(house.settings(), run_step=After("extract and load", interrupt))
    assert not house.link.exists()
    leftover = house.link.parent / "staging" / "left" / "000000.ndjson"
    leftover.parent.mkdir(parents=True)
    leftover.write_text("{}", "utf-8")
    summary = house.run()
    assert (summary.documents_parsed, summary.documents_unchanged) == (0, 2)
    assert len(house.titles()) == 3
    assert not leftover.exists()
    assert house.rows("select status from runs order by run_id") == [("failed",), ("completed",)]


def test_publishes_again_when_the_published_file_was_deleted(house: House) -> None:
    house.run()
    house.link.resolve().unlink()
    house.run()
    assert len(house.titles()) == 3


def test_progress_counts_documents(house: House) -> None:
    seen: list[tuple[int, int]] = []
    ingest(house.settings(batch_documents=1), on_progress=lambda done, total: seen.append((done, total)))
    assert seen == [(0, 2), (1, 2), (2, 2)]


def many_papers(count: int) -> str:
    papers = [(f"On the {number}th kind of bandits", "Ada Lovelace, Alan Turing") for number in range(count)]
    return roundup_text("ICML 2023", *papers)


def test_a_warehouse_that_shrinks_is_not_published(house: House) -> None:
    house.put("amazon/first.txt", many_papers(120))
    house.run()
    house.put("amazon/first.txt", many_papers(20))
    for _ in range(2):  # and not in the next run either
        with pytest.raises(AuditFailed, match=r"shrunk: \d rows, such as .*ROUNDUP_MAX_SHRINK=1"):
            house.run()
    assert len(house.titles()) == 121
    house.run(max_shrink=0.9)
    assert len(house.titles()) == 21
    assert house.rows("select count(*) from runs where status = 'failed'") == [(2,)]
    assert house.run().documents_parsed == 0


def test_what_audits_found_is_kept_per_run(house: House) -> None:
    listed = [("On bandits in the wild", "Ada Lovelace")] * 2
    house.put("amazon/twice.txt", roundup_text("ICML 2023", *listed))
    summary = house.run()
    assert [(found.audit, found.rows) for found in summary.warnings] == [("listed_twice", 1)]
    assert house.rows("select audit, severity, offending_rows from audits where offending_rows > 0") == [
        ("listed_twice", "warning", 1)
    ]
    (row,) = house.rows("select count(*), count(distinct run_id), bool_or(audit = 'grounding') from audits")
    assert row[0] > 10
    assert row[1:] == (1, True)
    counts = dict(house.rows("select table_name, row_count from table_counts"))
    assert counts["papers"] == len(house.titles())
    assert {table: counts[table] for table in counts if table != "runs"} == {
        table: count for table, count in summary.tables.items() if table != "runs"
    }


def age_extractor(working: Path) -> None:
    """Have all that is loaded be the work of an older extractor."""
    with duckdb.connect(working) as con:
        con.execute("update sources set extractor_version = 'older'")


def test_another_extractor_reads_all_documents_anew_and_says_so(house: House) -> None:
    house.put("amazon/binary.txt", b"\x00\x01\x02" * 100)
    house.run()
    before = house.rows("select * exclude (run_id) from documents order by all")
    assert plan_actions(house.settings()) == []
    age_extractor(house.working)
    house.put("amazon/new.txt", many_papers(2))
    one = house.run(only="*/first.*")
    assert (one.documents_parsed, one.documents_left_alone, one.documents_refused) == (1, 2, 1)
    planned = [(action.document, action.action, action.reason) for action in plan_actions(house.settings())]
    assert planned == [
        ("amazon/binary.txt", "extract", "new extractor"),
        ("amazon/new.txt", "extract", "new"),
        ("amazon/second.txt", "extract", "new extractor"),
    ]
    again = house.run()
    assert (again.documents_parsed, again.documents_unchanged, again.documents_refused) == (2, 1, 1)
    versions = house.rows("select distinct extractor_version from sources")
    assert versions == [(extractor_version(),)]
    (house.raw / "amazon" / "new.txt").unlink()
    house.run()
    assert house.rows("select * exclude (run_id) from documents order by all") == before
    assert house.run().rows_written == 0


def test_a_replay_processes_exactly_the_affected_documents(house: House) -> None:
    """After a fix, that is another version of the extractor; the second replay does nothing."""
    house.put("amazon/binary.txt", b"\x00\x01\x02" * 100)
    house.put("amazon/names.txt", "Ada Lovelace, Alan Turing, Grace Hopper\n" * 3 + FIRST)
    house.run()
    rejected = house.rows("select source_uri from rejects join sources using (document_id)")
    affected = {uri for (uri,) in rejected}
    assert "amazon/binary.txt" in affected
    assert len(affected) < 4
    before = dict(house.rows("select source_uri, run_id from sources"))
    assert house.run(replay=True).documents_parsed == 0
    age_extractor(house.working)
    house.run(replay=True)
    after = dict(house.rows("select source_uri, run_id from sources"))
    assert {uri for uri in after if after[uri] != before[uri]} == affected
    assert house.run(replay=True).rows_written == 0


def test_a_replay_retires_nothing(house: House) -> None:
    house.run()
    (house.raw / "amazon" / "first.txt").unlink()
    house.run(replay=True)
    assert len(house.titles()) == 3


def test_each_run_tells_how_it_ended(house: House) -> None:
    events = house.folder / "events.jsonl"
    house.run(events=events)
    house.put("bad.txt", b"\x00\x00")
    house.run(events=events)
    house.working.write_bytes(b"no database")
    with pytest.raises(RoundupError):
        house.run(events=events)
    house.working.unlink()
    house.run(events=house.folder / "no folder" / "events.jsonl")
    told = [json.loads(line) for line in events.read_text("utf-8").splitlines()]
    assert [event["event"] for event in told] == ["completed", "completed with rejects", "failed"]
    assert told[0]["documents_parsed"] == 2
    assert "is not a DuckDB file" in told[2]["error"]
    assert len({event["run_id"] for event in told}) == 3
