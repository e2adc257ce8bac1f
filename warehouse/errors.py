"""What can go wrong with a warehouse, each as one line that ends with what to do."""

from collections.abc import Sequence
from pathlib import Path

from extractors.errors import TerminalError, TransientError


class WarehouseLocked(TransientError):  # noqa: N818 - reads as what it says
    """Another process holds the file."""

    def __init__(self, path: Path, holder: str) -> None:
        self.path, self.holder = path, holder
        super().__init__(
            f"{path} is locked by {holder}; close it there or wait until it ends, then run again"
        )


class NotADuckDBFile(TerminalError):  # noqa: N818
    """The file is something else, or damaged."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path} is not a DuckDB file, or a damaged one; move it away, then run again")


class NewerFile(TerminalError):  # noqa: N818
    """The file was written by a newer DuckDB."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path} was written by a newer DuckDB; upgrade Roundup or move the file away")


class NewerSchema(TerminalError):  # noqa: N818
    """The file was written by a newer Roundup."""

    def __init__(self, path: Path, *, found: int, known: int) -> None:
        self.path, self.found, self.known = path, found, known
        super().__init__(
            f"{path} has schema {found}, newer than {known}, the newest known here; "
            "upgrade Roundup or choose another file with --warehouse"
        )


class ChangedMigration(TerminalError):  # noqa: N818
    """An applied migration's file was edited afterwards."""

    def __init__(self, path: Path, name: str) -> None:
        self.path, self.name = path, name
        super().__init__(f"{path} was built with another version of {name}; restore that file or rebuild")


class NotOurLink(TerminalError):  # noqa: N818
    """Something else stands where the published link belongs."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path} is not a warehouse that Roundup published; move it away, then run again")


class NotPublished(TerminalError):  # noqa: N818
    """There is no warehouse yet."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"there is no warehouse at {path}; build it with: roundup run")


class AlreadyThere(TerminalError):  # noqa: N818
    """Something stands where something new is to be written."""

    def __init__(self, path: Path, advice: str) -> None:
        self.path = path
        super().__init__(f"{path} is there already; {advice}")


class NotAnExport(TerminalError):  # noqa: N818
    """The folder holds no export that can be read."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        super().__init__(f"{path} cannot be imported: {reason}; see: roundup export")


class NoSuchSnapshot(TerminalError):  # noqa: N818
    """The snapshot is not kept, or never was."""

    def __init__(self, revision: int | None, kept: Sequence[int]) -> None:
        self.revision, self.kept = revision, tuple(kept)
        which = "there is no earlier snapshot" if revision is None else f"there is no snapshot {revision}"
        left = ", ".join(map(str, kept)) or "none"
        super().__init__(f"{which}; kept are: {left} (see: roundup snapshots)")


class AuditFailed(TerminalError):  # noqa: N818
    """The loaded tables are not fit to be published."""

    def __init__(self, failed: Sequence[tuple[str, int, str]]) -> None:
        self.failed = tuple(failed)
        found = "; ".join(f"{name}: {count} rows, such as {sample}" for name, count, sample in failed)
        advice = ""
        if any(name == "shrunk" for name, *_ in failed):
            advice = "; if these rows were meant to go, run once with ROUNDUP_MAX_SHRINK=1"
        super().__init__(
            f"not published, the audits found {found}; the published warehouse is unchanged{advice}"
        )


class BadQuery(TerminalError):  # noqa: N818
    """The SQL does not run."""

    def __init__(self, message: str) -> None:
        super().__init__(f"the query failed: {' '.join(message.split())}")


class UnknownId(TerminalError):  # noqa: N818
    """No row has this key."""

    def __init__(self, record_id: str) -> None:
        self.record_id = record_id
        super().__init__(
            f"no row has the id {record_id!r}; ids begin with doc_, topic_, paper_, author_, figure_ or job_"
        )


class OtherWarehouseError(TerminalError):
    """DuckDB failed in a way that has no name here."""

    def __init__(self, path: Path, message: str) -> None:
        self.path = path
        super().__init__(f"{path}: {' '.join(message.split())}")
