"""Audits: SQL files that return offending rows; no rows, no complaint."""

from typing import NamedTuple

from warehouse.connect import Connection
from warehouse.errors import AuditFailed
from warehouse.sql_files import list_sql, read_sql


class CheckResult(NamedTuple):
    """What an audit found: how many rows, and the first of them."""

    name: str
    offending_rows: int
    sample: str


def run_checks(con: Connection, *, run_id: str | None = None) -> list[CheckResult]:
    """Run all audits; those that read texts look at the documents of ``run_id`` only, when it is given."""
    con.execute(read_sql("audited"), {"run_id": run_id})
    results = []
    for check in list_sql("checks"):
        rows = con.execute(check.sql).fetchall()
        results.append(CheckResult(check.name, len(rows), repr(rows[0]) if rows else ""))
    return results


def require_passed(results: list[CheckResult]) -> None:
    """Raise when an audit found something.

    Raises:
        AuditFailed: says which audits found how much, and an example of each.
    """
    failed = [result for result in results if result.offending_rows]
    if failed:
        raise AuditFailed([(result.name, result.offending_rows, result.sample) for result in failed])
