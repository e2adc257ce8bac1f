"""What a run says of itself: one table for people, one JSON object for programs."""

import json
from typing import Any

from pydantic import BaseModel, ConfigDict
from rich.console import Console
from rich.table import Table


class RefusedFile(BaseModel):
    """A source file that is not in the warehouse, or only in a former version, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source_uri: str
    rule: str
    reason: str


class RunSummary(BaseModel):
    """What a run found, did and left behind."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    run_id: str
    documents_discovered: int
    documents_parsed: int
    documents_unchanged: int
    documents_refused: int
    documents_retired: int
    files_skipped: int
    rows_written: int
    tables: dict[str, int]
    needs_review: int
    unclassified_share: float
    refused: tuple[RefusedFile, ...]
    seconds: dict[str, float]
    warehouse: str
    snapshot: str | None

    @property
    def changed(self) -> bool:
        """Whether the run changed the warehouse."""
        return self.rows_written > 0 or self.documents_retired > 0


def summary_json(summary: RunSummary) -> str:
    """Return the summary as a JSON object, the count of each table under the table's name too."""
    fields: dict[str, Any] = summary.model_dump(mode="json")
    fields["changed"] = summary.changed
    return json.dumps(fields | summary.tables, ensure_ascii=False, indent=1)


def print_summary(summary: RunSummary, console: Console) -> None:
    """Print the summary as a table, and where to query."""
    table = Table(title=f"Roundup run {summary.run_id}", show_header=False, title_justify="left")
    table.add_column()
    table.add_column(justify="right")
    for name, value in _rows(summary):
        table.add_row(name, value)
    console.print(table)
    if not summary.changed:
        console.print("Nothing has changed since the last run: 0 documents parsed, 0 rows written.")
    console.print(f"Warehouse: {summary.warehouse}", soft_wrap=True)
    console.print('Query it:  roundup sql "select title from papers"', soft_wrap=True)


def _rows(summary: RunSummary) -> list[tuple[str, str]]:
    tables = summary.tables
    rows = [
        ("documents discovered", f"{summary.documents_discovered:,}"),
        ("  parsed", f"{summary.documents_parsed:,}"),
        ("  unchanged", f"{summary.documents_unchanged:,}"),
        ("  refused", f"{summary.documents_refused:,}"),
        ("  retired", f"{summary.documents_retired:,}"),
        ("rows written", f"{summary.rows_written:,}"),
        ("documents", f"{tables['documents']:,}"),
        ("topics", f"{tables['topics']:,}"),
        ("papers", f"{tables['papers']:,}"),
        ("authorships", f"{tables['paper_authors']:,}"),
        ("authors", f"{tables['authors']:,}"),
        ("figures", f"{tables['figures']:,}"),
        ("job postings", f"{tables['job_postings']:,}"),
        ("rejects", f"{tables['rejects']:,}"),
        ("needs review", f"{summary.needs_review:,}"),
        ("unclassified text", f"{summary.unclassified_share:.2%}"),
    ]
    if summary.files_skipped:
        rows.insert(5, ("other files, skipped", f"{summary.files_skipped:,}"))
    return rows + [(f"seconds: {stage}", f"{seconds:.2f}") for stage, seconds in summary.seconds.items()]
