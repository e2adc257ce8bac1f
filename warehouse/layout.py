"""Where the files of a warehouse lie: all beside the one link that analysts open."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Layout:
    """The files of the warehouse that is published as ``link``.

    roundup.duckdb                       the link; analysts open this
    snapshots/roundup-000007.duckdb      what it points to: complete, audited, never changed
    roundup.working.duckdb               the pipeline's private file
    staging/<run>/                       extracted records on their way into the private file
    """

    link: Path

    @property
    def working(self) -> Path:
        """The pipeline's private file."""
        return self.link.with_name(f"{self.link.stem}.working{self.link.suffix}")

    @property
    def snapshots(self) -> Path:
        """The folder of the published files."""
        return self.link.with_name("snapshots")

    @property
    def staging(self) -> Path:
        """The folder of the staged batches."""
        return self.link.with_name("staging")

    def snapshot(self, revision: int) -> Path:
        """Return the published file of a revision."""
        return self.snapshots / f"{self.link.stem}-{revision:06d}{self.link.suffix}"

    def published_revision(self) -> int | None:
        """Return the revision that the link points to, ``None`` where there is no such link."""
        if not self.link.is_symlink():
            return None
        target = self.link.readlink()
        number = target.stem.rpartition("-")[2]
        if not number.isdigit() or self.link.parent / target != self.snapshot(int(number)):
            return None
        return int(number)
