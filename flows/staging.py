"""Where a run's staged batches lie: workers write them there, the run loads them from a folder of its own."""

import platform
import shutil
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from flows.errors import UsageError
from flows.settings import Settings
from warehouse.layout import Layout


@dataclass(frozen=True)
class Staging:
    """The place of one run's staged batches."""

    folder: Path
    """Where the run loads them from."""
    store: str | None
    """Address of the folder that workers put them into, where that is no folder of the file system."""

    def make(self) -> None:
        """Make the folder in the store; those of the file system are made when they are written to.

        Raises:
            StagingError: the store refuses.
        """
        if self.store is not None:
            from flows.stores import make_folder  # noqa: PLC0415 - imports fsspec, which few runs need

            make_folder(self.store.rpartition("/")[0])
            make_folder(self.store)

    def bring(self, staged: Path) -> Path:
        """Return the staged file once it is in ``folder``; from a store it is taken.

        Raises:
            StagingError: the store does not give it.
        """
        if self.store is not None:
            from flows.stores import take_file  # noqa: PLC0415 - imports fsspec, which few runs need

            take_file(self.store, staged)
        return staged

    def remove(self) -> None:
        """Delete what is left.

        Raises:
            StagingError: the store refuses.
        """
        shutil.rmtree(self.folder.parent, ignore_errors=True)
        if self.store is not None:
            from flows.stores import remove_folder  # noqa: PLC0415

            remove_folder(self.store.rpartition("/")[0])


def open_staging(settings: Settings, run_id: str) -> Staging:
    """Return the place of a run's staged batches, empty of what killed runs have left.

    In a folder or store that the settings name, each warehouse has a folder of its own, so that several can
    share it; only that is ever emptied. The caller holds the warehouse: no other run of it is at work.

    Raises:
        StagingError: the store cannot be reached.
        UsageError: there is no way to reach such an address, or others could not see what is there.
    """
    layout = Layout(settings.warehouse)
    local = Staging(layout.staging / run_id, None)
    if settings.staging is None:
        place = local
    elif isinstance(settings.staging, Path):
        place = Staging(settings.staging.absolute() / _own_name(layout) / run_id, None)
    else:
        if settings.staging.startswith("memory:"):
            raise UsageError(f"{settings.staging}: no other process sees it; name a folder or a real store")
        place = Staging(local.folder, f"{settings.staging.rstrip('/')}/{_own_name(layout)}/{run_id}")
    place.remove()
    place.make()
    return place


def _own_name(layout: Layout) -> str:
    """Return a name that no other warehouse has, on this machine or on another."""
    key = f"{platform.node()}\0{layout.link.absolute()}"
    return f"roundup-{sha256(key.encode()).hexdigest()[:12]}"
