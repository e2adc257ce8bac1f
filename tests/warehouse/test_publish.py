"""Publishing: whole, under a new name, never over somebody else's file, never in a reader's way."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from extractors.errors import RoundupError
from tests.warehouse.copies import empty_file
from tests.warehouse.processes import held_open, other_process
from tests.warehouse.staged import make_staged
from warehouse.connect import connect
from warehouse.errors import NewerSchema, NotADuckDBFile, NotOurLink, WarehouseLocked
from warehouse.layout import Layout
from warehouse.load import load_staged, rebuild_authors
from warehouse.migrate import migrate
from warehouse.publish import is_published, publish, verify_published, verify_working
from warehouse.query import query
from warehouse.stage import write_batch


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout(tmp_path / "out" / "roundup.duckdb")


def build(layout: Layout, *names: str, seed: str = "") -> None:
    """Load made-up documents into the working file."""
    layout.working.parent.mkdir(parents=True, exist_ok=True)
    batch = write_batch(layout.staging / "b.ndjson", [make_staged(name, seed=seed) for name in names])
    if not layout.working.exists():
        layout.working.write_bytes(empty_file())
    with connect(layout.working) as con:
        migrate(con, layout.working)
        load_staged(con, batch, run_id="r1")
        rebuild_authors(con)


def documents(layout: Layout) -> list[str]:
    """Return the documents that a reader sees."""
    return [row[0] for row in query(layout.link, "select source_uri from documents order by all").rows]


def test_the_link_points_to_a_whole_snapshot(layout: Layout) -> None:
    build(layout, "a.txt", "b.txt")
    snapshot = publish(layout)
    assert snapshot is not None
    assert layout.link.is_symlink()
    assert not layout.link.readlink().is_absolute()
    assert layout.link.resolve() == snapshot.resolve()
    assert documents(layout) == ["a.txt", "b.txt"]
    assert [path.name for path in layout.snapshots.iterdir()] == [snapshot.name]
    verify_published(layout)
    verify_working(layout)


def test_the_folder_can_be_moved(layout: Layout, tmp_path: Path) -> None:
    build(layout, "a.txt")
    publish(layout)
    moved = Layout(layout.link.parent.rename(tmp_path / "elsewhere") / layout.link.name)
    assert documents(moved) == ["a.txt"]
    assert publish(moved) is None


def test_nothing_new_is_not_published(layout: Layout) -> None:
    build(layout, "a.txt")
    publish(layout)
    before = layout.working.read_bytes(), layout.working.stat().st_mtime_ns
    assert publish(layout) is None
    with connect(layout.working) as con:
        assert migrate(con, layout.working) == []
    assert (layout.working.read_bytes(), layout.working.stat().st_mtime_ns) == before
    assert publish(layout) is None


def test_the_last_snapshots_are_kept(layout: Layout) -> None:
    published = []
    for number in range(7):
        build(layout, "a.txt", seed=str(number))
        published.append(publish(layout))
    assert sorted(layout.snapshots.iterdir()) == sorted(filter(None, published[-5:]))
    assert layout.link.resolve() == published[-1]


def test_a_rebuilt_working_file_is_published_too(layout: Layout) -> None:
    """Who deletes the private file to rebuild it gets the rebuilt rows, whatever their revision."""
    build(layout, "a.txt")
    publish(layout)
    layout.working.unlink()
    build(layout, "b.txt")
    with connect(layout.working) as con:
        assert not is_published(con, layout)
    assert publish(layout) is not None
    assert documents(layout) == ["b.txt"]


def test_a_private_file_from_a_backup_is_published_too(layout: Layout, tmp_path: Path) -> None:
    build(layout, "a.txt")
    publish(layout)
    shutil.copy(layout.working, tmp_path / "backup")
    build(layout, "b.txt")
    newer = publish(layout)
    shutil.copy(tmp_path / "backup", layout.working)
    snapshot = publish(layout)
    assert newer
    assert snapshot
    assert snapshot.name > newer.name
    assert documents(layout) == ["a.txt"]


def test_changes_to_a_private_file_from_a_backup_are_never_taken_for_published(
    layout: Layout, tmp_path: Path
) -> None:
    """However many changes it takes to come to the number of the snapshot that is published."""
    build(layout, "a.txt")
    publish(layout)
    shutil.copy(layout.working, tmp_path / "backup")
    build(layout, "b.txt")
    publish(layout)
    shutil.copy(tmp_path / "backup", layout.working)
    with connect(layout.working) as con:
        migrate(con, layout.working)
        for _ in range(10):
            con.execute("update state set revision = revision + 1")
            assert not is_published(con, layout)


def test_a_published_file_never_changes(layout: Layout) -> None:
    """Readers that hold a snapshot must not find other bytes under its name."""
    kept: dict[str, bytes] = {}
    for number in range(3):
        build(layout, "a.txt", seed=str(number))
        snapshot = publish(layout)
        assert snapshot
        assert snapshot.name not in kept
        kept[snapshot.name] = snapshot.read_bytes()
        layout.working.unlink()
    assert {path.name: path.read_bytes() for path in layout.snapshots.iterdir()} == kept


def test_an_open_reader_keeps_its_snapshot_and_stops_nobody(layout: Layout) -> None:
    build(layout, "a.txt")
    publish(layout)
    with held_open(layout.link, "read"):
        build(layout, "b.txt")
        assert publish(layout)
        assert documents(layout) == ["a.txt", "b.txt"]


def test_somebody_writing_to_a_snapshot_stops_nobody(layout: Layout) -> None:
    build(layout, "a.txt")
    publish(layout)
    with held_open(layout.link, "write") as pid:
        with pytest.raises(WarehouseLocked, match=rf"process {pid} \(.*python.*\)"):
            documents(layout)
        verify_published(layout)
        build(layout, "b.txt")
        assert publish(layout)
        assert documents(layout) == ["a.txt", "b.txt"]


def test_a_locked_working_file_is_named_with_its_holder(layout: Layout) -> None:
    build(layout, "a.txt")
    for how in ("write", "read"):
        with held_open(layout.working, how) as pid, pytest.raises(WarehouseLocked) as caught:
            publish(layout)
        assert str(layout.working) in str(caught.value)
        assert str(pid) in str(caught.value)
    assert publish(layout)


READER = """
import sys, time
from pathlib import Path
from warehouse.query import query
reads, seen = 0, set()
print("reading", flush=True)
while not Path(sys.argv[2]).exists():
    rows = query(Path(sys.argv[1]), "select count(*), min(run_id), max(run_id) from segments, "
                 "(select any_value(run_id) as run_id, count(distinct run_id) as runs from documents)").rows
    whole = query(Path(sys.argv[1]), "select count(distinct run_id), count(*) from documents").rows[0]
    assert whole[0] == 1, whole
    reads += 1
    seen.add(whole[1])
print(reads, len(seen), flush=True)
"""


def test_looping_readers_never_fail_and_never_see_half(layout: Layout, tmp_path: Path) -> None:
    """Each publish holds documents of one run only; a reader that sees two runs has seen half of one."""
    names = ["a.txt", "b.txt", "c.txt"]
    build(layout, *names)
    publish(layout)
    stop = tmp_path / "stop"
    with other_process(READER, layout.link, stop) as reader:
        assert reader.stdout
        assert reader.stdout.readline() == "reading\n"
        for number in range(12):
            names.append(f"{number}.txt")
            batch = write_batch(layout.staging / "b.ndjson", [make_staged(name) for name in names])
            with connect(layout.working) as con:
                load_staged(con, batch, run_id=f"r{number}")
                rebuild_authors(con)
            assert publish(layout)
        stop.touch()
        output, errors = reader.communicate(timeout=60)
        assert reader.returncode == 0, errors
        reads, versions = map(int, output.split())
        assert reads > 12
        assert versions > 3


def foreign_file(layout: Layout) -> None:
    layout.link.write_text("id,name\n1,x\n" * 100)


def file_of_no_bytes(layout: Layout) -> None:
    layout.link.touch()


def garbage_through_the_link(layout: Layout) -> None:
    build(layout, "a.txt")
    publish(layout)
    layout.link.write_text("no database " * 1000)


def own_database(layout: Layout) -> None:
    duckdb.connect(str(layout.link)).close()


def foreign_link(layout: Layout) -> None:
    duckdb.connect(str(layout.link.with_name("mine.duckdb"))).close()
    layout.link.symlink_to("mine.duckdb")


def folder(layout: Layout) -> None:
    layout.link.mkdir()


def newer_schema(layout: Layout) -> None:
    build(layout, "a.txt")
    publish(layout)
    with connect(layout.link) as con:
        con.execute("insert into schema_migrations values (999, '0999_later', 'x', now()::timestamp)")


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (foreign_file, NotADuckDBFile),
        (file_of_no_bytes, NotADuckDBFile),
        (garbage_through_the_link, NotADuckDBFile),
        (own_database, NotOurLink),
        (foreign_link, NotOurLink),
        (folder, RoundupError),
        (newer_schema, NewerSchema),
    ],
)
def test_what_is_not_ours_is_refused_and_left_alone(
    layout: Layout, spoil: Callable[[Layout], None], error: type[RoundupError]
) -> None:
    layout.link.parent.mkdir(parents=True)
    spoil(layout)
    before = layout.link.read_bytes() if layout.link.is_file() else None
    with pytest.raises(error) as caught:
        verify_published(layout)
    assert "\n" not in str(caught.value)
    assert str(layout.link) in str(caught.value)
    assert (layout.link.read_bytes() if layout.link.is_file() else None) == before


def test_a_snapshot_that_somebody_deleted_is_published_anew(layout: Layout) -> None:
    build(layout, "a.txt")
    publish(layout)
    shutil.rmtree(layout.snapshots)
    verify_published(layout)
    assert publish(layout)
    assert documents(layout) == ["a.txt"]


def test_a_newer_schema_in_the_working_file_is_refused(layout: Layout) -> None:
    build(layout, "a.txt")
    with connect(layout.working) as con:
        con.execute("insert into schema_migrations values (999, '0999_later', 'x', now()::timestamp)")
    with pytest.raises(NewerSchema, match="999"):
        verify_working(layout)


def test_left_overs_of_a_killed_publish_are_no_snapshots(layout: Layout) -> None:
    build(layout, "a.txt")
    layout.snapshots.mkdir()
    (layout.snapshots / "roundup-000001.partial").write_bytes(b"half")
    layout.link.with_name(f".{layout.link.name}.next").symlink_to("snapshots/nowhere")
    assert publish(layout)
    assert documents(layout) == ["a.txt"]
    assert os.listdir(layout.snapshots) == [layout.link.readlink().name]  # noqa: PTH208 - names only
