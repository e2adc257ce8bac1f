"""search(): the same hits whatever the way of loading, in the order of BM25, for every DuckDB."""

import math
import re
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.pipeline import extract
from tests.warehouse.copies import filled_file
from tests.warehouse.staged import make_staged, stage
from warehouse.connect import Connection, connect
from warehouse.derived import derive
from warehouse.layout import Layout
from warehouse.load import load_staged, retire
from warehouse.migrate import migrate
from warehouse.publish import publish
from warehouse.search import update_search
from warehouse.stage import write_batch

PAGE = """A quick guide to Amazon’s papers at ICML 2023

Bandit problems

Thrifty bandits for étale policies
Ada Lovelace, Zoë Marín

Bandits of the class of bandit bandits
Alan Turing, Grace Hopper

Slow descent on steep and icy slopes
Grace Hopper, Alan Turing
"""


@pytest.fixture(scope="module")
def loaded_file() -> bytes:
    def fill(con: Connection, folder: Path) -> None:
        batch = write_batch(folder / "p.ndjson", [stage(extract(PAGE, source_uri="a.txt"))])
        load_staged(con, batch, run_id="r1")
        derive(con)

    return filled_file(fill)


def found(con: Connection, words: str, **options: int) -> list[tuple[Any, ...]]:
    best = f", best := {options['best']}" if options else ""
    return con.execute(f"select table_name, text from search($words{best})", {"words": words}).fetchall()  # noqa: S608


def test_the_best_comes_first(loaded: Connection) -> None:
    assert found(loaded, "bandit") == [
        ("papers", "Bandits of the class of bandit bandits"),
        ("topics", "Bandit problems"),
        ("papers", "Thrifty bandits for étale policies"),
    ]
    assert found(loaded, "bandit", best=1) == found(loaded, "bandit")[:1]


@pytest.mark.parametrize("words", ["ÉTALE policy", "etale", "Policies!", "thrifty; --", "Thrifty $1"])
def test_case_accents_plurals_and_signs_do_not_matter(loaded: Connection, words: str) -> None:
    assert found(loaded, words)[0] == ("papers", "Thrifty bandits for étale policies")


@pytest.mark.parametrize("words", ["", "  ", "?!", "unheard", "bandi"])
def test_nothing_is_found_for_what_is_not_there(loaded: Connection, words: str) -> None:
    assert found(loaded, words) == []


def test_every_duckdb_can_search_what_is_published(tmp_path: Path) -> None:
    """No extension, no setting: as a notebook or the command line of DuckDB opens it."""
    layout = Layout(tmp_path / "roundup.duckdb")
    with connect(layout.working) as con:
        migrate(con, layout.working)
        load_staged(con, write_batch(tmp_path / "b.ndjson", [make_staged("a.txt")]), run_id="r1")
        derive(con)
    publish(layout)
    with duckdb.connect(layout.link, read_only=True, config={"autoload_known_extensions": "false"}) as reader:
        (word,) = reader.execute("select max(term) from search_terms").fetchall()[0]
        assert reader.execute("select count(*) > 0 from search($word)", {"word": word}).fetchall() == [
            (True,)
        ]


def test_it_is_the_same_however_documents_came_and_went(con: Connection, tmp_path: Path) -> None:
    names = [f"{number}.txt" for number in range(12)]
    for run, part in enumerate((names[:4], names[2:9], names[8:9], names[9:])):
        batch = write_batch(tmp_path / f"{run}.ndjson", [make_staged(name, seed=str(run)) for name in part])
        load_staged(con, batch, run_id=f"r{run}")
        derive(con)
    retire(con, [make_staged(names[5]).document_id])
    derive(con)
    index = dump_index(con)
    con.execute("delete from search_terms")
    con.execute("delete from search_entries")
    derive(con)
    assert dump_index(con) == index
    before = con.execute("select revision from state").fetchall()
    derive(con)
    assert con.execute("select revision from state").fetchall() == before


WORDS_OF_RECORDS = """
select term, record_id, count(*) as frequency,
from (select term, unnest(entries) as entry, from search_terms)
inner join search_entries using (entry)
group by all
order by all
"""


def dump_index(con: Connection) -> list[list[tuple[Any, ...]]]:
    """Return what is indexed, whatever the numbers of the records."""
    entries = "select * exclude (entry) from search_entries order by all"
    return [con.execute(query).fetchall() for query in (entries, WORDS_OF_RECORDS)]


def test_numbers_of_records_that_are_gone_are_not_given_again_and_do_not_pile_up(
    con: Connection, tmp_path: Path
) -> None:
    names = [f"{number}.txt" for number in range(5)]
    for run in range(6):
        some = names if run == 0 else names[-2:]
        batch = write_batch(tmp_path / f"{run}.ndjson", [make_staged(name, seed=str(run)) for name in some])
        load_staged(con, batch, run_id=f"r{run}")
        derive(con)
        given, twice, alive = con.execute(
            "select max(entry), count(*) - count(distinct entry), count(*) from search_entries"
        ).fetchall()[0]
        assert twice == 0
        assert given <= 2 * alive
    terms = "select max(list_max(entries)), max(last_entry) from search_terms"
    assert con.execute(terms).fetchall() == [(given, given)]


def bm25(query: str, texts: dict[str, str]) -> dict[str, float]:
    """Score texts as search() says that it does; plain words only."""
    counts = {key: Counter(re.findall(r"\w+", text)) for key, text in texts.items()}
    mean = sum(map(Counter.total, counts.values())) / len(counts)
    scores: dict[str, float] = {}
    for word in set(query.split()):
        having = [key for key in counts if counts[key][word]]
        weight = math.log(1 + (len(counts) - len(having) + 0.5) / (len(having) + 0.5))
        for key in having:
            frequency, length = counts[key][word], counts[key].total() / mean
            part = weight * frequency * 2.2 / (frequency + 1.2 * (0.25 + 0.75 * length))
            scores[key] = scores.get(key, 0) + part
    return scores


words = st.lists(st.sampled_from(["ab", "ba", "ca", "do", "eo"]), min_size=1, max_size=12).map(" ".join)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("index") / "w.duckdb"
    with connect(path) as con:
        migrate(con, path)
        empty = make_staged("d.txt", papers=0, jobs=0)
        load_staged(con, write_batch(path.with_name("b.ndjson"), [empty]), run_id="r")
        yield con


@given(texts=st.lists(words, min_size=1, max_size=8), query=words)
def test_scores_are_those_of_bm25(index: Connection, texts: list[str], query: str) -> None:
    index.execute("delete from papers")
    index.execute("update documents set run_id = run_id || 'x'")
    for number, text in enumerate(texts):
        index.execute(
            "insert into papers select document_id, 0, 0, '', $key, null, 1, $text, '', false from documents",
            {"key": f"p{number}", "text": text},
        )
    derive(index)
    rows = index.execute("select record_id, score from search($query)", {"query": query}).fetchall()
    expected = bm25(query, {f"p{number}": text for number, text in enumerate(texts)})
    assert dict(rows) == pytest.approx(expected, abs=1e-3)
    assert [score for _, score in rows] == sorted((score for _, score in rows), reverse=True)


def test_index_is_built_in_little_memory(con: Connection, tmp_path: Path) -> None:
    load_staged(con, write_batch(tmp_path / "b.ndjson", [make_staged("a.txt")]), run_id="r1")
    con.execute(
        "insert into topics by name "
        "select document_id, start_char, end_char, verbatim, md5(i::varchar) as topic_id, i as position, "
        "repeat('word', 1000) || i as name "
        "from (from topics limit 1), range(100, 30100) as numbers (i)"
    )
    con.execute("checkpoint")
    con.execute("set memory_limit = '100MB'")
    update_search(con)
    assert (
        con.execute("select count(*) from search_entries where table_name = 'topics'").fetchall()[0][0]
        > 30_000
    )
