"""Audits: SQL files that return offending rows; no rows, no complaint."""

from collections.abc import Iterator
from typing import NamedTuple

from warehouse.connect import Connection, allow_memory, allow_threads
from warehouse.errors import AuditFailed
from warehouse.sql_files import SqlFile, list_sql, read_sql

# Audits of texts hold a slice's texts in memory, several times over.
_SLICE_BYTES = 16 * 1024 * 1024
_MEMORY_PER_BYTE = 40  # measured: a single long text takes up to 35 times its size


class CheckResult(NamedTuple):
    """What an audit found: how many rows, and the first of them."""

    name: str
    offending_rows: int
    sample: str


def run_checks(con: Connection, *, run_id: str | None = None) -> list[CheckResult]:
    """Run all audits; those that read texts look at new documents only, when ``run_id`` is given.

    New are the documents of that run, and those of former runs that did not live to be recorded.
    """
    allow_threads(con)
    con.execute("checkpoint")  # due before publishing anyway, and what is in the file takes less memory
    results = [_check(con, check) for check in list_sql("checks")]
    con.execute(read_sql("to_audit"), {"run_id": run_id, "slice_bytes": _SLICE_BYTES})
    return results + [_merge(found) for found in zip(*_check_texts(con), strict=True)]


def require_passed(results: list[CheckResult]) -> None:
    """Raise when an audit found something.

    Raises:
        AuditFailed: says which audits found how much, and an example of each.
    """
    failed = [result for result in results if result.offending_rows]
    if failed:
        raise AuditFailed([(result.name, result.offending_rows, result.sample) for result in failed])


def _check_texts(con: Connection) -> Iterator[list[CheckResult]]:
    slices = con.execute(
        "select slice, max(size_bytes) from to_audit group by slice order by slice"
    ).fetchall()
    for number, longest in slices or [(None, 0)]:
        allow_memory(con, _MEMORY_PER_BYTE * longest >> 20)
        con.execute(read_sql("audited"), {"slice": number})
        con.execute(read_sql("pieces"))
        yield [_check(con, check) for check in list_sql("checks/texts")]


def _check(con: Connection, check: SqlFile) -> CheckResult:
    rows = con.execute(check.sql).fetchall()
    return CheckResult(check.name, len(rows), repr(rows[0]) if rows else "")


def _merge(found: tuple[CheckResult, ...]) -> CheckResult:
    samples = [result.sample for result in found if result.sample]
    return CheckResult(
        found[0].name, sum(result.offending_rows for result in found), samples[0] if samples else ""
    )
