"""Audits: silent on what is right, and each one speaks up about the damage that it is for."""

from pathlib import Path

import pytest

from extractors.records import fold
from tests.warehouse.copies import filled_file
from tests.warehouse.staged import make_refusal, make_staged
from warehouse import checks
from warehouse.checks import require_passed, run_checks
from warehouse.connect import Connection
from warehouse.derived import derive
from warehouse.errors import AuditFailed
from warehouse.load import load_staged
from warehouse.sql_files import list_sql
from warehouse.stage import write_batch

CHECKS = ("checks", "checks/records", "checks/texts", "checks/warnings")


@pytest.fixture(scope="module")
def loaded_file() -> bytes:
    """A warehouse with two documents and a refused one."""
    documents = [make_staged("a.txt", line_end="\r\n"), make_staged("b.txt"), make_refusal("c.txt")]

    def fill(con: Connection, folder: Path) -> None:
        load_staged(con, write_batch(folder / "b.ndjson", documents), run_id="r1")
        derive(con)

    return filled_file(fill)


def failed(con: Connection, run_id: str | None = None) -> set[str]:
    """Return the names of the audits that found something."""
    return {result.name for result in run_checks(con, run_id=run_id) if result.offending_rows}


def test_what_is_right_passes(loaded: Connection) -> None:
    results = run_checks(loaded)
    assert {result.name for result in results} == {
        check.name for folder in CHECKS for check in list_sql(folder)
    }
    assert [result for result in results if result.offending_rows] == []
    require_passed(results)


def test_an_empty_warehouse_passes(con: Connection) -> None:
    assert failed(con) == set()


def test_a_span_over_several_segments_is_read_too(loaded: Connection) -> None:
    """The introduction of some layouts is many paragraphs, each a segment."""
    for key, text in loaded.execute("select document_id, text from documents").fetchall():
        loaded.execute(
            "update rejects set start_char = 5, end_char = 90, verbatim = $text where document_id = $key",
            {"key": key, "text": text[5:90]},
        )
        loaded.execute(
            "update documents set introduction_start_char = 2, introduction_end_char = 120, "
            "introduction = $text where document_id = $key",
            {"key": key, "text": fold(text[2:120])},
        )
    assert failed(loaded) == set()
    loaded.execute("update rejects set end_char = 91 where end_char = 90")
    loaded.execute("update documents set introduction_end_char = 125")
    assert failed(loaded) == {"grounding", "grounding_of_values"}


def test_documents_that_a_killed_run_loaded_are_read_too(loaded: Connection, tmp_path: Path) -> None:
    """Nobody has audited what a run loaded that never came to its record."""
    loaded.execute("update papers set verbatim = 'wrong' where position = 1")
    load_staged(loaded, write_batch(tmp_path / "c.ndjson", [make_staged("d.txt")]), run_id="r2")
    derive(loaded)
    assert failed(loaded, run_id="r2") == {"grounding"}


@pytest.mark.parametrize("slice_bytes", [1, 1 << 30])
def test_each_slice_of_documents_is_looked_at_and_no_other(
    con: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slice_bytes: int
) -> None:
    """Whatever order rows stand in: of a changed document, they stand behind those of later ones."""
    monkeypatch.setattr(checks, "_TEXT_SLICE_BYTES", slice_bytes)
    monkeypatch.setattr(checks, "_RECORD_SLICE_BYTES", slice_bytes)
    for run, names in enumerate(("abcd", "b", "ef", "d")):
        documents = [make_staged(f"{name}.txt", seed=str(run)) for name in names]
        load_staged(con, write_batch(tmp_path / f"{run}.ndjson", documents), run_id=f"r{run}")
    derive(con)
    # Rows out of their documents' order, as updates of lists leave them.
    con.execute("create temp table moved as from papers where position = 2")
    con.execute("delete from papers where position = 2")
    con.execute("insert into papers from moved")
    assert failed(con) == set()
    con.execute("update papers set verbatim = 'wrong' where position = 2")
    con.execute("update topics set position = 9 where document_id = (select max(document_id) from topics)")
    found = {result.name: result.offending_rows for result in run_checks(con) if result.offending_rows}
    assert found == {"grounding": 6, "positions": 1}
    assert con.execute("select count(*) from duckdb_views() where temporary and not internal").fetchall() == [
        (0,)
    ]


LISTED_TWICE = """
create temp table one as select min(paper_id) as paper_id from papers;
insert into papers by name select * replace ('again' as paper_id) from papers semi join one using (paper_id);
insert into paper_authors by name
select * replace ('again' as paper_id) from paper_authors semi join one using (paper_id);
"""
DAMAGE = [
    ("source_map", "update documents set source_text = text"),
    (
        "grounding",
        "update papers set start_char = start_char + 1, end_char = end_char + 1 where position = 2",
    ),
    ("grounding", "update paper_authors set verbatim = 'Somebody Else' where position = 1"),
    ("partition", "update segments set end_char = end_char + 1 where label = 'headline'"),
    ("grounding", "update job_skills set end_char = 9999999"),
    ("grounding", "update job_facts set verbatim = 'XX'"),
    ("grounding", "update job_section_items set start_char = start_char - 1"),
    ("grounding", "update rejects set start_char = 0 where record_type <> 'document'"),
    ("partition", "update documents set text = 'x' || text"),
    ("grounding_of_values", "update topics set description_start_char = description_start_char - 9"),
    ("grounding_of_values", "update documents set dek_end_char = null"),
    ("grounding_of_values", "update documents set introduction = 'made up'"),
    ("grounding_of_values", "update job_postings set description = description || ' and more'"),
    ("grounding_of_values", "update job_sections set heading = 'Another'"),
    ("partition", "delete from segments where label = 'caption' and start_char % 2 = 0 or label = 'dek'"),
    ("partition", "insert into segments from segments where label = 'blank' limit 1"),
    (
        "partition",
        "update segments set start_char = start_char + 1, end_char = end_char + 1 where label = 'dek'",
    ),
    ("partition", "delete from segments where document_id = (select min(document_id) from documents)"),
    ("orphans", "delete from documents where source_uri = 'a.txt'"),
    ("parents", "delete from topics where position = 1"),
    ("parents", "delete from papers where position = 1"),
    ("orphans", "delete from authors where author_id = (select min(author_id) from authors)"),
    ("parents", "delete from job_postings where position = 1"),
    (
        "orphans",
        "insert into authors by name select * replace ('author_x' as author_id) from authors limit 1",
    ),
    ("parents", "update job_section_items set section_position = 7"),
    ("parents", "insert into job_facts by name select * replace ('j' as job_id) from job_facts limit 1"),
    ("evidence", "update job_postings set city = 'Atlantis'"),
    ("evidence", "update job_postings set pay_min = 1"),
    ("evidence", "update job_postings set employment_types = ['contract']"),
    ("evidence", "delete from job_facts where field = 'region'"),
    ("positions", "update job_section_items set position = 2"),
    ("positions", "update papers set position = position + 1 where position = 3"),
    ("positions", "update topics set position = 1"),
    ("candidates", "delete from figures"),
    ("candidates", "delete from job_section_items"),
    ("candidates", "update rejects set record_type = 'topic' where record_type = 'paper'"),
    ("candidates", "insert into rejects from rejects where record_type = 'paper' limit 1"),
    ("repeated_authors", "insert into authors from authors limit 1"),
    ("duplicates", "insert into papers from papers limit 1"),
    ("duplicates", "insert into job_skills from job_skills limit 1"),
    ("duplicates", "insert into job_facts from job_facts limit 1"),
    ("ranges", "update documents set year = 20023"),
    ("ranges", "update documents set unclassified_share = 1.5"),
    ("ranges", "update job_postings set pay_min = 2, pay_max = 1"),
    ("ranges", "update job_postings set hours_per_week = 400"),
    ("ranges", "update job_postings set region_code = 'DE-BE'"),
    ("shrunk", "insert into table_counts values ('r0', 'papers', 1000)"),
    ("search", "delete from search_entries"),
    ("search", "delete from topics where position = 1"),
    ("search_words", "insert into search_terms select 'word', [min(entry)], max(entry) from search_entries"),
    ("search_words", "delete from search_terms where term = (select min(term) from search_terms)"),
    ("unclassified", "update documents set unclassified_share = 0.4"),
    ("listed_twice", LISTED_TWICE),
    ("without_authors", "delete from paper_authors"),
    (
        "places_unknown",
        "update job_postings set country_code = null, city = null, location_raw = 'Atlantis'",
    ),
    ("sources", "delete from sources where source_uri = 'a.txt'"),
    ("sources", "delete from documents where source_uri = 'a.txt'"),
]


@pytest.mark.parametrize(("check", "damage"), DAMAGE)
def test_damage_is_found(loaded: Connection, check: str, damage: str) -> None:
    assert loaded.execute(damage).fetchone() != (0,)
    assert check in failed(loaded)


def test_every_audit_has_damage_that_it_finds() -> None:
    assert {check for check, _ in DAMAGE} == {check.name for folder in CHECKS for check in list_sql(folder)}


def test_a_failed_audit_says_which_and_what(loaded: Connection) -> None:
    loaded.execute("update papers set verbatim = 'wrong' where position = 1")
    with pytest.raises(AuditFailed, match="grounding: 2 rows") as caught:
        require_passed(run_checks(loaded))
    assert "\n" not in str(caught.value)
