"""Publishes the private file: the next snapshot, whole, under a new name; then the link is swapped.

Readers that have a snapshot open keep it; who opens the link next gets the new one. A snapshot never
changes once it has its name, so no reader ever waits and none sees half a run. (One file replaced in place
would not do: DuckDB replays a stale write-ahead log beside it, and within one process hands out the old
database as long as a connection to it lives.)
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from warehouse.connect import Connection, connect, transaction
from warehouse.errors import NotADuckDBFile, NotOurLink, OtherWarehouseError, WarehouseLocked
from warehouse.layout import Layout
from warehouse.migrate import check_schema

_MAGIC = b"DUCK"
_MAGIC_OFFSET = 8


def verify_published(layout: Layout) -> None:
    """Refuse to go on where publishing would replace something that is not ours, or is damaged.

    Raises:
        NotOurLink: a file or a foreign link stands where the link belongs.
        NotADuckDBFile: the published file is something else or damaged.
        NewerSchema: a newer release published it.
    """
    link = layout.link
    if not link.is_symlink():
        if link.is_dir():
            raise NotOurLink(link)
        if link.exists():
            raise NotADuckDBFile(link) if _is_foreign(link) else NotOurLink(link)
        return
    if layout.published_revision() is None:
        raise NotOurLink(link)
    if not link.exists():
        return  # somebody deleted the snapshot; the next one will do
    if _is_foreign(link):
        raise NotADuckDBFile(link)
    # Someone writes into a published file: no reason to wait, the next one is another file.
    with suppress(WarehouseLocked), connect(link, read_only=True) as con:
        check_schema(con, link)


def verify_working(layout: Layout) -> None:
    """Refuse a private file that is something else, damaged, or written by a newer release.

    Raises:
        WarehouseLocked: another run holds it.
        NotADuckDBFile: it is something else or damaged.
        NewerSchema: a newer release wrote it.
    """
    if layout.working.exists():
        with connect(layout.working, read_only=True) as con:
            check_schema(con, layout.working)


def revision(con: Connection) -> int:
    """Return the number of the last change to the private file."""
    return int(con.execute("select revision from state").fetchall()[0][0])


def is_published(con: Connection, layout: Layout) -> bool:
    """Tell whether readers have what the private file, open as ``con``, holds."""
    return revision(con) == layout.published_revision() and layout.link.exists()


def publish(layout: Layout, *, keep: int = 5) -> Path | None:
    """Publish the private file as the next snapshot; return it, or ``None`` when it is published already.

    Raises:
        WarehouseLocked: another process holds the private file.
        OtherWarehouseError: the private file did not close cleanly, or the disk is full.
    """
    with connect(layout.working) as con:
        if is_published(con, layout):
            return None
        _raise_revision(con, layout)
        con.execute("checkpoint")
    if layout.working.with_name(layout.working.name + ".wal").exists():
        raise OtherWarehouseError(layout.working, "its write-ahead log is still there; run again")
    layout.snapshots.mkdir(parents=True, exist_ok=True)
    # Open for reading: the lock of a reader keeps another run from writing while the file is copied.
    with connect(layout.working, read_only=True) as con:
        snapshot = layout.snapshot(revision(con))
        copy_whole(layout.working, snapshot)
    swap_link(layout.link, snapshot)
    _prune(layout, keep)
    return snapshot


def _raise_revision(con: Connection, layout: Layout) -> None:
    """Go past all numbers that were ever published here: a name is never given twice."""
    newest = layout.newest_revision()
    with transaction(con):
        con.execute("update state set revision = ? where revision <= ?", [newest + 1, newest])


def copy_whole(source: Path, target: Path) -> None:
    """Copy a file so that the target has its name only once it is whole and on the disk.

    Raises:
        OtherWarehouseError: the disk is full.
    """
    partial = target.with_suffix(".partial")
    try:
        shutil.copyfile(source, partial)
        _sync(partial)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise OtherWarehouseError(target, f"not published: {error.strerror}; free some space") from error
    partial.replace(target)
    _sync(target.parent)


def swap_link(link: Path, snapshot: Path) -> None:
    """Let the published link point to another snapshot, in one step."""
    fresh = link.with_name(f".{link.name}.next")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(snapshot.relative_to(link.parent))
    fresh.replace(link)
    _sync(link.parent)


def _prune(layout: Layout, keep: int) -> None:
    published = layout.link.resolve()
    for old in layout.list_snapshots()[keep:]:
        if old.resolve() != published:
            old.unlink()
    # What a killed publish left behind.
    for partial in layout.snapshots.glob(f"{layout.link.stem}-[0-9]*.partial"):
        partial.unlink(missing_ok=True)


def _is_foreign(path: Path) -> bool:
    """Tell by its first bytes, without DuckDB's lock, that a file is no DuckDB file."""
    with path.open("rb") as file:
        head = file.read(_MAGIC_OFFSET + len(_MAGIC))
    return head[_MAGIC_OFFSET:] != _MAGIC


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
