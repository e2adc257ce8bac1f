"""Reads a lake: one snapshot of it for as long as it is open, read-only, cut off from all other files."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from warehouse.connect import Connection, quote
from warehouse.lake_address import Lake
from warehouse.lake_connect import attach, connect_for_lakes, open_lake, trust_no_statistics
from warehouse.lake_errors import LakeNotPublished
from warehouse.lake_schema import check_lake_schema


@contextmanager
def open_published_lake(lake: Lake, *, allowed: Sequence[Path] = ()) -> Iterator[Connection]:
    """Open a lake for reading; all that is read within the block is of one snapshot.

    Its data files can be read, and what is ``allowed``; nothing else, and no other host.

    Raises:
        LakeNotPublished: there is none.
        NewerLake: a newer release wrote it.
    """
    with open_lake(lake, read_only=True) as con:
        if not check_lake_schema(con, lake):
            raise LakeNotPublished(lake)
        _cut_off(con, [lake.data + "/", *(str(path.absolute()) for path in allowed)])
        con.begin()
        yield con


@contextmanager
def open_two_versions(lake: Lake, *, older: int, newer: int) -> Iterator[Connection]:
    """Open a lake as it was at two versions, as the databases ``older`` and ``newer``.

    Raises:
        NoSuchLakeSnapshot: one of them has expired.
    """
    with connect_for_lakes(lake) as con:
        trust_no_statistics(con)
        for name, version in (("older", older), ("newer", newer)):
            attach(con, lake, name=name, read_only=True, version=version)
        yield con


def _cut_off(con: Connection, open_paths: Sequence[str]) -> None:
    paths = ", ".join(map(quote, open_paths))
    con.execute(f"set allowed_paths = [{paths}]")
    con.execute(f"set allowed_directories = [{paths}]")
    con.execute("set enable_external_access = false")
    con.execute("set lock_configuration = true")
