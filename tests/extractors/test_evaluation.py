"""Scores against gold: what is counted, how it is averaged, and what is said of each miss."""

import json
import math
from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.evaluation.bootstrap import bootstrap
from extractors.evaluation.counts import Counts, count_values, total
from extractors.evaluation.found import read_found
from extractors.evaluation.gate import TOLERANCE, Drop, compare, misses_by_document, new_misses, scores_of
from extractors.evaluation.gold import Gold, GoldError, read_gold
from extractors.evaluation.keys import soft, strict
from extractors.evaluation.misses import SourceLines
from extractors.evaluation.report import evaluate, to_json
from extractors.evaluation.rows import TABLES
from extractors.evaluation.scores import DocumentScore, score_document

TEXT = """A quick guide to Acme’s papers at XCML 2031

Graph kernels

On kernels:
a second look
Ada Lovelace, Alan Turing

Old and new graphs
Ada Lovelace

US, WA, Seattle
We hire people who think. About the team We are kind.

US, WA, Seattle
We hire people who write.
"""
GOLD: dict[str, Any] = {
    "papers": [
        {
            "title": "On kernels: a second look",
            "authors": [{"name": "Ada Lovelace", "affiliation": "Acme"}, "Alan Turing"],
            "topic": "Graph kernels",
            "et_al": True,
        },
        {"title": "Old and new graphs", "authors": ["Ada Lovelace"], "topic": None},
    ],
    "captions": [{"file": "a.png", "text": "A graph.", "credit": None, "paper": "Old and new graphs"}],
    "jobs": [
        {"location": "US, WA, Seattle", "body": "We hire people who think. About the team We are kind."},
        {"location": "US, WA, Seattle", "body": "We hire people who write.", "sections": []},
    ],
    "topics": [{"name": "Graph kernels", "description": "x"}],
    "headline": "A quick guide to Acme's papers at XCML 2031",
    "year": 2031,
}


def gold_of(value: dict[str, Any]) -> Gold:
    return read_gold(json.dumps(value).encode(), name="gold.json")


def found_as(gold: dict[str, Any]) -> dict[str, Any]:
    """Return what an extractor prints that finds exactly what the gold says."""
    return {
        "document": {field: gold.get(field) for field in ("headline", "venue", "year", "publisher")},
        "topics": [{"name": topic["name"]} for topic in gold.get("topics", ())],
        "papers": [
            {
                "title": paper["title"],
                "topic": paper.get("topic"),
                "et_al": paper.get("et_al", False),
                "authors": [
                    {"name": author} if isinstance(author, str) else dict(author)
                    for author in paper["authors"]
                ],
            }
            for paper in gold["papers"]
        ],
        "figures": [
            {
                "caption": caption["text"],
                "file_name": caption.get("file"),
                "credit": caption.get("credit"),
                "paper_title": caption.get("paper"),
            }
            for caption in gold.get("captions", ())
        ],
        "job_postings": [
            {
                "location": {"raw": job["location"]} if job.get("location") else None,
                "title": job.get("title"),
                "description": job.get("body") or "",
                "sections": [{"heading": heading} for heading in job.get("sections", ())],
            }
            for job in gold.get("jobs", ())
        ],
    }


def score(
    gold: dict[str, Any], found: dict[str, Any], *, text: str = TEXT, name: str = "dir/doc.txt"
) -> DocumentScore:
    return score_document(gold_of(gold), read_found(found), text=text, name=name)


def counted(document: DocumentScore, table: str) -> tuple[int, ...]:
    return tuple(document.strict[table])


# --- keys and counts -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "strictly", "softly"),
    [
        ("Acme’s “way” – now", 'Acme\'s "way" - now', True, True),
        ("Cafe\u0301 \n\tsociety", "Caf\u00e9 society", True, True),
        ("a\u00a0b", "a b", True, True),
        ("co\u2011op", "co-op", True, True),
        ("On Kernels", "On kernels", False, True),
        ("Co-training_2", "co training 2", False, True),
        ("ﬁne", "fine", False, True),
        ("kernels", "kernel", False, False),
    ],
)
def test_keys(one: str, other: str, *, strictly: bool, softly: bool) -> None:
    assert (strict(one) == strict(other), soft(one) == soft(other)) == (strictly, softly)


def test_precision_recall_f1() -> None:
    counts = Counts(3, 4, 6)
    assert (counts.precision, counts.recall, counts.f1) == (0.75, 0.5, 0.6)
    nothing = Counts(0, 0, 0)
    assert (nothing.precision, nothing.recall, nothing.f1) == (1, 1, 1)
    assert Counts(0, 5, 0).f1 == Counts(0, 0, 5).f1 == 0


@given(st.tuples(*[st.integers(0, 50)] * 3))
def test_f1_is_the_harmonic_mean(numbers: tuple[int, int, int]) -> None:
    hits, more, missing = numbers
    counts = Counts(hits, hits + more, hits + missing)
    if hits:
        mean = 2 / (1 / counts.precision + 1 / counts.recall)
        assert counts.f1 == pytest.approx(mean)
    assert total([counts, counts]).f1 == counts.f1


def test_a_value_that_is_there_twice_must_be_found_twice() -> None:
    assert count_values([("aab", "abc"), ("", "a")]) == Counts(2, 4, 3)


# --- reading gold ----------------------------------------------------------------------------------------

BROKEN = {
    b"{": "Invalid JSON",
    b"\xff{}": "Invalid JSON",
    b"[]": "Input should be an object",
    b"{}": "papers: Field required",
    b'{"papers": {}}': "papers: Input should be a valid array",
    b'{"papers": [{"title": 3, "authors": []}]}': "papers.0.title: Input should be a valid string",
    b'{"papers": [{"title": "x", "authors": [7]}]}': "papers.0.authors.0: should be a string or an object",
    b'{"papers": [], "captions": null}': "captions: Input should be a valid array",
    b'{"papers": [], "partial": "yes"}': "partial: Input should be a valid boolean",
    b'{"papers": [], "year": "2031"}': "year: Input should be a valid integer",
    b'{"papers": ' + b"[" * 100_000: "Invalid JSON",
}


@pytest.mark.parametrize(("content", "problem"), BROKEN.items(), ids=lambda case: str(case)[:40])
def test_broken_gold_is_one_line_with_the_name(content: bytes, problem: str) -> None:
    with pytest.raises(GoldError) as caught:
        read_gold(content, name="dir/x.json")
    line = str(caught.value)
    assert line.startswith(f"dir/x.json: {problem}")
    assert "\n" not in line
    assert len(line) < 300


def test_gold_takes_plain_strings_and_ignores_what_it_does_not_know() -> None:
    gold = read_gold(
        b'\xef\xbb\xbf{"papers": [{"title": "x", "authors": ["A", {"name": "B", "orcid": 1}]}], '
        b'"captions": ["c"], "topics": ["t"], "traps": [1]}',
        name="x",
    )
    assert [author.name for author in gold.papers[0].authors] == ["A", "B"]
    assert (gold.captions[0].text, gold.topics[0].name) == ("c", "t")


# --- one document ----------------------------------------------------------------------------------------


def test_what_is_found_exactly_scores_1() -> None:
    document = score(GOLD, found_as(GOLD))
    assert set(document.strict) == set(TABLES)
    assert {name: counts.f1 for name, counts in document.strict.items()} == dict.fromkeys(TABLES, 1.0)
    assert all(counts.f1 == 1 for counts in document.strict_fields.values())
    assert list(document.misses) == []
    assert set(document.strict_fields) == {
        "document.headline",
        "document.year",
        "papers.et_al",
        "authors.affiliation",
        "figures.file_name",
        "figures.credit",
        "figures.paper_title",
        "jobs.location",
        "jobs.sections",
    }


def test_nothing_found_scores_0() -> None:
    document = score(GOLD, {})
    assert all(counts.f1 == 0 for counts in document.strict.values())
    assert document.lowest_f1 == 0


def test_an_author_counts_with_the_title() -> None:
    found = found_as(GOLD)
    found["papers"][1]["title"] = "Old and new"
    document = score(GOLD, found)
    assert counted(document, "papers") == (1, 2, 2)
    assert counted(document, "authors") == (2, 3, 3)


def test_topics_count_for_papers_with_a_gold_topic_only() -> None:
    found = found_as(GOLD)
    found["papers"][1]["topic"] = "Anything"
    assert counted(score(GOLD, found), "topic_of") == (1, 1, 1)
    found["papers"][0]["topic"] = "Anything"
    assert counted(score(GOLD, found), "topic_of") == (0, 1, 1)
    for paper in (silent := json.loads(json.dumps(GOLD)))["papers"]:
        del paper["topic"]
    assert "topic_of" not in score(silent, found).strict


@pytest.mark.parametrize(("key", "table"), [("captions", "figures"), ("jobs", "jobs"), ("topics", "topics")])
def test_a_table_is_scored_only_where_the_gold_names_it(key: str, table: str) -> None:
    silent = {name: value for name, value in GOLD.items() if name != key}
    assert table not in score(silent, found_as(GOLD)).strict
    empty = GOLD | {key: []}
    assert score(empty, found_as(GOLD)).strict[table].f1 == 0
    assert score(empty, found_as(empty)).strict[table].f1 == 1


def test_postings_count_by_place_alone_where_no_body_is_known() -> None:
    found = found_as(GOLD)
    found["job_postings"][0]["description"] = "Another text."
    assert counted(score(GOLD, found), "jobs") == (1, 2, 2)
    places = GOLD | {"jobs": [{"location": "US, WA, Seattle"}, {"location": None, "title": "Scientist"}]}
    document = score(places, found)
    assert counted(document, "jobs") == (1, 2, 2)
    assert "jobs.location" not in document.strict_fields  # the postings were matched by it


def test_the_start_of_a_body_tells_postings_apart_in_both_ways_of_comparing() -> None:
    found = found_as(GOLD)
    found["job_postings"][0]["description"] = "WE HIRE people, who think! About the team: we are kind"
    assert counted(score(GOLD, found), "jobs") == (2, 2, 2)


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("document.headline", lambda found: found["document"].update(headline="x")),
        ("document.year", lambda found: found["document"].update(year=2030)),
        ("papers.et_al", lambda found: found["papers"][0].update(et_al=False)),
        ("authors.affiliation", lambda found: found["papers"][0]["authors"][0].update(affiliation=None)),
        ("figures.file_name", lambda found: found["figures"][0].update(file_name="b.png")),
        ("figures.credit", lambda found: found["figures"][0].update(credit="Jo Doe")),
        ("figures.paper_title", lambda found: found["figures"][0].update(paper_title=None)),
        ("jobs.location", lambda found: found["job_postings"][0].update(location=None)),
        ("jobs.sections", lambda found: found["job_postings"][1].update(sections=[{"heading": "x"}])),
    ],
)
def test_a_wrong_field_shows_in_its_score_alone(field: str, change: Callable[[dict[str, Any]], None]) -> None:
    found = found_as(GOLD)
    change(found)
    wrong = {name for name, counts in score(GOLD, found).strict_fields.items() if counts.f1 < 1}
    assert wrong == {field}


def test_a_field_counts_for_matched_rows_only() -> None:
    found = found_as(GOLD)
    found["papers"][0]["title"] = "Another"
    document = score(GOLD, found)
    assert "authors.affiliation" not in document.strict_fields


# --- misses ----------------------------------------------------------------------------------------------


def test_misses_say_where_they_stand() -> None:
    found = found_as(GOLD)
    found["papers"][0]["title"] = "On kernels"
    found["papers"][0]["span"] = [TEXT.index("On kernels"), TEXT.index("On kernels") + 10]
    found["papers"][1]["authors"] = []
    found["figures"] = []
    document = score(GOLD, found)
    papers = [miss for miss in document.misses if miss.table == "papers"]
    assert [(miss.kind, miss.value, miss.line, miss.text) for miss in papers] == [
        ("missed", "On kernels: a second look", 5, "On kernels:"),
        ("extra", "On kernels", 5, "On kernels:"),
    ]
    # Of the two places of the name, the one by its paper.
    (author,) = [miss for miss in document.misses if miss.paper == "Old and new graphs"]
    assert (author.value, author.line, author.text) == ("Ada Lovelace", 10, "Ada Lovelace")
    (figure,) = [miss for miss in document.misses if miss.table == "figures"]
    assert (figure.value, figure.line, figure.text) == ("A graph.", None, None)


def test_a_miss_of_punctuation_is_told_from_others() -> None:
    found = found_as(GOLD)
    found["papers"][1]["title"] = "Old and New Graphs."
    document = score(GOLD, found)
    assert document.soft["papers"].f1 == 1
    assert {miss.kind: miss.letters_match for miss in document.misses if miss.table == "papers"} == {
        "missed": True,
        "extra": True,
    }


def test_whole_words_come_before_parts_of_words() -> None:
    source = SourceLines("Lin and Oliver\r\nLi\r\rnaïve co-\ntraining")
    assert source.find("Li") == 2
    assert source.find("iver") == 1
    assert source.find("Cotraining") == 4
    assert source.find("NAI\u0308VE") == 4
    assert source.find("…") is None
    assert [source.at(offset) for offset in (0, 15, 16, 19, 20)] == [1, 1, 2, 3, 4]


def test_the_nearest_of_several_places() -> None:
    source = SourceLines("A B\nx\nA B A B\nTitle\nA B")
    assert source.find("a b", anchor="title") in {3, 5}
    assert source.find("a b") == 1
    assert source.find("a b", anchor="nowhere") == 1


# --- any gold --------------------------------------------------------------------------------------------

WORDS = st.sampled_from(["alpha", "beta", "Beta", "gamma, delta", "ε"])
PAPERS = st.lists(
    st.fixed_dictionaries(
        {"title": WORDS, "authors": st.lists(WORDS, max_size=3), "topic": st.none() | WORDS}
    ),
    max_size=5,
)
GOLDS = st.fixed_dictionaries(
    {"papers": PAPERS},
    optional={
        "captions": st.lists(st.fixed_dictionaries({"text": WORDS, "file": st.none() | WORDS}), max_size=3),
        "jobs": st.lists(
            st.fixed_dictionaries({"location": st.none() | WORDS}, optional={"body": WORDS}), max_size=3
        ),
        "topics": st.lists(st.fixed_dictionaries({"name": WORDS}), max_size=3),
        "venue": st.none() | WORDS,
        "family": WORDS,
    },
)


@given(GOLDS)
def test_gold_against_itself_is_1(gold: dict[str, Any]) -> None:
    document = score(gold, found_as(gold))
    for counts in (document.strict, document.soft, document.strict_fields, document.soft_fields):
        assert all(one.f1 == 1 for one in counts.values())
    assert not document.misses


@given(GOLDS, GOLDS)
def test_partial_gold_counts_recall_only(gold: dict[str, Any], other: dict[str, Any]) -> None:
    found = found_as(other)
    whole, partial = score(gold, found), score(gold | {"partial": True}, found)
    assert whole.strict.keys() == partial.strict.keys()
    for table, counts in partial.strict.items():
        assert counts.recall == whole.strict[table].recall
        if table == "topic_of":
            assert counts == whole.strict[table]
        else:
            assert counts.precision == 1
            assert not any(miss.kind == "extra" for miss in partial.misses if miss.table == table)


@given(GOLDS, GOLDS)
def test_misses_are_what_the_counts_lack(gold: dict[str, Any], other: dict[str, Any]) -> None:
    document = score(gold, found_as(other))
    for table, counts in document.strict.items():
        kinds = [miss.kind for miss in document.misses if miss.table == table]
        assert kinds.count("missed") == counts.gold - counts.hits
        assert kinds.count("extra") == counts.extracted - counts.hits
        assert document.soft[table].hits >= counts.hits


# --- many documents --------------------------------------------------------------------------------------


def some_documents() -> list[DocumentScore]:
    """Return documents of six families, read better and worse."""
    documents = []
    for family in range(6):
        for number in range(3):
            found = found_as(GOLD)
            del found["papers"][0]["authors"][: (family + number) % 3]
            if number == 1:
                found["papers"] = found["papers"][1:] + found["papers"][: family % 2]
            documents.append(score(GOLD | {"family": f"f{family}"}, found, name=f"dir/{family}-{number}.txt"))
    return documents


def test_micro_and_macro() -> None:
    titles = [{"title": str(number), "authors": []} for number in range(8)]

    def document(family: str, right: int, gold: int) -> DocumentScore:
        gold_papers = {"papers": titles[:gold], "family": family}
        return score(gold_papers, found_as({"papers": titles[:right]}), name=f"{family}{gold}")

    found = evaluate([document("a", 1, 1), document("a", 1, 3), document("b", 0, 4)])
    assert found.tables["papers"].strict == Counts(2, 2, 8)
    assert found.families["a"]["papers"] == Counts(2, 2, 4)
    assert found.macro["papers"] == pytest.approx((2 / 3 + 0) / 2)


def test_the_family_is_the_stem_where_the_gold_names_none() -> None:
    assert score(GOLD, {}, name="dir.d/some.page.txt").family == "some.page"


def test_the_order_of_documents_changes_nothing() -> None:
    documents = some_documents()
    here, back = evaluate(documents), evaluate(documents[::-1])
    assert here.tables == back.tables
    assert here.macro == back.macro
    assert here.fields == back.fields
    assert here.intervals == back.intervals
    assert here.calibration == back.calibration
    assert list(here.families) == list(back.families)


def test_intervals_are_the_same_each_time_and_hold_the_score() -> None:
    documents = some_documents()
    found = evaluate(documents)
    assert bootstrap(documents) == found.intervals
    for table, intervals in found.intervals.items():
        assert intervals.micro is not None
        assert intervals.macro is not None
        assert intervals.micro[0] <= found.tables[table].strict.f1 <= intervals.micro[1]
        assert intervals.macro[0] <= found.macro[table] <= intervals.macro[1]
    assert found.intervals["authors"].micro != found.intervals["authors"].macro
    assert found.intervals["jobs"].micro == (1, 1)


def test_with_few_families_documents_are_drawn() -> None:
    few = [document for document in some_documents() if document.family in {"f1", "f2"}]
    intervals = bootstrap(few)["authors"]
    assert intervals.micro is not None
    assert intervals.macro is not None
    assert 0 <= intervals.micro[0] < intervals.micro[1] <= 1
    assert intervals.macro[0] < intervals.macro[1]
    for order in permutations(few[:3]):
        assert bootstrap(order) == bootstrap(few[:3])


def test_one_document_gives_no_interval() -> None:
    (alone,) = [document for document in some_documents() if document.name == "dir/1-0.txt"]
    assert set(bootstrap([alone]).values()) == {(None, None)}


def test_bootstrap_interval_of_a_proportion() -> None:
    """The recall of n documents with one row each is a binomial proportion: its interval is known."""
    documents = [
        score(
            {"papers": [{"title": "x", "authors": []}], "partial": True, "family": str(number)},
            found_as({"papers": [{"title": "x", "authors": []}] * (number < 50)}),
            name=str(number),
        )
        for number in range(100)
    ]
    interval = bootstrap(documents, resamples=4000)["papers"].macro
    assert interval is not None
    assert interval == pytest.approx((0.4, 0.6), abs=0.015)  # 0.5 ± 1.96 * sqrt(0.25 / 100)


def test_calibration() -> None:
    well, badly = score(GOLD, found_as(GOLD)), score(GOLD, {})
    flagged = score(GOLD, {"document": {"needs_review": True}})
    flagged_well = score(
        GOLD, found_as(GOLD) | {"document": found_as(GOLD)["document"] | {"needs_review": True}}
    )
    refused = score_document(gold_of(GOLD), read_found({}), text="", name="x", refused="binary")
    found = evaluate([well, well, badly, flagged, flagged_well, refused]).calibration
    assert (found.bad, found.bad_flagged, found.good, found.good_flagged) == (3, 2, 3, 1)


def test_json_holds_all_and_no_nan() -> None:
    evaluation = evaluate(some_documents())
    whole = to_json(evaluation)
    assert json.loads(json.dumps(whole, allow_nan=False))
    assert len(whole["documents"]) == 18
    assert sum(len(document["misses"]) for document in whole["documents"]) == sum(
        len(document.misses) for document in evaluation.documents
    )
    for document in to_json(evaluation, misses=1)["documents"]:
        tables = [miss["table"] for miss in document["misses"]]
        assert len(tables) == len(set(tables))
    assert math.isclose(whole["tables"]["papers"]["strict"]["f1"], evaluation.tables["papers"].strict.f1)


# --- the gate --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("drop", "fails"), [(0.006, True), (0.004, False), (0.005, False), (-0.1, False)])
@pytest.mark.parametrize("average", ["micro", "macro"])
def test_gate(average: str, drop: float, *, fails: bool) -> None:
    recorded = {"micro": {"papers": 0.95, "jobs": 0.5}, "macro": {"papers": 0.95}}
    scores = {name: dict(tables) for name, tables in recorded.items()}
    scores[average]["papers"] -= drop
    drops = compare(scores, recorded)
    assert [(one.average, one.table) for one in drops] == ([(average, "papers")] if fails else [])
    assert TOLERANCE == 0.005


def test_gate_sees_a_table_that_is_gone_and_lets_new_ones_pass() -> None:
    assert compare({"micro": {"jobs": 0.1}}, {"micro": {"papers": 0.2}}) == [
        Drop("micro", "papers", 0.2, None)
    ]
    assert str(Drop("micro", "papers", 0.2, None)) == "micro F1 of papers: not scored, recorded 0.2000"


def test_gate_on_an_evaluation() -> None:
    documents = some_documents()
    before = evaluate(documents)
    assert compare(scores_of(before), scores_of(before)) == []
    after = evaluate([*documents[:-1], score(GOLD | {"family": "f5"}, {}, name=documents[-1].name)])
    dropped = {(drop.average, drop.table) for drop in compare(scores_of(after), scores_of(before))}
    assert ("micro", "jobs") in dropped
    assert ("macro", "jobs") in dropped
    lines = new_misses(misses_by_document(after), misses_by_document(before))
    assert "dir/5-2.txt: missed figures: A graph." in lines
    assert new_misses(misses_by_document(before), misses_by_document(before)) == []
