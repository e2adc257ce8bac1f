"""Explaining a row: its source lines with exactly its span marked."""

import json
from pathlib import Path

import pytest

from tests.warehouse.samples import make_extraction
from tests.warehouse.staged import stage
from warehouse.connect import connect
from warehouse.errors import UnknownId
from warehouse.explain import explain, mark_lines, render, to_json
from warehouse.layout import Layout
from warehouse.load import load_batch, rebuild_authors
from warehouse.migrate import migrate
from warehouse.publish import publish
from warehouse.stage import write_batch

EXTRACTION = make_extraction("a/b.txt", line_end="\r\n", words=400)


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published warehouse of one document with CRLF and long lines."""
    layout = Layout(tmp_path_factory.mktemp("published") / "roundup.duckdb")
    with connect(layout.working) as con:
        migrate(con, layout.working)
        load_batch(con, write_batch(layout.staging / "b.ndjson", [stage(EXTRACTION)]), run_id="r1")
        rebuild_authors(con)
    assert publish(layout)
    return layout.link


KEYS = [
    EXTRACTION.document.document_id,
    EXTRACTION.topics[1].topic_id,
    EXTRACTION.papers[2].paper_id,
    EXTRACTION.authors[-1].author_id,
    EXTRACTION.figures[0].figure_id,
    EXTRACTION.job_postings[1].job_id,
]


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
    assert json.loads(json.dumps(to_json(explanation)))["row"]["verbatim"] == verbatim


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
