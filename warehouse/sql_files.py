"""The SQL of the warehouse, read from the ``.sql`` files beside this module."""

import hashlib
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class SqlFile(NamedTuple):
    """A file of SQL: its name without the suffix, its text, and the hash of that."""

    name: str
    sql: str
    sha256: str

    @property
    def about(self) -> str:
        """The first comment line: what the file is for, or the grain of what it yields."""
        return self.sql.partition("\n")[0].removeprefix("-- ").strip()


@cache
def read_sql(name: str) -> str:
    """Return the text of ``warehouse/sql/<name>.sql``."""
    return (files("warehouse") / "sql" / f"{name}.sql").read_text("utf-8")


@cache
def list_sql(folder: str) -> tuple[SqlFile, ...]:
    """Return the files of ``warehouse/sql/<folder>``, by name."""
    found = []
    for entry in (files("warehouse") / "sql" / folder).iterdir():
        if entry.name.endswith(".sql"):
            sql = entry.read_text("utf-8").replace("\r\n", "\n")
            found.append(
                SqlFile(entry.name.removesuffix(".sql"), sql, hashlib.sha256(sql.encode()).hexdigest())
            )
    return tuple(sorted(found))
