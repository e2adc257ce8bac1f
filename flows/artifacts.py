"""What a run leaves with Prefect for people to read: pages of Markdown."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from flows.fetching.rounds import Round
from flows.report import RunSummary
from warehouse.lake_address import Published
from warehouse.query import QueryResult
from warehouse.run_report import RunReport, read_run_report

_ROWS = 50


class Artifact(NamedTuple):
    """A page of Markdown under a key; Prefect keeps all versions of a key."""

    key: str
    description: str
    markdown: str


def headline(summary: RunSummary) -> str:
    """Return what a run did, in one line."""
    return (
        f"{summary.documents_parsed:,} documents parsed, {summary.documents_unchanged:,} unchanged, "
        f"{summary.documents_refused:,} refused, {summary.documents_retired:,} retired; "
        f"{summary.rows_written:,} rows written"
    )


def make_artifacts(summary: RunSummary, published: Published) -> list[Artifact]:
    """Return the pages of a run: what it did, what was refused, what audits warn of, what is to be looked at.

    Raises:
        NotPublished: nothing was ever published.
    """
    report = read_run_report(published, summary.run_id, rows=_ROWS)
    return [
        Artifact("roundup-run", "What the run did, and what the warehouse holds", _run_page(summary)),
        Artifact("roundup-refused", "Source files that could not be loaded, by rule", _refused_page(summary)),
        Artifact(
            "roundup-warnings", "What audits found that does not keep from publishing", _warnings(summary)
        ),
        Artifact("roundup-review", "Documents that a person should look at", _review_page(summary, report)),
        Artifact("roundup-rejects", "Records that were refused, by rule", _page("Rejects", report.rejects)),
        Artifact("roundup-drift", "Rows per table, before and after", _page("Drift", report.drift)),
    ]


def round_page(done: Round) -> str:
    """Return the page of a round of fetching: what failed and what is new comes first."""
    order = ("failed", "new", "changed", "same")
    listed = sorted(done.fetched, key=lambda one: order.index(one.outcome))
    rows = [(one.source, one.address, one.outcome, one.problem or "") for one in listed[:_ROWS]]
    return f"# {done.headline()}\n\n" + _table(("source", "address", "outcome", "problem"), rows)


def _run_page(summary: RunSummary) -> str:
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
    return "\n\n".join(
        [
            f"# Run {summary.run_id}\n\n{headline(summary)}. Warehouse: `{summary.warehouse}`",
            _table(("what", "count"), [(name, f"{count:,}") for name, count in counts.items()]),
            _table(("table", "rows"), [(name, f"{count:,}") for name, count in summary.tables.items()]),
            _table(("stage", "seconds"), [(name, f"{took:.2f}") for name, took in summary.seconds.items()]),
        ]
    )


def _refused_page(summary: RunSummary) -> str:
    rules = Counter(file.rule for file in summary.refused)
    files = [(file.source_uri, file.rule, file.reason) for file in summary.refused[:_ROWS]]
    more = len(summary.refused) - _ROWS
    return "\n\n".join(
        [
            f"# Refused files of run {summary.run_id}",
            _table(("rule", "files"), [(rule, f"{count:,}") for rule, count in rules.most_common()]),
            _table(("file", "rule", "reason"), files),
            f"and {more:,} more" if more > 0 else "",
        ]
    ).rstrip()


def _warnings(summary: RunSummary) -> str:
    rows = [(found.audit, f"{found.rows:,}", found.about, found.sample) for found in summary.warnings]
    return f"# Warnings of run {summary.run_id}\n\n" + _table(("audit", "rows", "what", "such as"), rows)


def _review_page(summary: RunSummary, report: RunReport) -> str:
    page = _page(f"{summary.needs_review:,} documents to review", report.to_review)
    more = summary.needs_review - len(report.to_review.rows)
    return page + (f"\n\nand {more:,} more, see the view `review_queue`" if more > 0 else "")


def _page(title: str, found: QueryResult) -> str:
    rows = [tuple("" if cell is None else str(cell) for cell in row) for row in found.rows]
    return f"# {title}\n\n" + _table(found.columns, rows)


def _table(columns: Sequence[str], rows: Sequence[tuple[str, ...]]) -> str:
    if not rows:
        return "None."
    lines = [tuple(columns), ("---",) * len(columns), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    """Return text that stays in its cell, and that no viewer takes for markup."""
    plain = "".join(char if char.isprintable() else " " for char in text)
    for char in "\\`*[]<>|!":
        plain = plain.replace(char, f"\\{char}")
    return plain
