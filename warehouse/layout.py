"""Where the files of a warehouse lie: all beside the one link that analysts open."""

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Layout:
    """The files of the warehouse that is published as ``link``.

    roundup.duckdb                       the link; analysts open this
    snapshots/roundup-000007.duckdb      what it points to: complete, audited, never changed
    roundup.working.duckdb               the pipeline's private file
    staging/<run>/                       extracted records on their way into the private file
    reports/roundup-<run>.html           what a run did, for people
    mirror/<hash>/                       copy of a raw folder that is elsewhere
    """

    link: Path

    @classmethod
    def of_working(cls, working: Path) -> "Layout":
        """Return the layout whose private file is ``working``."""
        return cls(working.with_name(working.stem.removesuffix(".working") + working.suffix))

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

    @property
    def reports(self) -> Path:
        """The folder of the reports of runs."""
        return self.link.with_name("reports")

    @property
    def mirror(self) -> Path:
        """The folder of the copies of raw folders that are elsewhere."""
        return self.link.with_name("mirror")

    def snapshot(self, revision: int) -> Path:
        """Return the published file of a revision."""
        return self.snapshots / f"{self.link.stem}-{revision:06d}{self.link.suffix}"

    def report(self, run_id: str) -> Path:
        """Return the file of a run's report."""
        return self.reports / f"{self.link.stem}-{run_id}.html"

    def list_reports(self) -> list[Path]:
        """Return the reports that are left, the newest first."""
        name = re.compile(re.escape(self.link.stem) + r"-[0-9]{8}T[0-9]{6}-[0-9]{6}\.html")
        found = self.reports.glob("*.html")
        return sorted((path for path in found if name.fullmatch(path.name)), reverse=True)

    @staticmethod
    def revision_of(snapshot: Path) -> int:
        """Return the revision that a published file's name tells."""
        return int(snapshot.stem.rpartition("-")[2])

    def published_revision(self) -> int | None:
        """Return the revision that the link points to, ``None`` where there is no such link."""
        if not self.link.is_symlink():
            return None
        target = self.link.readlink()
        number = target.stem.rpartition("-")[2]
        if not number.isdigit() or self.link.parent / target != self.snapshot(int(number)):
            return None
        return int(number)

    def list_snapshots(self) -> list[Path]:
        """Return the published files that are left, the newest first."""
        found = self.snapshots.glob(f"{self.link.stem}-[0-9]*{self.link.suffix}")
        numbered = [path for path in found if path.stem.rpartition("-")[2].isdigit()]
        return sorted(numbered, key=self.revision_of, reverse=True)

    def newest_revision(self) -> int:
        """Return the highest number that a published file has, 0 where there is none."""
        return max(self.published_revision() or 0, *map(self.revision_of, self.list_snapshots()), 0)
