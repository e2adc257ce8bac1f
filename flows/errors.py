"""What can go wrong around the pipeline itself."""

from pathlib import Path

from extractors.errors import TerminalError, TransientError


class UsageError(TerminalError):
    """The command line, the environment or a path in them is wrong: exit code 2."""


class BadSettingError(UsageError):
    """A setting has a value that it cannot have."""

    def __init__(self, name: str, problem: str) -> None:
        self.name = name
        super().__init__(f"{name}: {problem}; correct the flag or the environment variable")


class DeploymentsFileError(UsageError):
    """The file that declares the scheduled runs is missing or wrong."""

    def __init__(self, path: Path, problem: str) -> None:
        self.path = path
        super().__init__(f"{path}: {problem}; correct it, or call roundup where it is")


class SourcesFileError(UsageError):
    """The file that names what to fetch is missing or wrong."""

    def __init__(self, path: Path, problem: str) -> None:
        self.path = path
        super().__init__(f"{path}: {problem}; correct it, or name another with --sources")


class RawFolderMissingError(UsageError):
    """There is nothing to read from."""

    def __init__(self, raw: Path) -> None:
        self.raw = raw
        super().__init__(f"there is no folder {raw}; create it, or name another with --raw")


class SourceFileError(UsageError):
    """A file named on the command line cannot be read."""

    def __init__(self, path: Path, problem: str) -> None:
        self.path = path
        super().__init__(f"{path}: {problem}")


class FolderUnreadableError(TerminalError):
    """A folder below the raw folder cannot be listed, so nobody knows which documents are gone."""

    def __init__(self, folder: str, problem: str) -> None:
        self.folder = folder
        super().__init__(f"{folder} cannot be listed ({problem}); make it readable, then run again")


class NothingToReadError(TerminalError):
    """The raw folder is empty while the warehouse is not: an unmounted disk must not empty it."""

    def __init__(self, raw: str, loaded: int) -> None:
        self.raw, self.loaded = raw, loaded
        super().__init__(
            f"no documents below {raw}, but {loaded} in the warehouse; is the disk mounted? "
            "To empty the warehouse, run again with --allow-empty"
        )


class RemoteFolderError(TransientError):
    """A raw folder elsewhere cannot be read."""

    def __init__(self, address: str, problem: str) -> None:
        self.address = address
        super().__init__(f"{address} cannot be read ({problem}); check the address and the access, run again")


class PrefectServerError(TransientError):
    """Prefect's server does not answer."""

    def __init__(self, what: str, log: Path) -> None:
        self.log = log
        super().__init__(f"Prefect's embedded server {what}; see {log}, then run again")


class PrefectApiError(TransientError):
    """The Prefect API that the user has configured does not answer."""

    def __init__(self, url: str, problem: str) -> None:
        self.url = url
        super().__init__(f"no Prefect API answers at {url} ({problem}); start it, or unset PREFECT_API_URL")


class NoSchedulerError(UsageError):
    """Batches are to run on a Dask cluster, and nobody says where it is."""

    def __init__(self) -> None:
        super().__init__(
            "the runner is dask, but no scheduler is named; set ROUNDUP_DASK_ADDRESS to its address, such as "
            "tcp://host:8786 (to start one: dask scheduler), or unset ROUNDUP_RUNNER"
        )


class ClusterError(TransientError):
    """The Dask cluster does not answer, or has no workers."""

    def __init__(self, address: str, problem: str) -> None:
        self.address = address
        super().__init__(
            f"the Dask cluster at {address} {problem}; what was loaded stays, run again to go on from there"
        )


class OtherSoftwareError(TerminalError):
    """A worker elsewhere would extract other records than this program."""

    def __init__(self, where: str, problem: str) -> None:
        self.where, self.problem = where, problem
        super().__init__(
            f"{where} {problem}; install the same roundup and the same libraries on the scheduler, on all "
            "workers and here"
        )

    def __reduce__(self) -> tuple[type["OtherSoftwareError"], tuple[str, str]]:
        """Let it travel from a worker to here."""
        return type(self), (self.where, self.problem)


class StagingError(TransientError):
    """Staged records cannot be written to, or read from, where the settings say."""

    def __init__(self, address: str, problem: str) -> None:
        self.address, self.problem = address, problem
        super().__init__(
            f"{address} cannot be used for staging ({problem}); check ROUNDUP_STAGING and the access to it, "
            "run again"
        )

    def __reduce__(self) -> tuple[type["StagingError"], tuple[str, str]]:
        """Let it travel from a worker to here."""
        return type(self), (self.address, self.problem)
