"""Where a run publishes to: the file warehouse's next snapshot, or a lake."""

from pathlib import Path
from typing import Protocol

from warehouse.connect import Connection
from warehouse.lake_address import Lake, Published
from warehouse.layout import Layout
from warehouse.publish import is_published, publish, revision, verify_published, verify_working


class Target(Protocol):
    """What a run needs to know of the place that it publishes to."""

    @property
    def published(self) -> Published:
        """What readers open."""

    def verify(self) -> None:
        """Refuse to start where publishing could not end well."""

    def prepare(self, con: Connection) -> None:
        """Let the revision of the private file, open as ``con``, go past all that were published."""

    def is_published(self, con: Connection) -> bool:
        """Tell whether readers have what the private file holds."""

    def publish(self, *, keep: int) -> None:
        """Let readers have what the private file, which nobody has open, holds."""


class FileTarget:
    """Publishes snapshots behind a link."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self.published: Published = layout.link

    def verify(self) -> None:
        """Refuse what is not ours, is damaged, or was written by a newer release."""
        verify_published(self._layout)
        verify_working(self._layout)

    def prepare(self, con: Connection) -> None:
        """Do nothing: migrating the file has looked at the snapshots."""

    def is_published(self, con: Connection) -> bool:
        """Tell whether the link points to what the private file holds."""
        return is_published(con, self._layout)

    def publish(self, *, keep: int) -> None:
        """Publish the next snapshot, and keep so many."""
        publish(self._layout, keep=keep)


class LakeTarget:
    """Publishes commits to a lake, under the name of a writer."""

    def __init__(self, layout: Layout, lake: Lake, writer: str | None) -> None:
        from warehouse.lake_publish import default_writer  # noqa: PLC0415 - files do without

        self._layout = layout
        self._lake = lake
        self._writer = writer or default_writer(layout.working)
        self._revision: int | None = None
        self.published: Published = lake

    def verify(self) -> None:
        """Refuse a lake that cannot be reached or is newer, and a private file that is not ours."""
        from warehouse.lake_publish import revision_in_lake  # noqa: PLC0415

        self._revision = revision_in_lake(self._lake, self._writer)
        verify_working(self._layout)

    def prepare(self, con: Connection) -> None:
        """Raise the revision of a private file that is built anew: another one has published that number."""
        con.execute(
            "update state set revision = $published + 1 where revision < $published",
            {"published": self._revision or 0},
        )

    def is_published(self, con: Connection) -> bool:
        """Tell whether the lake has what the private file holds, as of ``verify`` or ``publish``."""
        return revision(con) == self._revision

    def publish(self, *, keep: int) -> None:  # noqa: ARG002 - what a lake keeps is said by `roundup lake expire`
        """Bring the lake in line with the private file."""
        from warehouse.lake_publish import publish_to_lake  # noqa: PLC0415

        publish_to_lake(self._lake, self._layout.working, writer=self._writer)


def target_of(warehouse: Path, lake: Lake | None, writer: str | None) -> Target:
    """Return where a run publishes to whose private file lies beside ``warehouse``."""
    layout = Layout(warehouse)
    return FileTarget(layout) if lake is None else LakeTarget(layout, lake, writer)
