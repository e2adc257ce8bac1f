"""Kept snapshots: what they hold, what changed between two of them, and the way back."""

import shutil
from pathlib import Path

import pytest

from tests.warehouse.copies import empty_file
from tests.warehouse.processes import held_open, other_process
from tests.warehouse.staged import make_staged
from tests.warehouse.tables import dump
from warehouse.connect import connect
from warehouse.errors import NoSuchSnapshot, NotPublished, WarehouseLocked
from warehouse.history import TableDiff, diff, diff_rows, list_history, roll_back
from warehouse.layout import Layout
from warehouse.load import load_staged, rebuild_authors, retire
from warehouse.migrate import migrate
from warehouse.publish import is_published, publish
from warehouse.query import query
from warehouse.stage import write_batch


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout(tmp_path / "it's" / "roundup.duckdb")


def build(layout: Layout, *names: str, seed: str = "", gone: tuple[str, ...] = ()) -> int:
    """Load made-up documents, retire others, publish, and return the revision."""
    layout.working.parent.mkdir(parents=True, exist_ok=True)
    documents = [make_staged(name, seed=seed) for name in names]
    batch = write_batch(layout.staging / "b.ndjson", documents)
    if not layout.working.exists():
        layout.working.write_bytes(empty_file())
    with connect(layout.working) as con:
        migrate(con, layout.working)
        load_staged(con, batch, run_id="r1")
        retire(con, [make_staged(name).document_id for name in gone])
        rebuild_authors(con)
    published = publish(layout)
    assert published
    return Layout.revision_of(published)


def documents(layout: Layout) -> list[str]:
    return [row[0] for row in query(layout.link, "select source_uri from documents order by all").rows]


def working_rows(layout: Layout) -> object:
    with connect(layout.working) as con:
        return dump(con)


def changed(layout: Layout, older: int | None = None, newer: int | None = None) -> dict[str, TableDiff]:
    """Return the tables that differ."""
    return {found.table: found for found in diff(layout, older, newer) if any(found[1:])}


def test_snapshots_are_listed_the_newest_first(layout: Layout) -> None:
    first = build(layout, "a.txt")
    second = build(layout, "a.txt", "b.txt")
    newest, oldest = list_history(layout)
    assert (newest.revision, newest.is_published, newest.documents) == (second, True, 2)
    assert (oldest.revision, oldest.is_published, oldest.documents) == (first, False, 1)
    assert newest.published_at >= oldest.published_at
    assert newest.size_bytes == Path(newest.file).stat().st_size


def test_a_snapshot_that_somebody_writes_to_is_listed_without_counts(layout: Layout) -> None:
    build(layout, "a.txt")
    with held_open(layout.link):
        (only,) = list_history(layout)
    assert only.documents is None


def test_nothing_published_is_an_empty_history(layout: Layout) -> None:
    assert list_history(layout) == []
    with pytest.raises(NoSuchSnapshot, match="kept are: none"):
        roll_back(layout)
    with pytest.raises(NotPublished):
        diff(layout)


def test_rolled_back_it_is_as_if_the_later_run_had_not_been(layout: Layout) -> None:
    first = build(layout, "a.txt")
    before = working_rows(layout)
    second = build(layout, "a.txt", "b.txt", seed="x")
    after = working_rows(layout)
    roll_back(layout)
    assert documents(layout) == ["a.txt"]
    assert working_rows(layout) == before
    with connect(layout.working) as con:
        assert is_published(con, layout)
    assert publish(layout) is None
    # And forth again.
    assert Layout.revision_of(roll_back(layout, second)) == second
    assert working_rows(layout) == after
    roll_back(layout, first)
    # What is published next has a name that no reader has seen.
    assert build(layout, "c.txt") > second
    assert documents(layout) == ["a.txt", "c.txt"]


def test_only_kept_snapshots_can_be_gone_back_to(layout: Layout) -> None:
    revision = build(layout, "a.txt")
    with pytest.raises(NoSuchSnapshot, match="there is no earlier snapshot"):
        roll_back(layout)
    with pytest.raises(NoSuchSnapshot, match=f"no snapshot 99; kept are: {revision} "):
        roll_back(layout, 99)
    with pytest.raises(NoSuchSnapshot, match="there is no earlier snapshot"):
        diff(layout)
    assert documents(layout) == ["a.txt"]


def test_a_run_at_work_is_not_rolled_back(layout: Layout) -> None:
    build(layout, "a.txt")
    build(layout, "b.txt")
    before = layout.working.read_bytes()
    with held_open(layout.working) as pid, pytest.raises(WarehouseLocked, match=str(pid)):
        roll_back(layout)
    assert layout.working.read_bytes() == before
    assert documents(layout) == ["a.txt", "b.txt"]


def test_readers_stop_no_roll_back(layout: Layout) -> None:
    build(layout, "a.txt")
    build(layout, "b.txt")
    with held_open(layout.link, "read"):
        roll_back(layout)
        assert documents(layout) == ["a.txt"]


def test_a_damaged_private_file_is_no_hindrance_once_it_is_gone(layout: Layout) -> None:
    build(layout, "a.txt")
    build(layout, "b.txt")
    layout.working.unlink()
    roll_back(layout)
    assert documents(layout) == ["a.txt"]
    with connect(layout.working) as con:
        assert is_published(con, layout)


KILLED = """
import os, signal, sys
from pathlib import Path
import warehouse.history
from warehouse.layout import Layout
where, swap_link = sys.argv[2], warehouse.history.swap_link
def die(link, snapshot):
    if where == "behind":
        swap_link(link, snapshot)
    os.kill(os.getpid(), signal.SIGKILL)
warehouse.history.swap_link = die
warehouse.history.roll_back(Layout(Path(sys.argv[1])))
"""


@pytest.mark.parametrize(("where", "seen"), [("before", ["a.txt", "b.txt"]), ("behind", ["a.txt"])])
def test_killed_in_the_middle_the_next_run_publishes_what_it_has(
    layout: Layout, where: str, seen: list[str]
) -> None:
    build(layout, "a.txt")
    build(layout, "b.txt")
    with other_process(KILLED, layout.link, where) as process:
        assert process.wait(timeout=60) == -9
    assert documents(layout) == seen
    build(layout, "c.txt")
    assert documents(layout) == ["a.txt", "b.txt", "c.txt"]


def test_what_came_and_went(layout: Layout) -> None:
    build(layout, "a.txt", "b.txt")
    build(layout, "c.txt", gone=("a.txt",))
    found = changed(layout)
    assert found["documents"] == ("documents", 1, 1, 0)
    assert found["papers"].came == found["papers"].went > 0
    rows = diff_rows(layout, "documents")
    at = rows.columns.index("source_uri")
    assert sorted((row[0], row[at]) for row in rows.rows) == [("came", "c.txt"), ("went", "a.txt")]


def test_what_changed(layout: Layout) -> None:
    first = build(layout, "a.txt")
    with connect(layout.working) as con:
        con.execute("update papers set title = 'Another' where position = 1")
        con.execute("update documents set run_id = 'another'")  # no difference
        con.execute("update state set revision = revision + 1")
    publish(layout)
    assert changed(layout) == {"papers": ("papers", 0, 0, 1)}
    rows = diff_rows(layout, "papers", first)
    assert [(row[0], row[rows.columns.index("title")]) for row in rows.rows] == [("changed", "Another")]


def test_the_same_snapshot_under_another_number_does_not_differ(layout: Layout) -> None:
    revision = build(layout, "a.txt")
    shutil.copy(layout.snapshot(revision), layout.snapshot(revision + 1))
    assert changed(layout, revision, revision + 1) == {}


def test_columns_that_only_one_of_them_has_are_left_out(layout: Layout) -> None:
    first = build(layout, "a.txt")
    with connect(layout.snapshot(first)) as con:
        con.execute("alter table papers drop column et_al")
        con.execute("drop table job_facts cascade")
    second = build(layout, "b.txt")
    found = {row.table: row for row in diff(layout, first, second)}
    assert found["papers"].changed == 0
    assert found["papers"].came > 0
    assert "job_facts" not in found
