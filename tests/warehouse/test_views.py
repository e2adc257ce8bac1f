"""What the views and macros answer, on made-up documents whose answers are known."""

from pathlib import Path
from typing import Any

import pytest

from extractors.pipeline import extract
from tests.warehouse.copies import filled_file
from tests.warehouse.staged import stage
from warehouse.connect import Connection
from warehouse.load import load_staged, rebuild_authors
from warehouse.stage import write_batch

FIRST = """A quick guide to Amazon’s papers at ICML 2023

Bandit problems

On the kindness of bandits in the wild
Ada Lovelace, Zoë Marín

A second look at thrifty exploration
Ada Lovelace, Alan Turing, Grace Hopper

Kind.png
How bandits are kind in "On the kindness of bandits in the wild".
"""
SECOND = """A quick guide to Amazon’s papers at NeurIPS 2024

BANDIT PROBLEMS

On the kindness of bandits in the wild
Ada Lovelace, Zoë Marín

Optimization

Slow descent on steep and icy slopes
Grace Hopper, Alan Turing
"""


@pytest.fixture(scope="module")
def loaded_file() -> bytes:
    found = [extract(FIRST, source_uri="a.txt"), extract(SECOND, source_uri="b.txt")]

    def fill(con: Connection, folder: Path) -> None:
        load_staged(con, write_batch(folder / "b.ndjson", [stage(one) for one in found]), run_id="r1")
        rebuild_authors(con)

    return filled_file(fill)


def rows(con: Connection, sql: str) -> list[tuple[Any, ...]]:
    return con.execute(sql).fetchall()


def test_people_over_all_documents(loaded: Connection) -> None:
    assert rows(
        loaded,
        "select full_name, works, documents, coauthors, first_year, last_year, venues from people order by 1",
    ) == [
        ("Ada Lovelace", 2, 2, 3, 2023, 2024, ["ICML", "NeurIPS"]),
        ("Alan Turing", 2, 2, 2, 2023, 2024, ["ICML", "NeurIPS"]),
        ("Grace Hopper", 2, 2, 2, 2023, 2024, ["ICML", "NeurIPS"]),
        ("Zoë Marín", 1, 2, 1, 2023, 2024, ["ICML", "NeurIPS"]),
    ]


def test_topics_by_venue_and_year(loaded: Connection) -> None:
    assert rows(loaded, "select venue, year, topic, works, people from topics_by_venue order by all") == [
        ("ICML", 2023, "Bandit problems", 2, 4),
        ("NeurIPS", 2024, "BANDIT PROBLEMS", 1, 2),
        ("NeurIPS", 2024, "Optimization", 1, 2),
    ]


def test_figures_with_their_papers(loaded: Connection) -> None:
    assert rows(loaded, "select file_name, title, venue, year from figures_with_papers") == [
        ("Kind.png", "On the kindness of bandits in the wild", "ICML", 2023)
    ]


def test_a_work_that_is_listed_twice_counts_once_for_a_pair(loaded: Connection) -> None:
    assert rows(loaded, "select coauthor, works from coauthors_of('LOVELACE ada')") == [
        ("Alan Turing", 1),
        ("Grace Hopper", 1),
        ("Zoë Marín", 1),
    ]


@pytest.mark.parametrize("name", ["zoe marin", "Marín", "  MARIN Zoë ", "mar"])
def test_papers_are_found_by_words_of_a_name(loaded: Connection, name: str) -> None:
    found = loaded.execute("select full_name, year from papers_by($name)", {"name": name}).fetchall()
    assert found == [("Zoë Marín", 2024), ("Zoë Marín", 2023)]


def test_a_part_within_a_word_is_no_name(loaded: Connection) -> None:
    assert rows(loaded, "from papers_by('arín')") == []


def test_quality_per_document(loaded: Connection) -> None:
    loaded.execute("delete from paper_authors where paper_id = (select min(paper_id) from papers)")
    columns = "sum(papers), sum(papers_without_authors), sum(papers_without_topic)"
    assert rows(loaded, f"select {columns} from document_quality") == [(4, 1, 0)]  # noqa: S608


def test_quality_per_run(loaded: Connection) -> None:
    run = "('r1', '2026-01-01', '2026-01-01 00:00:09', 'completed', 2, 2, 0, 0, 99, 'v')"
    loaded.execute(f"insert into runs values {run}")  # noqa: S608
    loaded.execute("insert into audits values ('r1', 'orphans', 'blocking', 0, null)")
    loaded.execute("insert into audits values ('r1', 'listed_twice', 'warning', 3, 'x')")
    assert rows(loaded, "select seconds, documents_parsed, failed_audits, findings from run_quality") == [
        (9.0, 2, 0, ["listed_twice"])
    ]
