"""What a run says of itself: one table for people, one JSON object for programs."""

import json
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from rich import box
from rich.console import Console
from rich.table import Table

_NAMED_FILES = 3
_MENDED_LINES = 10
_MENDED = {
    "encoding_guessed": "it is not Unicode and was read as Windows-1252",
    "characters_replaced": "characters that are invalid (NUL, half a surrogate pair, ...) became U+FFFD",
}


class RefusedFile(BaseModel):
    """A source file that is not in the warehouse, or only in a former version, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source_uri: str
    rule: str
    reason: str


class MendedFile(BaseModel):
    """A source file that this run loaded from bytes that it had to guess at or mend."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source_uri: str
    reasons: tuple[str, ...]


class AuditWarning(BaseModel):
    """What an audit found that keeps nothing from being published."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    audit: str
    about: str
    rows: int
    sample: str


class RunSummary(BaseModel):
    """What a run found and did, and what the warehouse holds after it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    run_id: str
    documents_discovered: int
    documents_parsed: int
    documents_unchanged: int
    documents_left_alone: int
    """Files that the run was told not to look at."""
    documents_refused: int
    documents_retired: int
    files_skipped: tuple[str, ...]
    rows_written: int
    tables: dict[str, int]
    needs_review: int
    unclassified_share: float
    refused: tuple[RefusedFile, ...]
    mended: tuple[MendedFile, ...]
    warnings: tuple[AuditWarning, ...]
    seconds: dict[str, float]
    warehouse: str
    report: str | None = None
    """The file of the report, which is that of an earlier run where this one changed nothing."""
    report_problem: str | None = None
    """Why there is none."""

    @property
    def changed(self) -> bool:
        """Whether the run changed the warehouse."""
        return self.rows_written > 0 or self.documents_retired > 0


def notes(summary: RunSummary, raw: Path | str) -> list[str]:
    """Return a line for each refused file, each of the first that had to be mended, and each warning."""
    lines = [f"{raw}/{file.source_uri}: {file.reason}" for file in summary.refused]
    for file in summary.mended[:_MENDED_LINES]:
        reasons = "; ".join(_MENDED[reason] for reason in file.reasons)
        lines.append(f"{raw}/{file.source_uri}: loaded, but look at it: {reasons}")
    more = len(summary.mended) - _MENDED_LINES
    lines += [f"and {more:,} more to look at, see the view review_queue"] if more > 0 else []
    if summary.report_problem:
        lines.append(f"published, but the report could not be written: {summary.report_problem}")
    return lines + [
        f"audit {found.audit}: {found.rows:,} {found.about}, such as {found.sample}"
        for found in summary.warnings
    ]


def summary_json(summary: RunSummary) -> str:
    """Return the summary as a JSON object; each table's count stands under the table's name too."""
    fields = summary.model_dump(mode="json") | {"changed": summary.changed} | summary.tables
    return json.dumps(fields, ensure_ascii=False, indent=1)


def print_summary(summary: RunSummary, console: Console) -> None:
    """Print the summary as a table, and where to query."""
    console.print(f"Roundup run {summary.run_id}", highlight=False)
    table = Table(show_header=False)
    table.box = box.ROUNDED if console.is_terminal else None
    table.add_column()
    table.add_column(justify="right")
    for section in _sections(summary):
        for name, value in section:
            table.add_row(name, value)
        table.add_section()
    console.print(table)
    if summary.files_skipped:
        named = ", ".join(summary.files_skipped[:_NAMED_FILES])
        more = len(summary.files_skipped) - _NAMED_FILES
        console.print(
            f"Skipped, no text, Markdown or HTML file here: {named}"
            + (f" and {more:,} more" if more > 0 else ""),
            markup=False,
            highlight=False,
            soft_wrap=True,
        )
    if not summary.changed:
        console.print("Nothing has changed: 0 documents parsed, 0 rows written.", highlight=False)
    console.print(f"Warehouse: {summary.warehouse}", markup=False, highlight=False, soft_wrap=True)
    if summary.report:
        console.print(f"Report:    {summary.report}", markup=False, highlight=False, soft_wrap=True)
    console.print('Query it:  roundup sql "select title from papers"', highlight=False, soft_wrap=True)


def _sections(summary: RunSummary) -> list[list[tuple[str, str]]]:
    tables = summary.tables
    left_alone = [("  left alone", summary.documents_left_alone)] if summary.documents_left_alone else []
    counts = [
        [
            ("documents discovered", summary.documents_discovered),
            ("  parsed", summary.documents_parsed),
            ("  unchanged", summary.documents_unchanged),
            *left_alone,
            ("  refused", summary.documents_refused),
            ("documents retired", summary.documents_retired),
            ("rows written", summary.rows_written),
        ],
        [
            ("documents", tables["documents"]),
            ("topics", tables["topics"]),
            ("papers", tables["papers"]),
            ("authorships", tables["paper_authors"]),
            ("authors", tables["authors"]),
            ("figures", tables["figures"]),
            ("job postings", tables["job_postings"]),
            ("rejects", tables["rejects"]),
            ("needs review", summary.needs_review),
        ],
    ]
    sections = [[(name, f"{count:,}") for name, count in section] for section in counts]
    sections[1].append(("unclassified text", f"{summary.unclassified_share:.2%}"))
    sections.append([(f"seconds to {stage}", f"{taken:.2f}") for stage, taken in summary.seconds.items()])
    return sections
