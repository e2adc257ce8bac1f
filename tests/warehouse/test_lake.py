"""A lake holds what the private files of its writers hold, each document once, whoever published it."""

from contextlib import nullcontext
from pathlib import Path

import pytest

from extractors.ids import document_id
from tests.lakes import Writer, made, make_lake, needs_extensions, tables_of
from tests.postgres import Postgres
from tests.warehouse.staged import make_refusal
from warehouse import lake_publish
from warehouse.checks import check_published
from warehouse.connect import Connection, connect
from warehouse.errors import BadQuery
from warehouse.lake_address import Lake
from warehouse.lake_connect import open_lake
from warehouse.lake_sync import Moved, sync
from warehouse.query import query

pytestmark = needs_extensions
RUN = frozenset({"run_id"})


@pytest.fixture
def lake(postgres: Postgres, tmp_path: Path) -> Lake:
    return make_lake(postgres, tmp_path)


def test_the_lake_follows_its_writer(lake: Lake, tmp_path: Path) -> None:
    writer = Writer(lake, tmp_path, "one")
    writer.load(*made("a.txt", "b.txt", "c.txt", "d.txt"), make_refusal("e.txt"))
    assert writer.publish() == (4 + 1, 0)
    assert tables_of(lake) == writer.tables()
    assert writer.publish() == (0, 0)
    writer.load(*made("b.txt", seed="changed"), *made("f.txt", papers=0), gone=(document_id("c.txt"),))
    assert writer.publish() == (2, 1)
    assert tables_of(lake) == writer.tables()
    assert [result for result in check_published(lake) if result.is_failed] == []
    searched = "select table_name, record_id, words from search_entries order by all"
    with connect(writer.working, read_only=True) as con:
        assert query(lake, searched).rows == con.execute(searched).fetchall()


@pytest.mark.slow
def test_two_writers_share_people_and_keep_their_documents(lake: Lake, tmp_path: Path) -> None:
    one, two, both = (Writer(lake, tmp_path, name) for name in ("one", "two", "both"))
    former = made("a/1.txt", "a/2.txt"), made("b/1.txt", "b/2.txt")
    changed = made("a/1.txt", seed="x"), made("b/1.txt", papers=1)
    for writer, mine in zip((one, two), former, strict=True):
        writer.load(*mine)
        writer.publish()
    both.load(*former[0], *former[1])
    assert tables_of(lake, RUN) == both.tables(RUN)
    one.load(*changed[0], gone=(document_id("a/2.txt"),))
    two.load(*changed[1])
    two.publish()
    one.publish()
    both.load(*changed[0], *changed[1], gone=(document_id("a/2.txt"),))
    assert tables_of(lake, RUN) == both.tables(RUN)
    assert [result for result in check_published(lake) if result.is_failed] == []
    left = "select run_id, row_count from table_counts where table_name = 'documents' order by all"
    assert query(lake, left).rows == [("one001", 2), ("one002", 3), ("two001", 4), ("two002", 4)]
    people = query(lake, "select count(*), count(distinct author_id) from authors").rows[0]
    assert people[0] == people[1] > 0


@pytest.mark.slow
def test_the_last_change_of_a_shared_document_stays(lake: Lake, tmp_path: Path) -> None:
    one, two = (Writer(lake, tmp_path, name) for name in ("one", "two"))
    one.load(*made("a.txt", "only-one.txt"))
    one.publish()
    two.load(*made("a.txt", seed="newer"))
    assert two.publish() == (1, 0)
    # It is published already, and older: publishing something else does not bring it back.
    one.load(*made("another.txt"))
    assert one.publish() == (1, 0)
    rows = query(lake, "select source_uri, run_id from documents order by all").rows
    assert rows == [("a.txt", "two001"), ("another.txt", "one002"), ("only-one.txt", "one001")]
    # What another one has published since goes when that one retires it.
    one.load(gone=(document_id("a.txt"),))
    assert one.publish() == (0, 0)
    two.load(gone=(document_id("a.txt"),))
    assert two.publish() == (0, 1)


@pytest.mark.slow
def test_equal_documents_of_two_writers_are_not_moved(lake: Lake, tmp_path: Path) -> None:
    one, two = (Writer(lake, tmp_path, name) for name in ("one", "two"))
    for writer, moved in ((one, 2), (two, 0)):
        writer.load(*made("a.txt", "b.txt"))
        assert writer.publish() == (moved, 0)
    assert tables_of(lake) == one.tables()


@pytest.mark.slow
def test_a_writer_that_was_overtaken_begins_anew(
    lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the lock by which they take turns, which a lost connection would free."""
    one, two = (Writer(lake, tmp_path, name) for name in ("one", "two"))
    for writer in (one, two):
        writer.load(*made(f"{writer.name}.txt"))
    tried = []

    def overtaken(con: Connection, *, writer: str) -> Moved:
        moved = sync(con, writer=writer)
        tried.append(writer)
        if len(tried) == 1:
            two.publish()
        return moved

    monkeypatch.setattr(lake_publish, "turn", lambda _con, _lake: nullcontext())
    monkeypatch.setattr(lake_publish, "sync", overtaken)
    assert one.publish() == (1, 0)
    assert tried == ["one", "two", "one"]
    both = Writer(lake, tmp_path, "both")
    both.load(*made("one.txt", "two.txt"))
    assert tables_of(lake, RUN) == both.tables(RUN)


@pytest.mark.slow
def test_a_private_file_that_was_lost_is_built_anew(lake: Lake, tmp_path: Path) -> None:
    lost, fresh = Writer(lake, tmp_path / "lost", "one"), Writer(lake, tmp_path / "fresh", "one")
    lost.load(*made("a.txt", "gone-meanwhile.txt"))
    lost.publish()
    fresh.run = 5  # run ids are times: never those of the lost file
    fresh.load(*made("a.txt", "b.txt"))
    assert fresh.publish() == (2, 1)
    assert tables_of(lake) == fresh.tables()


@pytest.mark.slow
def test_a_new_release_adds_columns_and_replaces_views_and_its_own_rows(lake: Lake, tmp_path: Path) -> None:
    writer = Writer(lake, tmp_path, "one")
    writer.load(*made("a.txt", "b.txt"))
    writer.publish()
    with open_lake(lake, read_only=False) as con:  # as an earlier release would have left it
        con.execute("alter table topics drop column description")
        con.execute("create view outdated as from runs")
        con.execute("update schema_surface set sha256 = 'earlier'")
        con.execute("update schema_writers set surface = 'earlier'")
    assert writer.publish() == (2, 0)
    with_descriptions = "select topic_id, description from topics where description is not null order by all"
    with connect(writer.working, read_only=True) as con:
        assert query(lake, with_descriptions).rows == con.execute(with_descriptions).fetchall() != []
    with pytest.raises(BadQuery, match="outdated"):
        query(lake, "from outdated")


def test_audits_find_damage_in_a_lake(lake: Lake, tmp_path: Path) -> None:
    writer = Writer(lake, tmp_path, "one")
    writer.load(*made("a.txt", "b.txt"))
    writer.publish()
    with open_lake(lake, read_only=False) as con:
        con.execute("delete from papers where position = 1")
        con.execute("update topics set verbatim = 'x' where position = 2")
        con.execute("insert into job_skills from job_skills")
    failed = {result.name for result in check_published(lake) if result.is_failed}
    assert failed >= {"candidates", "parents", "positions", "search", "grounding", "duplicates"}


@pytest.mark.slow
def test_runs_and_what_they_left_are_counted_in_the_lake(postgres: Postgres, tmp_path: Path) -> None:
    from flows.ingest import ingest  # noqa: PLC0415 - tests of the warehouse do without, mostly
    from flows.settings import Settings  # noqa: PLC0415

    lake = make_lake(postgres, tmp_path)
    for name, pages in (("one", ("a.txt", "b.txt")), ("two", ("c.txt",))):
        (tmp_path / name).mkdir()
        for page in pages:
            (tmp_path / name / page).write_text(f"Nothing but prose on page {page}.\n")
        told = Settings(
            raw=tmp_path / name,
            warehouse=tmp_path / f"{name}.duckdb",
            lake_catalog=lake.catalog,
            lake_data=lake.data,
            lake_schema=lake.schema,
            lake_writer=name,
            workers=1,
        )
        assert ingest(told).documents_parsed == len(pages)
        assert not ingest(told).changed
    assert query(lake, "select documents_parsed, status from runs order by run_id").rows == [
        (2, "completed"),
        (1, "completed"),
    ]
    left = "select row_count from table_counts where table_name = 'documents' order by run_id"
    assert query(lake, left).rows == [(2,), (3,)]
    assert not list(tmp_path.glob("snapshots/*"))
