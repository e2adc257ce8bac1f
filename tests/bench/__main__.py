"""`make bench`: what is fast, as ratios and rates measured in this very run; no number is kept."""

import argparse
import gc
import os
import resource
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path
from typing import Self

import spacy
from rich import box
from rich.console import Console
from rich.table import Table

from extractors.decode import Source
from extractors.markup import read_html
from extractors.pipeline import build_pipeline, extract, extract_many
from flows.ingest import ingest
from flows.settings import Settings, usable_cpus
from tests.bench.documents import REFERENCE, generate
from tests.corpus.generate import GOLD
from warehouse.connect import connect

_REPEATS = 5
_DOCUMENTS_IN_TEXT = 50
_GOLD_REPEATS = 5
_SEARCHES = ("differential privacy", "learning", "machine learning scientist seattle")
_SCAN = """
select * from (
    select title as text from papers union all
    select caption from figures union all
    select concat_ws(' ', name, description) from topics union all
    select concat_ws(' ', title, team, employer, location_raw, description) from job_postings
)
where list_bool_or([text ilike pattern for pattern in $words]) order by length(text) limit 20
"""


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _paired(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float, float]:
    """Run both in turn; return the median seconds of each and the median of the ratios, pair by pair."""
    one(), other()
    pairs = [(_seconds(one), _seconds(other)) for _ in range(_REPEATS)]
    return (
        statistics.median(first for first, _ in pairs),
        statistics.median(second for _, second in pairs),
        statistics.median(second / first for first, second in pairs),
    )


def bench_extraction(texts: list[str], suffix: str = ".txt") -> tuple[float, float, float]:
    """Return MB/s of extraction, MB/s of spaCy's default tokenizer, and the ratio, on the same bytes."""
    contents = [text.encode() for text in texts]
    sources = [Source(f"{number}{suffix}", content) for number, content in enumerate(contents)]
    megabytes = sum(map(len, contents)) / 1e6
    tokenizer = spacy.blank("en")
    build_pipeline()
    gc.freeze()  # as the flow's workers do

    def tokenize() -> None:
        with tokenizer.memory_zone():
            for text in texts:
                tokenizer.make_doc(text)

    def extract() -> None:
        for _ in extract_many(sources):
            pass

    ours, theirs, ratio = _paired(extract, tokenize)
    return megabytes / ours, megabytes / theirs, ratio


def bench_html(texts: list[str]) -> tuple[float, float, float]:
    """Return MB/s of reading HTML, MB/s of the standard library's parser without a handler, and the ratio."""
    megabytes = sum(len(text.encode()) for text in texts) / 1e6

    def read() -> None:
        for text in texts:
            read_html(text)

    def parse() -> None:
        for text in texts:
            parser = HTMLParser()
            parser.feed(text)
            parser.close()

    ours, theirs, ratio = _paired(read, parse)
    return megabytes / ours, megabytes / theirs, ratio


def read_gold(suffix: str) -> list[str]:
    """Return the pages of the gold set in a format, as often as makes a measurable amount."""
    return [path.read_text("utf-8", "replace") for path in sorted(GOLD.glob(f"*{suffix}"))] * _GOLD_REPEATS


def read_postings() -> str:
    """Return the part of the reference document that is job postings."""
    text = REFERENCE.read_text("utf-8")
    return text[extract(text).job_postings[0].start_char :]


def bench_run(documents: int, folder: Path) -> tuple[float, float, dict[str, float]]:
    """Return megabytes, seconds, and seconds per stage from raw files to a published warehouse."""
    raw = folder / "raw"
    raw.mkdir()
    megabytes = 0.0
    for number, text in enumerate(generate(documents)):
        content = text.encode()
        megabytes += len(content) / 1e6
        (raw / f"{number:06d}.txt").write_bytes(content)
    settings = Settings(raw=raw, warehouse=folder / "roundup.duckdb")
    start = time.perf_counter()
    summary = ingest(settings)
    seconds = time.perf_counter() - start
    if summary.tables["documents"] != documents:
        raise SystemExit(f"only {summary.tables['documents']} of {documents} documents were loaded")
    return megabytes, seconds, summary.seconds


def bench_search(link: Path, words: str) -> tuple[float, float, float]:
    """Return seconds of search(), seconds of looking for the words with ILIKE, and the ratio."""
    with connect(link, read_only=True) as con:

        def search() -> None:
            con.execute("from search($words)", {"words": words}).fetchall()

        def scan() -> None:
            con.execute(_SCAN, {"words": [f"%{word}%" for word in words.split()]}).fetchall()

        return _paired(search, scan)


def count_searched(link: Path) -> int:
    """Return how many records search() looks in."""
    with connect(link, read_only=True) as con:
        return int(con.execute("select count(*) from search_entries").fetchall()[0][0])


class _PeakOfWorkers:
    """Watches the memory of the processes that this one has started, directly or not (Linux only)."""

    def __init__(self) -> None:
        self.megabytes = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(0.25):
            parents: dict[int, int] = {}
            peaks: dict[int, float] = {}
            for status in Path("/proc").glob("[0-9]*/status"):
                with suppress(OSError):
                    fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
                    pid = int(fields["Pid"])
                    parents[pid] = int(fields["PPid"])
                    peaks[pid] = int(fields.get("VmHWM", "0 kB").split()[0]) / 1024
            for pid in parents:
                above = parents.get(pid, 0)
                while above not in (0, os.getpid()):
                    above = parents.get(above, 0)
                if above:
                    self.megabytes = max(self.megabytes, peaks[pid])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2_000)
    documents = parser.parse_args().documents
    console = Console(width=120)
    with tempfile.TemporaryDirectory() as folder, _PeakOfWorkers() as workers:
        megabytes, seconds, stages = bench_run(documents, Path(folder))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        link = Path(folder) / "roundup.duckdb"
        searched = count_searched(link)
        searches = {words: bench_search(link, words) for words in _SEARCHES}
    table = Table(
        "what",
        "MB/s",
        "against",
        "MB/s",
        "ratio",
        box=box.ASCII2,
        title="one core, one process",
    )
    reference = [REFERENCE.read_text("utf-8")] * _DOCUMENTS_IN_TEXT
    generated = list(generate(_DOCUMENTS_IN_TEXT, seed=1))
    tokenizer = "spaCy's default tokenizer"
    rows = {
        "extraction, reference document": (tokenizer, bench_extraction(reference)),
        "extraction, its job postings alone": (
            tokenizer,
            bench_extraction([read_postings()] * _DOCUMENTS_IN_TEXT),
        ),
        "extraction, generated documents": (tokenizer, bench_extraction(generated)),
        "extraction, gold set, .txt": (tokenizer, bench_extraction(read_gold(".txt"))),
        "extraction, gold set, .md": (tokenizer, bench_extraction(read_gold(".md"), ".md")),
        "extraction, gold set, .html": (tokenizer, bench_extraction(read_gold(".html"), ".html")),
        "HTML to readable text": ("html.parser", bench_html(read_gold(".html"))),
    }
    for name, (other, (ours, theirs, ratio)) in rows.items():
        table.add_row(name, f"{ours:.2f}", other, f"{theirs:.2f}", f"{ratio:.2f}")
    console.print(table)
    table = Table(
        "what", "value", box=box.ASCII2, title="files -> audited, published warehouse, without Prefect"
    )
    table.add_row("documents", f"{documents:,} ({megabytes:.1f} MB), {usable_cpus()} cores")
    table.add_row("seconds", f"{seconds:.2f}")
    table.add_row("MB/s", f"{megabytes / seconds:.2f}")
    table.add_row("peak memory, main process", f"{peak:.0f} MB")
    table.add_row("peak memory, largest worker", f"{workers.megabytes:.0f} MB")
    for stage, took in stages.items():
        table.add_row(f"seconds: {stage}", f"{took:.2f}")
    console.print(table)
    table = Table(
        "search()", "ms", "ILIKE, ms", "ratio", box=box.ASCII2, title=f"search in {searched:,} records"
    )
    for words, (ours, theirs, ratio) in searches.items():
        table.add_row(words, f"{ours * 1000:.0f}", f"{theirs * 1000:.0f}", f"{ratio:.1f}")
    console.print(table)


if __name__ == "__main__":
    main()
