"""Lets writers of a lake take turns, so that none does its work in vain.

It is politeness, by a lock in the catalog's database: what is correct, DuckLake sees to at the commit, which
it refuses to the second of two that changed the same rows. PostgreSQL frees the lock when its holder ends,
however it ends.
"""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager

from warehouse.connect import Connection
from warehouse.lake_address import Lake
from warehouse.lake_connect import LAKE
from warehouse.sql_files import read_sql

_SECONDS = 300.0
_PAUSE = 0.1


@contextmanager
def turn(con: Connection, lake: Lake) -> Iterator[None]:
    """Wait until no other writer is at work on the lake, for some minutes; then keep others waiting."""
    # Of its own, for the lock must outlive the commit; it ends with its transaction.
    with con.cursor() as holder:
        holder.begin()
        metadata, name = f"__ducklake_metadata_{LAKE}", f"''{lake.schema}''"
        ask = read_sql("lake/turn").format(metadata=metadata, name=name)
        deadline = time.monotonic() + _SECONDS
        while not holder.execute(ask).fetchall()[0][0] and time.monotonic() < deadline:
            time.sleep(_PAUSE * random.uniform(0.5, 1.5))  # noqa: S311 - a pause, no secret
        try:
            yield
        finally:
            holder.rollback()
