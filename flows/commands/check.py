"""``roundup check``: all audits on all that is published."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.cli import DONE, FAILED
from flows.settings import load_published
from flows.tables import print_json, print_table
from warehouse.checks import CheckResult, check_published


def check(*, json: Annotated[bool, Parameter(negative="")] = False, warehouse: Path | None = None) -> int:
    """Audit the published warehouse, all of its documents; exit code 1 when a blocking audit fails.

    Parameters
    ----------
    json
        Print a JSON list of objects.
    warehouse
        The published file (default: ROUNDUP_WAREHOUSE or warehouse/roundup.duckdb).
    """
    results = check_published(load_published(warehouse))
    (print_json if json else print_table)(CheckResult._fields, results)
    return FAILED if any(result.is_failed for result in results) else DONE
