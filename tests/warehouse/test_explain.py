"""Explaining a row: its source lines with exactly its span marked."""

import html
import json
from pathlib import Path

import pytest

from extractors.records import Extraction
from tests.warehouse.markup import as_html
from tests.warehouse.samples import make_extraction
from tests.warehouse.staged import stage
from warehouse.connect import connect
from warehouse.errors import UnknownId
from warehouse.explain import explain, mark_lines, render, to_json
from warehouse.layout import Layout
from warehouse.load import load_staged, rebuild_authors
from warehouse.migrate import migrate
from warehouse.publish import publish
from warehouse.stage import write_batch

EXTRACTION = make_extraction("a/b.txt", line_end="\r\n", words=400)
PAGE = as_html(make_extraction("a/c.html", words=400))


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published warehouse of a text with CRLF and long lines, and of a page."""
    layout = Layout(tmp_path_factory.mktemp("published") / "roundup.duckdb")
    with connect(layout.working) as con:
        migrate(con, layout.working)
        batch = write_batch(layout.staging / "b.ndjson", [stage(EXTRACTION), stage(PAGE)])
        load_staged(con, batch, run_id="r1")
        rebuild_authors(con)
    assert publish(layout)
    return layout.link


def keys_of(extraction: Extraction) -> list[str]:
    """Return a key of each kind of row."""
    return [
        extraction.document.document_id,
        extraction.topics[1].topic_id,
        extraction.papers[2].paper_id,
        extraction.figures[0].figure_id,
        extraction.job_postings[1].job_id,
    ]


KEYS = [*keys_of(EXTRACTION), EXTRACTION.authors[-1].author_id]


@pytest.mark.parametrize("key", KEYS)
def test_each_kind_of_row_is_shown_in_its_text(link: Path, key: str) -> None:
    explanation = explain(link, key)
    assert key in explanation.row.values()
    assert explanation.source_uri == "a/b.txt"
    lines = EXTRACTION.document.text.split("\r\n")
    verbatim = str(explanation.row["verbatim"])
    assert lines[explanation.line - 1][explanation.column - 1 :].startswith(verbatim)
    shown = [line.text for line in explanation.lines if line.in_span]
    assert f"⟦{verbatim}⟧" in shown[0]
    assert f"⟦{verbatim}⟧" in render(explanation)
    assert f"a/b.txt:{explanation.line}:{explanation.column}" in render(explanation)
    assert max(map(len, render(explanation).splitlines())) < 700
    found = json.loads(json.dumps(to_json(explanation)))
    assert (found["row"]["verbatim"], found["is_markup"], found["source"]) == (verbatim, False, None)


@pytest.mark.parametrize("key", keys_of(PAGE))
def test_a_row_of_a_page_is_shown_in_its_text_and_in_the_file(link: Path, key: str) -> None:
    explanation = explain(link, key)
    assert set(explanation.row) & {"text", "source_text", "source_map"} == set()
    verbatim = str(explanation.row["verbatim"])
    source = PAGE.document.source_text
    place = explanation.source
    assert source
    assert place
    assert html.unescape(source[place.start_char : place.end_char]) == verbatim
    written = source.split("\n")[place.line - 1][place.column - 1 :]
    assert written.startswith(source[place.start_char : place.end_char])
    readable, _, file = render(explanation).partition(f"\na/c.html:{place.line}:{place.column}\n")
    assert f"\nreadable text:{explanation.line}:{explanation.column}\n" in readable
    assert f"⟦{verbatim}⟧" in readable
    assert f">⟦{source[place.start_char : place.end_char]}⟧</p>" in file
    found = json.loads(json.dumps(to_json(explanation)))["source"]
    assert (found["start_char"], found["end_char"]) == (place.start_char, place.end_char)
    assert (found["line"], found["column"]) == (place.line, place.column)
    assert [line["number"] for line in found["lines"] if line["in_span"]] == [place.line]


def test_what_was_inserted_is_said_so(tmp_path: Path) -> None:
    bare = PAGE.document.model_copy(update={"source_map": PAGE.document.source_map[-1:]})
    layout = Layout(tmp_path / "roundup.duckdb")
    with connect(layout.working) as con:
        migrate(con, layout.working)
        batch = write_batch(tmp_path / "b.ndjson", [stage(PAGE.model_copy(update={"document": bare}))])
        load_staged(con, batch, run_id="r1")
    assert publish(layout)
    explanation = explain(layout.link, PAGE.papers[0].paper_id)
    assert render(explanation).endswith("\n\na/c.html: nothing in the file stands for this value")
    assert to_json(explanation)["source"] is None
    assert to_json(explanation)["is_markup"]


def test_of_a_span_over_many_lines_the_middle_is_left_out(link: Path) -> None:
    text = "".join(f"line {number}\n" for number in range(1, 101))
    lines = mark_lines(text, text.index("line 20"), text.index("line 90"), context_lines=2)
    numbers = [line.number for line in lines]
    assert numbers == [18, 19, *range(20, 26), *range(84, 92)]
    shown = render(explain(link, KEYS[0])._replace(lines=lines)).splitlines()
    assert shown[-len(lines) - 1 :][8:10] == [">  … |", "> 84 | ⟦line 84⟧"]
    few = mark_lines(text, text.index("line 20"), text.index("line 32"), context_lines=0)
    assert [line.number for line in few] == list(range(20, 32))


@pytest.mark.parametrize("key", ["paper_0", "author_", "nothing", "", "run_1", "paper_' or 1=1 --", "é_1"])
def test_an_unknown_id_is_said_so(link: Path, key: str) -> None:
    with pytest.raises(UnknownId) as caught:
        explain(link, key)
    assert "\n" not in str(caught.value)


def test_context_is_as_asked_for(link: Path) -> None:
    assert len(explain(link, KEYS[2], context_lines=0).lines) == 1
    numbers = [line.number for line in explain(link, KEYS[2], context_lines=3).lines]
    assert len(numbers) == 7
    assert numbers == list(range(numbers[0], numbers[0] + 7))
    assert explain(link, KEYS[0], context_lines=3).lines[0].number == 1


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("one\ntwo\nthree", (4, 7), [(1, "one"), (2, "⟦two⟧"), (3, "three")]),
        ("one\r\ntwo\rthree", (5, 8), [(1, "one"), (2, "⟦two⟧"), (3, "three")]),
        ("one\ntwo", (2, 6), [(1, "on⟦e⟧"), (2, "⟦tw⟧o")]),
        ("a\u2028b\x0cc\nd", (6, 7), [(1, "a\u2028b\x0cc"), (2, "⟦d⟧")]),
        ("", (0, 0), [(1, "⟦⟧")]),
    ],
)
def test_lines_are_those_of_an_editor(
    text: str, span: tuple[int, int], expected: list[tuple[int, str]]
) -> None:
    lines = mark_lines(text, *span, context_lines=1)
    assert [(line.number, line.text) for line in lines] == expected


def test_a_terminal_is_not_steered(link: Path) -> None:
    explanation = explain(link, KEYS[0])
    hostile = explanation._replace(row={**explanation.row, "headline": "\x1b[2Jgone\x9b"})
    assert "\x1b" not in render(hostile)
    assert "\x9b" not in render(hostile)
