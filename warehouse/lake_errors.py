"""What can go wrong with a lake, each as one line that ends with what to do."""

from extractors.errors import TerminalError, TransientError
from warehouse.lake_address import Lake


class LakeUnreachable(TransientError):  # noqa: N818 - reads as what it says
    """The catalog does not answer."""

    def __init__(self, lake: Lake, problem: str) -> None:
        self.lake = lake
        super().__init__(
            f"the catalog of the {lake} cannot be reached ({problem}); check ROUNDUP_LAKE_CATALOG and "
            "that PostgreSQL is running, then try again"
        )


class LakeAccessRefused(TerminalError):  # noqa: N818
    """The catalog answers, and does not let us in."""

    def __init__(self, lake: Lake, problem: str) -> None:
        self.lake = lake
        super().__init__(
            f"the catalog of the {lake} refuses the connection ({problem}); check the user in "
            "ROUNDUP_LAKE_CATALOG, and PGPASSWORD or ~/.pgpass"
        )


class LakeConflict(TransientError):  # noqa: N818
    """Another writer committed first."""

    def __init__(self, lake: Lake, problem: str) -> None:
        self.lake = lake
        super().__init__(f"another writer was faster in the {lake} ({problem}); run again")


class LakeNotPublished(TerminalError):  # noqa: N818
    """There is no warehouse in the lake yet."""

    def __init__(self, lake: Lake) -> None:
        self.lake = lake
        super().__init__(f"there is no warehouse in the {lake}; build it with: roundup run")


class NewerLake(TerminalError):  # noqa: N818
    """A newer Roundup or DuckLake wrote the lake."""

    def __init__(self, lake: Lake, found: str) -> None:
        self.lake = lake
        super().__init__(f"the {lake} has {found}; upgrade Roundup, or choose another ROUNDUP_LAKE_SCHEMA")


class NoLakeExtension(TerminalError):  # noqa: N818
    """This DuckDB cannot open lakes."""

    def __init__(self, extension: str, version: str) -> None:
        super().__init__(
            f"DuckDB {version} has no extension {extension} here; install duckdb-extension-"
            f"{extension.replace('_', '-')} of the same version, or unset ROUNDUP_LAKE_CATALOG"
        )


class NoSuchLakeSnapshot(TerminalError):  # noqa: N818
    """The snapshot has expired, or never was."""

    def __init__(self, lake: Lake, version: int | None) -> None:
        which = "no earlier snapshot" if version is None else f"no snapshot {version}"
        super().__init__(f"the {lake} has {which}; see: roundup snapshots")


class OnlySelect(TerminalError):  # noqa: N818
    """A query on a lake that is more than a query."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"the query failed: {problem}")


class LakeError(TerminalError):
    """DuckLake failed in a way that has no name here."""

    def __init__(self, lake: Lake, problem: str) -> None:
        self.lake = lake
        super().__init__(f"{lake}: {problem}")
