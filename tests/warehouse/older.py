"""Files as an earlier release wrote them: with its migrations only."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from warehouse import load, runs
from warehouse import migrate as module
from warehouse.sql_files import SqlFile, list_sql


@contextmanager
def schema_of(number: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Within the block, only the first migrations are known, up to ``number``, and tables of theirs."""

    def some(folder: str) -> tuple[SqlFile, ...]:
        if folder in ("views", "macros"):
            return ()  # those of today need the columns of today
        found = list_sql(folder)
        return found[:number] if folder == "migrations" else found

    with monkeypatch.context() as patch:
        patch.setattr(module, "list_sql", some)
        created = " ".join(migration.sql for migration in some("migrations"))
        for owner, name in ((load, "DOCUMENT_TABLES"), (runs, "RECORD_TABLES")):
            tables = tuple(table for table in getattr(owner, name) if f"create table {table} " in created)
            patch.setattr(owner, name, tables)
        yield
