"""The map to the source: what the audit finds in it, and what it is asked for."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from extractors.markup import to_source
from extractors.records import Extraction
from tests.warehouse.copies import filled_file
from tests.warehouse.markup import as_html
from tests.warehouse.samples import make_extraction
from tests.warehouse.staged import make_staged, stage
from warehouse.checks import run_checks
from warehouse.connect import Connection
from warehouse.derived import derive
from warehouse.load import load_staged
from warehouse.sql_files import read_sql
from warehouse.stage import write_batch

EXTRACTION = as_html(make_extraction("b.html", words=400))
ON_ONE_FILE = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def load(con: Connection, folder: Path, *extractions: Extraction) -> None:
    batch = [make_staged("a.txt"), *map(stage, extractions)]
    load_staged(con, write_batch(folder / "batch.ndjson", batch), run_id="r1")
    derive(con)


@pytest.fixture(scope="module")
def loaded_file() -> bytes:
    """A warehouse of a text and of a page whose runs reach over many pieces of the audit."""
    return filled_file(lambda con, folder: load(con, folder, EXTRACTION))


def findings(con: Connection) -> int:
    """Return how many rows the audit of the map finds; no other audit finds any."""
    found = {result.name: result.offending_rows for result in run_checks(con) if result.offending_rows}
    assert set(found) <= {"source_map"}
    return found.get("source_map", 0)


def test_a_sound_map_passes(loaded: Connection) -> None:
    runs = EXTRACTION.document.source_map
    sizes = {run.text_end - run.text_start for run in runs}
    assert len(runs) > 500
    assert max(sizes) > 64
    assert findings(loaded) == 0


# What stands in the place of the seventh run and of all that follow it; {rest} is what follows it.
DAMAGE = {
    "two runs change places": "[source_map[8], source_map[7]] || source_map[9:]",
    "a run twice": "[source_map[7]] || source_map[7:]",
    "runs overlap": "[struct_update(source_map[7], text_start := source_map[6].text_end - 1)] || {rest}",
    "an empty run": "[struct_update(source_map[7], text_end := source_map[7].text_start)] || {rest}",
    "a run that ends before it starts": "[struct_update(source_map[7], source_end := 0)] || {rest}",
    "a run before the source": "[struct_update(source_map[7], source_start := -1)] || {rest}",
    "a run beyond the text": "[struct_update(source_map[7], text_end := length(text) + 1)]",
    "a run beyond the source": "[struct_update(source_map[7], source_end := length(source_text) + 1)]",
    "a run without end": "[struct_update(source_map[7], text_end := 2147483647, source_end := 2147483647)]",
    "a number that is missing": "[struct_update(source_map[7], text_end := null)] || {rest}",
    "a run that is missing": "[null] || {rest}",
}


@pytest.mark.parametrize("damaged", DAMAGE.values(), ids=DAMAGE)
def test_damage_to_the_order_or_the_bounds_is_found(loaded: Connection, damaged: str) -> None:
    value = "source_map[1:6] || " + damaged.format(rest="source_map[8:]")
    loaded.execute(f"update documents set source_map = {value} where format = 'html'")  # noqa: S608
    assert findings(loaded) > 0


@pytest.mark.parametrize(
    "damage",
    [
        "source_text = null where format = 'html'",
        "source_text = '' where format = 'html'",
        "source_text = text where format = 'text'",
        "format = 'markdown' where format = 'text'",
        "source_map = [{text_start: 0, text_end: 9, source_start: 0, source_end: 9}] where format = 'text'",
    ],
)
def test_a_source_is_there_for_markup_and_for_markup_only(loaded: Connection, damage: str) -> None:
    loaded.execute(f"update documents set {damage}")  # noqa: S608
    assert findings(loaded) > 0


@ON_ONE_FILE
@given(data=st.data())
def test_any_changed_character_of_a_copy_is_found(loaded: Connection, data: st.DataObject) -> None:
    document = EXTRACTION.document
    assert document.source_text
    copies = [
        run
        for run in document.source_map
        if run.text_end - run.text_start == run.source_end - run.source_start
    ]
    run = data.draw(st.sampled_from(copies))
    at = data.draw(st.integers(run.source_start, run.source_end - 1))
    present = "\0" + document.source_text[at]
    other = data.draw(st.characters(exclude_categories=["Cs"], exclude_characters=present))
    set_source(loaded, document.source_text[:at] + other + document.source_text[at + 1 :])
    assert findings(loaded) == 1
    set_source(loaded, document.source_text)


def set_source(con: Connection, source: str) -> None:
    con.execute("update documents set source_text = $source where format = 'html'", {"source": source})


@st.composite
def maps(draw: st.DrawFn) -> list[tuple[int, int, int, int]]:
    """Maps as ``extractors.markup`` makes them: in the order of the text, in any order of the source."""
    at, runs = 0, []
    for gap, size, source_start, source_size in draw(
        st.lists(
            st.tuples(st.integers(0, 2), st.integers(1, 9), st.integers(0, 200), st.integers(0, 12)),
            max_size=8,
        )
    ):
        start = at + gap
        at = start + size
        runs.append((start, at, source_start, source_start + (source_size or size)))
    return runs


@ON_ONE_FILE
@given(runs=maps(), start=st.integers(0, 60), size=st.integers(1, 30))
@example(runs=[(0, 5, 10, 15), (7, 9, 30, 32)], start=5, size=2)
def test_a_span_is_mapped_as_the_extractor_maps_it(
    loaded: Connection, runs: list[tuple[int, int, int, int]], start: int, size: int
) -> None:
    names = ("text_start", "text_end", "source_start", "source_end")
    loaded.execute(
        "update documents set source_map = $runs where format = 'html'",
        {"runs": [dict(zip(names, run, strict=True)) for run in runs]},
    )
    span = {"document_id": EXTRACTION.document.document_id, "start_char": start, "end_char": start + size}
    found = loaded.execute(read_sql("source_span"), span).fetchone()
    assert found == (to_source(runs, start, start + size) or (None, None))


@pytest.mark.timeout(60)
@pytest.mark.parametrize("is_page", [True, False], ids=["page", "text"])
def test_audits_of_a_long_document_take_little_time_and_memory(
    con: Connection, tmp_path: Path, *, is_page: bool
) -> None:
    """Each run read from the start of the text, or each span with its whole segment, takes far too much."""
    extraction = make_extraction("long.html", papers=120, jobs=60, words=900)
    if is_page:
        extraction = as_html(extraction)
        assert len(extraction.document.source_map) > 50_000
    assert len(extraction.document.text) > 1_000_000
    load(con, tmp_path, extraction)
    con.execute("set memory_limit = '100MB'")
    start = time.process_time()
    assert findings(con) == 0
    assert time.process_time() - start < 10
