"""Audits: SQL files that return offending rows; no rows, no complaint.

Those below ``checks/warnings`` warn; any other that finds something keeps a run from being published. Those
in ``checks`` look at whole tables; the others at one slice of documents after the other, in bounded memory:
while they do, the names of the tables stand for the rows of the slice (see ``_only``).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal, NamedTuple

from warehouse.connect import Connection, all_threads, allow_memory
from warehouse.errors import AuditFailed
from warehouse.lake_address import Published
from warehouse.query import open_published
from warehouse.sql_files import SqlFile, list_sql, read_sql

# Audits of texts hold a slice's texts in memory, several times over; those of records, their keys.
_TEXT_SLICE_BYTES = 16 * 1024 * 1024
_RECORD_SLICE_BYTES = 64 * 1024 * 1024
_MEMORY_PER_BYTE = 40  # measured: a single long text takes up to 35 times its size
_MAX_SAMPLE_CHARS = 300
_PREPARED = ("pieces", "readings", "longer_readings", "pieces_of_markup")
"""What the audits of texts share."""
_SLICED = (
    *("documents", "topics", "papers", "authors", "paper_authors", "figures", "job_postings", "job_sections"),
    *("job_section_items", "job_facts", "job_skills", "segments", "rejects", "search_entries"),
)
MAX_SHRINK = 0.5
Severity = Literal["blocking", "warning"]


class CheckResult(NamedTuple):
    """What an audit found: how many rows, and the first of them."""

    name: str
    severity: Severity
    offending_rows: int
    sample: str
    about: str
    """What the audit looks for."""

    @property
    def is_failed(self) -> bool:
        """Whether it keeps a run from being published."""
        return self.offending_rows > 0 and self.severity == "blocking"


def run_checks(
    con: Connection, *, run_id: str | None = None, max_shrink: float = MAX_SHRINK
) -> list[CheckResult]:
    """Run all audits; those that read texts look at new documents only, when ``run_id`` is given.

    New are the documents of that run, and those of former runs that did not live to be recorded.

    Args:
        con: An open warehouse; one that can be written is checkpointed first.
        run_id: The run whose documents are new.
        max_shrink: Which part of its rows a table may lose from one run to the next (0 to 1).
    """
    con.execute("checkpoint")  # due before publishing anyway, and what is in the file takes less memory
    results = _check_tables(con, max_shrink) + _check_records(con)
    with all_threads(con):  # each takes memory of its own, which joins of all records need
        return results + _check_texts(con, run_id)


def check_published(link: Published) -> list[CheckResult]:
    """Run all audits on all that is published.

    Raises:
        NotPublished: there is no warehouse.
    """
    with open_published(link) as con:
        return _check_tables(con, MAX_SHRINK) + _check_records(con) + _check_texts(con, None)


def _check_tables(con: Connection, max_shrink: float) -> list[CheckResult]:
    con.execute("set variable max_shrink = $part", {"part": max_shrink})
    return [_check(con, check, "blocking") for check in list_sql("checks")]


def require_passed(results: Sequence[CheckResult]) -> None:
    """Raise when a blocking audit found something.

    Raises:
        AuditFailed: says which audits found how much, and an example of each.
    """
    failed = [result for result in results if result.is_failed]
    if failed:
        raise AuditFailed([(result.name, result.offending_rows, result.sample) for result in failed])


def record_checks(con: Connection, results: Sequence[CheckResult], *, run_id: str) -> None:
    """Keep what a run's audits found, in the table ``audits``."""
    for result in results:
        con.execute(
            "insert or replace into audits values (?, ?, ?, ?, ?)",
            [run_id, result.name, result.severity, result.offending_rows, result.sample or None],
        )


def _check_records(con: Connection) -> list[CheckResult]:
    found = [
        [_check(con, check, "blocking") for check in list_sql("checks/records")]
        + [_check(con, check, "warning") for check in list_sql("checks/warnings")]
        for _ in _slices(con, None, _RECORD_SLICE_BYTES)
    ]
    return [_merge(results) for results in zip(*found, strict=True)]


def _check_texts(con: Connection, run_id: str | None) -> list[CheckResult]:
    found = []
    for longest in _slices(con, run_id, _TEXT_SLICE_BYTES):
        allow_memory(con, _MEMORY_PER_BYTE * longest >> 20)
        for table in _PREPARED:
            con.execute(read_sql(table))
        found.append([_check(con, check, "blocking") for check in list_sql("checks/texts")])
    for table in _PREPARED:
        con.execute(f"drop table temp.{table}")
    return [_merge(results) for results in zip(*found, strict=True)]


def _slices(con: Connection, run_id: str | None, slice_bytes: int) -> Iterator[int]:
    """Narrow the tables down to slices of documents, one by one; yield the size of the largest text."""
    con.execute(read_sql("to_audit"), {"run_id": run_id, "slice_bytes": slice_bytes})
    con.execute(read_sql("rows_to_audit"))
    sizes = "select slice, max(size_bytes) from to_audit group by slice order by slice"
    for number, longest in con.execute(sizes).fetchall() or [(None, 0)]:
        con.execute(read_sql("audited"), {"slice": number})
        with _only(con, number):
            yield longest
    for table in ("to_audit", "rows_to_audit", "audited"):
        con.execute(f"drop table temp.{table}")


@contextmanager
def _only(con: Connection, number: int | None) -> Iterator[None]:
    """Let the names of the tables stand for the rows of a slice's documents, by temporary views.

    A view says between which rows those stand: a scan must not read all the others.
    """
    rows = "select table_name, first_row, last_row, is_dense from rows_to_audit where slice = $slice"
    bounds = {name: found for name, *found in con.execute(rows, {"slice": number}).fetchall()}
    (database,) = con.execute("select current_database()").fetchall()[0]
    try:
        for table in _SLICED:
            first, last, is_dense = bounds.get(table, (0, -1, True))
            view = f'create temp view {table} as from "{database}".main.{table} '
            view += f"where rowid between {first} and {last}"
            if not is_dense:
                view += " and document_id in (select document_id from temp.audited)"
            con.execute(view)
        yield
    finally:
        for table in _SLICED:
            con.execute(f"drop view if exists temp.{table}")


def _check(con: Connection, check: SqlFile, severity: Severity) -> CheckResult:
    rows = con.execute(check.sql).fetchall()
    sample = min(map(repr, rows), default="")[:_MAX_SAMPLE_CHARS]
    return CheckResult(check.name, severity, len(rows), sample, check.about)


def _merge(found: tuple[CheckResult, ...]) -> CheckResult:
    samples = [result.sample for result in found if result.sample]
    count = sum(result.offending_rows for result in found)
    return found[0]._replace(offending_rows=count, sample=samples[0] if samples else "")
