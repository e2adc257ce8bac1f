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

from warehouse.connect import Connection, connect
from warehouse.errors import NotADuckDBFile, NotOurLink, OtherWarehouseError, WarehouseLocked
from warehouse.layout import Layout
from warehouse.migrate import check_schema

KEPT_SNAPSHOTS = 5
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


def publish(layout: Layout, *, keep: int = KEPT_SNAPSHOTS) -> Path | None:
    """Publish the private file as the next snapshot; return it, or ``None`` when it is published already.

    Raises:
        WarehouseLocked: another process holds the private file.
        OtherWarehouseError: the private file did not close cleanly.
    """
    with connect(layout.working) as con:
        number = revision(con)
        if number == layout.published_revision() and layout.link.exists():
            return None
        con.execute("checkpoint")
    if layout.working.with_name(layout.working.name + ".wal").exists():
        raise OtherWarehouseError(layout.working, "its write-ahead log is still there; run again")
    snapshot = layout.snapshot(number)
    snapshot.parent.mkdir(parents=True, exist_ok=True)
    partial = snapshot.with_suffix(".partial")
    shutil.copyfile(layout.working, partial)
    _sync(partial)
    partial.replace(snapshot)
    _sync(snapshot.parent)
    _swap_link(layout.link, snapshot)
    _prune(layout, keep)
    return snapshot


def _swap_link(link: Path, snapshot: Path) -> None:
    fresh = link.with_name(f".{link.name}.next")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(snapshot.relative_to(link.parent))
    fresh.replace(link)
    _sync(link.parent)


def _prune(layout: Layout, keep: int) -> None:
    pattern = f"{layout.link.stem}-[0-9]*{layout.link.suffix}"
    numbered = sorted(
        layout.snapshots.glob(pattern), key=lambda path: int(path.stem.rpartition("-")[2]), reverse=True
    )
    published = layout.link.resolve()
    for old in numbered[keep:]:
        if old.resolve() != published:
            old.unlink()


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
