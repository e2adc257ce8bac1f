"""The record of a run, and the counts that its summary shows."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict

from warehouse.checks import CheckResult, record_checks
from warehouse.comments import RECORD_TABLES
from warehouse.connect import Connection, transaction
from warehouse.sql_files import read_sql


class Run(BaseModel):
    """A run that changed something: one row of ``runs``. Times are UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    run_id: str
    started_at: datetime
    finished_at: datetime
    status: str
    documents_discovered: int
    documents_parsed: int
    documents_refused: int
    documents_retired: int
    rows_written: int
    extractor_version: str


class TableCounts(BaseModel):
    """What the warehouse holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tables: dict[str, int]
    needs_review: int
    unclassified_share: float


def record_run(con: Connection, run: Run, checks: Sequence[CheckResult] = ()) -> None:
    """Insert the run's row, what its audits found and how many rows it left, in one transaction.

    Of a run that failed no row counts are kept: it is no measure for the next one.
    """
    with transaction(con):
        con.execute(
            "insert into runs by name select "
            + ", ".join(f"${field} as {field}" for field in Run.model_fields),
            {
                name: value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) else value
                for name, value in run.model_dump().items()
            },
        )
        record_checks(con, checks, run_id=run.run_id)
        if run.status == "completed":
            tables = count_tables(con).tables
            counts = {"tables": json.dumps(list(tables)), "counts": json.dumps(list(tables.values()))}
            con.execute(read_sql("record_counts"), {"run_id": run.run_id, **counts})
        con.execute("update state set revision = revision + 1")


def count_tables(con: Connection) -> TableCounts:
    """Count the rows of each table, the documents to review, and how much text is unclassified."""
    tables = {}
    for table in (*RECORD_TABLES, "runs"):
        tables[table] = int(con.execute(f"select count(*) from {table}").fetchall()[0][0])  # noqa: S608
    review, share = con.execute(
        "select count(*) filter (needs_review), "
        "coalesce(sum(unclassified_share * length(text)) / nullif(sum(length(text)), 0), 0) from documents"
    ).fetchall()[0]
    return TableCounts(tables=tables, needs_review=review, unclassified_share=share)


def mended_documents(con: Connection, run_id: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the documents that a run loaded from bytes it had to guess at or mend: (source, reasons)."""
    rows = con.execute(read_sql("mended_documents"), {"run_id": run_id}).fetchall()
    return [(source_uri, tuple(sorted(reasons))) for source_uri, reasons in rows]
