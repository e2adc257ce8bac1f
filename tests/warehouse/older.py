"""Files as an earlier release wrote them: with its migrations only."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from warehouse import migrate as module
from warehouse.sql_files import SqlFile, list_sql


@contextmanager
def schema_of(number: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Within the block, ``migrate`` knows the first migrations only, up to ``number``."""

    def some(folder: str) -> tuple[SqlFile, ...]:
        found = list_sql(folder)
        return found[:number] if folder == "migrations" else found

    with monkeypatch.context() as patch:
        patch.setattr(module, "list_sql", some)
        yield
