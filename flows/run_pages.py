"""What a run's report holds, whatever it is shown as: pages of tables for people to read."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flows.report import RunSummary
from warehouse.lake_address import Published
from warehouse.query import QueryResult
from warehouse.run_report import RunReport, read_run_report

_ROWS = 50


class PageTable(NamedTuple):
    """A table of plain text, which may hold anything: file names and titles are whoever's."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


class Page(NamedTuple):
    """One subject of the report."""

    key: str
    description: str
    title: str
    intro: str
    tables: tuple[PageTable, ...]
    more: str = ""
    """Where the rest is that is not shown."""


def headline(summary: RunSummary) -> str:
    """Return what a run did, in one line."""
    return (
        f"{summary.documents_parsed:,} documents parsed, {summary.documents_unchanged:,} unchanged, "
        f"{summary.documents_refused:,} refused, {summary.documents_retired:,} retired; "
        f"{summary.rows_written:,} rows written"
    )


def make_pages(summary: RunSummary, published: Published) -> list[Page]:
    """Return the pages of a run: what it did, what was refused, what audits warn of, what is to be looked at.

    Raises:
        NotPublished: nothing was ever published.
        WarehouseLocked: somebody writes into the published file.
    """
    report = read_run_report(published, summary.run_id, rows=_ROWS)
    return [
        _run_page(summary),
        _refused_page(summary),
        _warnings_page(summary),
        _review_page(summary, report),
        Page(
            "roundup-rejects", "Records that were refused, by rule", "Rejects", "", (_table(report.rejects),)
        ),
        Page("roundup-drift", "Rows per table, before and after", "Drift", "", (_table(report.drift),)),
    ]


def one_line(text: str) -> str:
    """Return text that stays in its line and in its direction: what cannot be printed becomes a blank."""
    return "".join(char if char.isprintable() else " " for char in text)


def _run_page(summary: RunSummary) -> Page:
    counts = {
        "documents discovered": summary.documents_discovered,
        "parsed": summary.documents_parsed,
        "unchanged": summary.documents_unchanged,
        "left alone": summary.documents_left_alone,
        "refused": summary.documents_refused,
        "retired": summary.documents_retired,
        "rows written": summary.rows_written,
        "documents to review": summary.needs_review,
    }
    seconds = [(stage, f"{took:.2f}") for stage, took in summary.seconds.items()]
    return Page(
        "roundup-run",
        "What the run did, and what the warehouse holds",
        f"Run {summary.run_id}",
        f"{headline(summary)}. Warehouse: {summary.warehouse}",
        (
            PageTable(("what", "count"), _numbers(counts.items())),
            PageTable(("table", "rows"), _numbers(summary.tables.items())),
            PageTable(("stage", "seconds"), seconds),
        ),
    )


def _refused_page(summary: RunSummary) -> Page:
    rules = Counter(file.rule for file in summary.refused)
    files = [(file.source_uri, file.rule, file.reason) for file in summary.refused[:_ROWS]]
    more = len(summary.refused) - _ROWS
    return Page(
        "roundup-refused",
        "Source files that could not be loaded, by rule",
        f"Refused files of run {summary.run_id}",
        "",
        (
            PageTable(("rule", "files"), _numbers(rules.most_common())),
            PageTable(("file", "rule", "reason"), files),
        ),
        f"and {more:,} more" if more > 0 else "",
    )


def _warnings_page(summary: RunSummary) -> Page:
    rows = [(found.audit, f"{found.rows:,}", found.about, found.sample) for found in summary.warnings]
    return Page(
        "roundup-warnings",
        "What audits found that does not keep from publishing",
        f"Warnings of run {summary.run_id}",
        "",
        (PageTable(("audit", "rows", "what", "such as"), rows),),
    )


def _review_page(summary: RunSummary, report: RunReport) -> Page:
    more = summary.needs_review - len(report.to_review.rows)
    return Page(
        "roundup-review",
        "Documents that a person should look at",
        f"{summary.needs_review:,} documents to review",
        "",
        (_table(report.to_review),),
        f"and {more:,} more, see the view review_queue" if more > 0 else "",
    )


def _numbers(counts: Iterable[tuple[str, int]]) -> list[tuple[str, ...]]:
    return [(name, f"{count:,}") for name, count in counts]


def _table(found: QueryResult) -> PageTable:
    return PageTable(tuple(found.columns), [tuple(map(_text, row)) for row in found.rows])


def _text(cell: object) -> str:
    if isinstance(cell, Sequence) and not isinstance(cell, str):
        return ", ".join(map(str, cell))
    return "" if cell is None else str(cell)
