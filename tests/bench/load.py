"""`make bench-load`: authorships from staged files to a published warehouse, against other ways to load them.

Every way gets the same rows in the file that it reads best, and writes a DuckDB file of its own.
"""

import argparse
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import duckdb
from rich import box
from rich.console import Console
from rich.table import Table

from extractors.ids import document_id, make_id
from extractors.records import Authorship, Document, Extraction, Segment
from flows.ingest import LOAD_BYTES
from warehouse.connect import connect
from warehouse.layout import Layout
from warehouse.load import load_staged
from warehouse.migrate import migrate
from warehouse.publish import publish
from warehouse.stage import StagedDocument, write_batch

_PAPERS, _AUTHORS = 400, 5
"""Papers of a document, authors of a paper."""
_DOCUMENTS_IN_BATCH = 8
_SYLLABLES = [onset + vowel for onset in "bdfgklmnprst" for vowel in "aeiou"]
_SLOW_ROWS = 20_000
"""Ways that take minutes for a million rows get so many; the table gives rows per second."""


class Measured(NamedTuple):
    """How long one way of loading took."""

    way: str
    rows: int
    seconds: float


def _documents(count: int) -> Iterator[StagedDocument]:
    pick = random.Random(0)  # noqa: S311 - names, not secrets
    for number in range(count):
        key = document_id(f"{number}.txt")
        names = [
            f"{''.join(pick.choices(_SYLLABLES, k=2))} {''.join(pick.choices(_SYLLABLES, k=3))}".title()
            for _ in range(_PAPERS * _AUTHORS)
        ]
        text = ", ".join(names)
        rows, start = [], 0
        for place, name in enumerate(names):
            rows.append(
                Authorship(
                    document_id=key,
                    start_char=start,
                    end_char=start + len(name),
                    verbatim=name,
                    paper_id=make_id("paper", key, str(place // _AUTHORS)),
                    author_id=make_id("author", name),
                    position=place % _AUTHORS + 1,
                    name_as_printed=name,
                )
            )
            start += len(name) + len(", ")
        yield _stage(key, f"{number}.txt", text, rows)


def _stage(key: str, source_uri: str, text: str, rows: list[Authorship]) -> StagedDocument:
    whole = {"document_id": key, "start_char": 0, "end_char": len(text), "verbatim": text}
    document = Document(
        **whole,
        source_uri=source_uri,
        content_sha256="0" * 64,
        format="text",
        encoding="utf-8",
        headline=None,
        publisher=None,
        venue=None,
        year=None,
        text=text,
        candidates={"authorship": len(rows)},
        unclassified_share=0,
        needs_review=False,
        review_reasons=(),
        extractor_version="bench",
    )
    others = {
        name: () for name in Extraction.model_fields if name not in ("document", "paper_authors", "segments")
    }
    return StagedDocument(
        document_id=key,
        source_uri=source_uri,
        content_sha256="0" * 64,
        size_bytes=len(text),
        extractor_version="bench",
        extraction=Extraction(
            document=document,
            paper_authors=tuple(rows),
            segments=(Segment(**whole, label="authors"),),
            **others,
        ),
    )


def _write_staged(folder: Path, rows: int) -> list[Path]:
    documents = _documents(rows // (_PAPERS * _AUTHORS))
    staged: list[Path] = []
    batch: list[StagedDocument] = []
    for document in documents:
        batch.append(document)
        if len(batch) == _DOCUMENTS_IN_BATCH:
            staged.append(write_batch(folder / f"{len(staged):06d}.ndjson", batch))
            batch = []
    return [*staged, write_batch(folder / "last.ndjson", batch)] if batch else staged


def load_ours(folder: Path, staged: list[Path]) -> tuple[Path, float]:
    """Load and publish the staged files as a run does; return the published file and the seconds."""
    layout = Layout(folder / "roundup.duckdb")
    layout.link.parent.mkdir(parents=True, exist_ok=True)
    with connect(layout.working) as con:
        migrate(con, layout.working)
    start = time.perf_counter()
    with connect(layout.working) as con:
        waiting: list[Path] = []
        for path in staged:
            waiting.append(path)
            if sum(one.stat().st_size for one in waiting) >= LOAD_BYTES:
                load_staged(con, *waiting, run_id="bench")
                waiting = []
        if waiting:
            load_staged(con, *waiting, run_id="bench")
    publish(layout)
    return layout.link, time.perf_counter() - start


def _seconds(load: Callable[[], object]) -> float:
    start = time.perf_counter()
    load()
    return time.perf_counter() - start


def _empty_table(file: Path, ddl: str, threads: int) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(file)
    con.execute("set threads = $threads", {"threads": threads})
    con.execute(ddl)
    return con


def insert_select(file: Path, ddl: str, parquet: Path, threads: int) -> float:
    """Return the seconds of DuckDB's own insert of a Parquet file, until it is in the file."""
    con = _empty_table(file, ddl, threads)

    def load() -> None:
        con.execute("insert into paper_authors from read_parquet($file)", {"file": str(parquet)})
        con.execute("checkpoint")
        con.close()

    return _seconds(load)


def executemany(file: Path, ddl: str, rows: list[tuple[object, ...]]) -> float:
    """Return the seconds of one prepared insert per row, in one transaction."""
    con = _empty_table(file, ddl, 1)
    marks = ", ".join("?" * len(rows[0]))

    def load() -> None:
        con.begin()
        con.executemany(f"insert into paper_authors values ({marks})", rows)  # noqa: S608 - marks only
        con.commit()
        con.close()

    return _seconds(load)


def load_with_dlt(folder: Path, data: object, columns: list[str]) -> float:
    """Return the seconds of a dlt pipeline into DuckDB: extract, normalise and load.

    Raises:
        ModuleNotFoundError: dlt is not installed.
    """
    os.environ |= {"RUNTIME__DLTHUB_TELEMETRY": "false", "RUNTIME__LOG_LEVEL": "ERROR"}
    import dlt  # noqa: PLC0415 - only `make bench-load` installs it

    pipeline = dlt.pipeline(
        "bench",
        pipelines_dir=str(folder / "pipelines"),
        destination=dlt.destinations.duckdb(str(folder / "dlt.duckdb")),
        dataset_name="main_data",
    )
    hints = {name: {"data_type": "text", "nullable": True} for name in columns if name == "affiliation"}
    resource = dlt.resource(data, name="paper_authors", columns=hints, primary_key=["paper_id", "position"])
    return _seconds(lambda: pipeline.run(resource))


def measure(rows: int, folder: Path) -> Iterator[Measured]:
    """Load ``rows`` authorships in each way."""
    staged = _write_staged(folder / "staged", rows)
    link, seconds = load_ours(folder / "ours", staged)
    parquet = folder / "paper_authors.parquet"
    with closing(duckdb.connect(link, read_only=True)) as con:
        con.execute(f"copy paper_authors to '{parquet}'")
        count = con.execute("select count(*) from paper_authors").fetchall()[0][0]
        ddl = con.execute("select sql from duckdb_tables() where table_name = 'paper_authors'").fetchall()[0][
            0
        ]
        columns = [row[0] for row in con.execute("describe paper_authors").fetchall()]
        some = con.execute("from paper_authors limit $rows", {"rows": _SLOW_ROWS}).fetchall()
    yield Measured("staged -> loaded -> published, one thread", count, seconds)
    for threads in (1, 2):
        took = insert_select(folder / f"select{threads}.duckdb", ddl, parquet, threads)
        yield Measured(f"insert ... select from read_parquet, {threads} thread(s)", count, took)
    yield Measured("executemany", len(some), executemany(folder / "many.duckdb", ddl, some))
    try:
        import pyarrow.parquet  # noqa: PLC0415 - only for the test tools and here

        took = load_with_dlt(folder / "arrow", pyarrow.parquet.read_table(parquet), columns)
        yield Measured("dlt, Arrow table (no primary key)", count, took)
        dicts = [dict(zip(columns, row, strict=True)) for row in some]
        took = load_with_dlt(folder / "dicts", dicts, columns)
        yield Measured("dlt, default: dicts (no primary key)", len(some), took)
    except ModuleNotFoundError as error:
        yield Measured(f"dlt: not measured, no module {error.name} (see: make bench-load)", 0, 0.0)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    table = Table("way", "rows", "seconds", "rows/s", "times the insert", box=box.ASCII2)
    with tempfile.TemporaryDirectory() as folder:
        measured = list(measure(rows, Path(folder)))
    per_row = measured[1].seconds / measured[1].rows
    for way, count, seconds in measured:
        times = f"{seconds / count / per_row:.2f}" if count else ""
        rate = f"{count / seconds:,.0f}" if count else ""
        table.add_row(way, f"{count:,}", f"{seconds:.2f}", rate, times)
    Console(width=130).print(table)


if __name__ == "__main__":
    main()
