"""``roundup lake``: what a warehouse that is a lake wants from time to time."""

from datetime import timedelta
from typing import Annotated

from cyclopts import Parameter

from flows.errors import UsageError
from flows.settings import load_settings
from flows.tables import print_json, print_table
from warehouse.lake_address import Lake
from warehouse.lake_maintain import Removed, TableFiles
from warehouse.lake_maintain import compact as compact_lake
from warehouse.lake_maintain import expire as expire_lake

Flag = Annotated[bool, Parameter(negative="")]


def compact(*, drop_history: Flag = False, json: Flag = False) -> None:
    """Merge the lake's small files; readers and runs go on.

    Parameters
    ----------
    drop_history
        Write files with deleted rows anew, too; all earlier versions expire.
    json
        Print a JSON list of objects.
    """
    (print_json if json else print_table)(
        TableFiles._fields, compact_lake(_lake(), drop_history=drop_history)
    )


def expire(
    *,
    keep: int | None = None,
    older_than: float | None = None,
    grace: float = 24.0,
    json: Flag = False,
) -> None:
    """Let old versions of the lake go, and delete the files that none needs any more.

    Parameters
    ----------
    keep
        So many of the newest commits stay.
    older_than
        Only what is older than so many days goes.
    grace
        Files stay for so many hours after nothing needs them: readers may have them open.
    json
        Print a JSON list of objects.
    """
    if keep is None and older_than is None:
        raise UsageError("say what is to stay: --keep COMMITS, --older-than DAYS, or both")
    if (keep is not None and keep < 1) or (older_than or 0) < 0 or grace < 0:
        raise UsageError("--keep is a number from 1; --older-than and --grace are numbers from 0")
    removed = expire_lake(
        _lake(),
        keep=keep,
        older_than=None if older_than is None else timedelta(days=older_than),
        grace=timedelta(hours=grace),
    )
    (print_json if json else print_table)(Removed._fields, removed)


def _lake() -> Lake:
    lake = load_settings().lake
    if lake is None:
        raise UsageError(
            "the warehouse is a file, not a lake; set ROUNDUP_LAKE_CATALOG and ROUNDUP_LAKE_DATA"
        )
    return lake
