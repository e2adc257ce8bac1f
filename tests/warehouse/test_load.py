"""Loading: rows replaced whole, the same tables whatever the order, and any text."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from extractors.records import Extraction, MappedRun
from tests.warehouse.markup import as_html
from tests.warehouse.pages import Page
from tests.warehouse.samples import make_extraction
from tests.warehouse.staged import make_refusal, make_staged, stage, write_batches
from tests.warehouse.tables import dump, revision
from warehouse.comments import RECORD_TABLES
from warehouse.connect import Connection, connect
from warehouse.load import known_sources, load_staged, rebuild_authors, refused_sources, retire
from warehouse.migrate import migrate
from warehouse.stage import StagedDocument, write_batch


def load(con: Connection, folder: Path, *documents: StagedDocument, run_id: str = "r1") -> int:
    """Load ``documents`` as one batch and return the rows written."""
    written = load_staged(con, write_batch(folder / "batch.ndjson", documents), run_id=run_id).rows_written
    return written + rebuild_authors(con)


def plain(item: object) -> object:
    """Return an item of a list as DuckDB does."""
    return item.model_dump() if isinstance(item, MappedRun) else item


def rows_of(extraction: Extraction, table: str) -> list[tuple[Any, ...]]:
    """Return the records of one table as the rows that they are to be."""
    value = getattr(extraction, "document" if table == "documents" else table)
    records = value if isinstance(value, tuple) else (value,)
    return [
        tuple(list(map(plain, cell)) if isinstance(cell, tuple) else cell for cell in vars(record).values())
        for record in records
    ]


@pytest.mark.parametrize(
    "extraction",
    [make_extraction("a/é 'x'.txt", line_end="\r\n"), as_html(make_extraction("a/é 'x'.html"))],
    ids=["text", "html"],
)
def test_every_field_of_every_record_is_loaded(
    con: Connection, tmp_path: Path, extraction: Extraction
) -> None:
    load(con, tmp_path, stage(extraction))
    for table, record in RECORD_TABLES.items():
        columns = ", ".join(record.model_fields)
        loaded = con.execute(f"select {columns} from {table}").fetchall()  # noqa: S608
        assert loaded, table
        assert sorted(map(repr, loaded)) == sorted(map(repr, rows_of(extraction, table))), table


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1))
@example(text="\r\n\"'\\\ufffd\U0001f9ea\u2028\ufeff\x1b[1m\x7f{}[]\t, e\u0301")
@example(text="\u0000".replace("\0", "\ufffd") + '\\u0000 \\" \n{"document_id": null}')
def test_any_text_comes_back_as_it_was(con: Connection, tmp_path: Path, text: str) -> None:
    page = Page("any.txt")
    span = page.add(text, "prose", "")
    document = make_extraction("any.txt").document
    fields: dict[str, object] = {**vars(document), **page.at(span), "text": text, "headline": text}
    empty: dict[str, tuple[()]] = {name: () for name in Extraction.model_fields if name != "document"}
    extraction = Extraction.model_validate({**empty, "document": fields, "segments": page.segments})
    load(con, tmp_path, stage(extraction))
    assert con.execute("select text, verbatim, headline from documents").fetchall() == [(text, text, text)]
    assert con.execute("select verbatim, end_char from segments").fetchall() == [(text, len(text))]
    assert con.execute("from ungrounded").fetchall() == []


@pytest.mark.parametrize("size", [1, 2, 5])
def test_order_and_size_of_batches_do_not_matter(tmp_path: Path, size: int) -> None:
    documents = [make_staged(f"{name}.txt") for name in "abcde"] + [make_refusal("f.txt")]
    seen: list[dict[str, list[tuple[Any, ...]]]] = []
    for order in (documents, documents[::-1], documents[3:] + documents[:3]):
        path = tmp_path / f"{len(seen)}.duckdb"
        with connect(path) as con:
            migrate(con, path)
            for batch in write_batches(tmp_path, order, size):
                load_staged(con, batch, run_id=str(len(seen)))
            rebuild_authors(con)
            seen.append(dump(con))
    assert seen[0] == seen[1] == seen[2]
    assert len(seen[0]["documents"]) == 5


def test_loading_twice_gives_the_same_tables(con: Connection, tmp_path: Path) -> None:
    documents = [make_staged("a.txt"), make_staged("b.txt"), make_refusal("c.txt")]
    load(con, tmp_path, *documents)
    before = dump(con)
    load(con, tmp_path, *documents, run_id="r2")
    assert dump(con) == before


def test_a_changed_document_replaces_exactly_its_own_rows(con: Connection, tmp_path: Path) -> None:
    load(con, tmp_path, make_staged("a.txt"), make_staged("b.txt"))
    load(con, tmp_path, make_staged("b.txt", seed="new", papers=1), run_id="r2")
    changed = dump(con)
    assert con.execute("select source_uri, run_id from documents order by all").fetchall() == [
        ("a.txt", "r1"),
        ("b.txt", "r2"),
    ]
    path = tmp_path / "fresh.duckdb"
    with connect(path) as fresh:
        migrate(fresh, path)
        load(fresh, tmp_path, make_staged("a.txt"), make_staged("b.txt", seed="new", papers=1))
        assert dump(fresh) == changed


def test_history_leaves_no_trace(con: Connection, tmp_path: Path) -> None:
    """After loading, changing and retiring, the tables are those of one fresh load of what is left."""
    documents = {name: make_staged(f"{name}.txt") for name in "abc"}
    load(con, tmp_path, *documents.values())
    load(con, tmp_path, make_staged("a.txt", seed="other"), run_id="r2")
    load(con, tmp_path, make_refusal("d.txt"), run_id="r3")
    load(con, tmp_path, documents["a"], run_id="r4")
    assert retire(con, [documents["b"].document_id, make_refusal("d.txt").document_id]) > 50
    rebuild_authors(con)
    path = tmp_path / "fresh.duckdb"
    with connect(path) as fresh:
        migrate(fresh, path)
        load(fresh, tmp_path, documents["c"], documents["a"])
        assert dump(con) == dump(fresh)


def test_names_split_anew_by_a_newer_extractor_are_renewed(con: Connection, tmp_path: Path) -> None:
    old = make_extraction("a.txt")
    load(con, tmp_path, stage(old))
    people = tuple(author.model_copy(update={"family_name": "Renewed"}) for author in old.authors)
    load(con, tmp_path, stage(old.model_copy(update={"authors": people})), run_id="r2")
    assert con.execute("select distinct family_name from authors").fetchall() == [("Renewed",)]


def test_authors_stand_at_their_first_mention(con: Connection, tmp_path: Path) -> None:
    first, second = make_staged("a.txt", papers=9), make_staged("b.txt", papers=9)
    assert first.extraction
    assert second.extraction
    shared = {a.author_id for a in first.extraction.authors} & {
        a.author_id for a in second.extraction.authors
    }
    assert shared
    load(con, tmp_path, second)
    load(con, tmp_path, first)
    where = dict(con.execute("select author_id, document_id from authors").fetchall())
    assert {where[key] for key in shared} == {first.document_id}
    retire(con, [first.document_id])
    rebuild_authors(con)
    where = dict(con.execute("select author_id, document_id from authors").fetchall())
    assert where == {author.author_id: second.document_id for author in second.extraction.authors}


def test_rebuilding_equal_authors_writes_nothing(con: Connection, tmp_path: Path) -> None:
    load(con, tmp_path, make_staged("a.txt"))
    before = revision(con)
    assert rebuild_authors(con) == 0
    assert revision(con) == before


def test_a_refusal_keeps_what_was_loaded(con: Connection, tmp_path: Path) -> None:
    load(con, tmp_path, make_staged("a.txt"))
    before = dump(con)
    load(con, tmp_path, make_refusal("a.txt"), run_id="r2")
    after = dump(con)
    assert {table for table in before if before[table] != after[table]} == {"rejects", "sources"}
    assert set(before["rejects"]) < set(after["rejects"])
    assert refused_sources(con) == {make_refusal("a.txt").document_id: ("binary", "this is binary")}


def test_the_same_refusal_again_writes_nothing(con: Connection, tmp_path: Path) -> None:
    assert load(con, tmp_path, make_refusal("a.txt"), make_refusal("b.txt", content=None)) == 4
    before, number = dump(con), revision(con)
    again = make_refusal("a.txt"), make_refusal("b.txt", content=None)
    assert load(con, tmp_path, *again, run_id="r2") == 0
    assert (dump(con), revision(con)) == (before, number)


def test_another_refusal_replaces_the_former(con: Connection, tmp_path: Path) -> None:
    load(con, tmp_path, make_refusal("a.txt", rule="binary"))
    load(con, tmp_path, make_refusal("a.txt", rule="empty", content="bb"))
    assert con.execute("select rule from rejects").fetchall() == [("empty",)]
    load(con, tmp_path, make_staged("a.txt"))
    assert con.execute("select count(*) from rejects where record_type = 'document'").fetchall() == [(0,)]


def test_known_sources_tell_what_was_read(con: Connection, tmp_path: Path) -> None:
    document = make_staged("a.txt")
    assert known_sources(con) == {}
    load(con, tmp_path, document)
    state = known_sources(con)[document.document_id]
    assert state == ("a.txt", document.content_sha256, document.extractor_version)
    assert refused_sources(con) == {}


def clashing(source_uri: str) -> StagedDocument:
    """Return a document whose records break a primary key: two papers of one id."""
    extraction = make_extraction(source_uri)
    return stage(extraction.model_copy(update={"papers": (*extraction.papers, extraction.papers[0])}))


@pytest.mark.parametrize("order", list(permutations(range(3)))[:3])
def test_only_the_document_that_does_not_fit_is_left_out(
    con: Connection, tmp_path: Path, order: tuple[int, ...]
) -> None:
    batch = (make_staged("a.txt"), clashing("bad.txt"), make_staged("c.txt"))
    load(con, tmp_path, *(batch[index] for index in order))
    assert con.execute("select source_uri from documents order by all").fetchall() == [("a.txt",), ("c.txt",)]
    assert con.execute("select rule from rejects where record_type = 'document'").fetchall() == [
        ("load_failed",)
    ]
    assert con.execute("from ungrounded").fetchall() == []


def test_batches_are_loaded_together_and_one_that_does_not_fit_alone(con: Connection, tmp_path: Path) -> None:
    documents = [make_staged("a.txt"), make_staged("b.txt"), clashing("bad.txt"), make_staged("c.txt")]
    batches = write_batches(tmp_path, documents, 2)
    counts = load_staged(con, *batches, run_id="r1")
    assert (counts.documents, counts.refused) == (3, 1)
    assert con.execute("select list(source_uri order by source_uri) from documents").fetchall() == [
        (["a.txt", "b.txt", "c.txt"],)
    ]
    before = con.execute("select revision from state").fetchall()
    assert load_staged(con, *write_batches(tmp_path, documents[:2], 1), run_id="r2").documents == 2
    assert con.execute("select revision from state").fetchall() == [(before[0][0] + 1,)], "one transaction"


def test_a_document_that_does_not_fit_keeps_its_former_rows(con: Connection, tmp_path: Path) -> None:
    load(con, tmp_path, make_staged("bad.txt"))
    papers = dump(con)["papers"]
    load(con, tmp_path, clashing("bad.txt"), run_id="r2")
    assert dump(con)["papers"] == papers
    assert con.execute("select status, rule from sources").fetchall() == [("refused", "load_failed")]


def test_retiring_nothing_writes_nothing(con: Connection) -> None:
    before = revision(con)
    assert retire(con, []) == 0
    assert revision(con) == before


def test_every_change_raises_the_revision(con: Connection, tmp_path: Path) -> None:
    numbers = [revision(con)]
    for documents in ((make_staged("a.txt"),), (make_refusal("b.txt"),)):
        load(con, tmp_path, *documents)
        numbers.append(revision(con))
    retire(con, [make_staged("a.txt").document_id])
    numbers.append(revision(con))
    assert numbers == sorted(set(numbers))


def test_people_are_told_apart_in_little_memory(con: Connection, tmp_path: Path) -> None:
    load(con, tmp_path, make_staged("a.txt"))
    con.execute(
        "insert into paper_authors by name "
        "select document_id, start_char, end_char, verbatim || i as verbatim, paper_id, "
        "md5(i::varchar) as author_id, 1000 + i as position, name_as_printed "
        "from (from paper_authors limit 1), range(200000) as numbers (i)"
    )
    con.execute("checkpoint")
    con.execute("set memory_limit = '60MB'")
    rebuild_authors(con)
    assert con.execute("select count(*) from first_mentions").fetchall()[0][0] > 200_000
