"""Markdown and HTML from the raw folder to the line of the file that a value stands in."""

import json

import pytest

from extractors.decode import Source
from extractors.pipeline import extract_many
from extractors.records import Extraction
from tests.flows.conftest import FIRST, House
from tests.warehouse.older import schema_of
from tests.warehouse.staged import stage
from warehouse.connect import connect
from warehouse.layout import Layout
from warehouse.load import load_staged, rebuild_authors
from warehouse.migrate import migrate
from warehouse.publish import publish
from warehouse.stage import write_batch

PAGE = """<!doctype html>
<html><head><title>Our papers at ICML 2023</title></head>
<body>
<h1>A quick guide to our papers at ICML 2023</h1>
<h2>Bandit problems</h2>
<ul>
<li><a href="https://example.org/1">Bandits &amp; delayed <b>feedback</b> in many rounds</a><br>
Tal Lancewick, Aviv Rosenberg, Dmitry Sotnikov</li>
<li><a href="https://example.org/2">Incentivizing exploration with linear contexts</a><br>
Mark Sellke, Ada Lovelace</li>
</ul>
</body></html>
"""
NOTES = """---
title: Our papers at NeurIPS 2022
---

# Our papers at NeurIPS 2022

- **Multi-task learning of conformal predictors**
  Ada Lovelace, Alan Turing, Grace Hopper
- **Learning *from* noise in many rounds**
  Emmy Noether, Kurt Gödel
"""


@pytest.fixture
def pages(house: House) -> House:
    """A house with a file of each format, a README among them."""
    house.put("lab/page.html", PAGE)
    house.put("lab/README.md", NOTES)
    return house


def test_files_of_each_format_are_loaded_and_audited(pages: House) -> None:
    summary = pages.run()
    assert (summary.documents_parsed, summary.documents_refused, summary.files_skipped) == (4, 0, ())
    assert pages.rows("select source_uri, format from documents where format <> 'text' order by all") == [
        ("lab/README.md", "markdown"),
        ("lab/page.html", "html"),
    ]
    assert pages.rows("from ungrounded") == []
    assert pages.rows(
        "select format, source_text, len(source_map) > 0 from documents "
        "where source_uri[:4] = 'lab/' order by all"
    ) == [("html", PAGE, True), ("markdown", NOTES, True)]
    assert pages.rows(
        "select distinct format, source_text, len(source_map) from documents where source_uri[:4] <> 'lab/'"
    ) == [("text", None, 0)]
    again = pages.run()
    assert (again.documents_parsed, again.rows_written) == (0, 0)


WRITTEN = {
    "Bandits & delayed feedback in many rounds": "Bandits &amp; delayed <b>feedback</b> in many rounds",
    "Incentivizing exploration with linear contexts": "Incentivizing exploration with linear contexts",
    "Learning from noise in many rounds": "Learning *from* noise in many rounds",
}


@pytest.mark.parametrize(("title", "written"), WRITTEN.items(), ids=WRITTEN)
def test_explain_shows_the_line_of_the_file(pages: House, title: str, written: str) -> None:
    pages.run()
    ((paper_id, uri),) = pages.rows(
        "select paper_id, source_uri from papers join documents using (document_id) "  # noqa: S608
        f"where title = '{title}' and format <> 'text'"
    )
    content = PAGE if uri.endswith("html") else NOTES
    before = content[: content.index(written)].split("\n")
    line, column = len(before), len(before[-1]) + 1

    shown = pages.call("explain", paper_id)
    assert (shown.returncode, shown.stderr) == (0, "")
    readable, _, source = shown.stdout.partition(f"\n{uri}:{line}:{column}\n")
    assert f"⟦{title}⟧" in readable.partition("\nreadable text:")[2]
    assert f"⟦{written}⟧" in source

    place = json.loads(pages.call("explain", paper_id, "--json").stdout)["source"]
    assert content[place["start_char"] : place["end_char"]] == written
    assert (place["line"], place["column"]) == (line, column)
    assert [entry["number"] for entry in place["lines"] if entry["in_span"]] == [line]


def test_page_without_text_is_refused(house: House) -> None:
    house.put("blank.html", "<html><script>var x = 1;</script></html>")
    summary = house.run()
    assert [(file.source_uri, file.rule) for file in summary.refused] == [("blank.html", "no_text")]
    assert len(house.titles()) == 3


def test_warehouse_of_before_there_was_markup_goes_on(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    layout = Layout(house.link)
    layout.working.parent.mkdir()
    files = sorted(house.raw.rglob("*.txt"))
    sources = [Source(path.relative_to(house.raw).as_posix(), path.read_bytes()) for path in files]
    found = [one for one in extract_many(sources) if isinstance(one, Extraction)]
    batch = write_batch(layout.staging / "b.ndjson", map(stage, found))
    with schema_of(1, monkeypatch), connect(layout.working) as con:
        migrate(con, layout.working)
        load_staged(con, batch, run_id="old")
        rebuild_authors(con)
    publish(layout)
    assert "source_map" not in {name for name, *_ in house.rows("describe documents")}
    ((paper_id,),) = house.rows("select paper_id from papers where title[:4] = 'Ince'")
    assert "⟦Incentivizing" in house.call("explain", paper_id).stdout  # as the earlier release left it
    house.put("lab/page.html", PAGE)
    house.put("amazon/second.txt", FIRST)
    summary = house.run()
    assert (summary.documents_parsed, summary.documents_unchanged) == (2, 1)
    assert house.rows(
        "select format, count(source_text), sum(len(source_map)) > 0 from documents group by all order by all"
    ) == [("html", 1, True), ("text", 0, False)]
    assert "⟦Incentivizing" in house.call("explain", paper_id).stdout
    assert house.run().rows_written == 0
