"""Raw folders elsewhere (``s3://``, ``gs://``, ``az://``, ``memory://``, ...): a copy of them is kept here.

Only what is new or changed is copied, so a run costs one listing; then it is a folder like any other.
"""

import json
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import fsspec  # type: ignore[import-untyped]  # it has no types

from extractors.formats import SUFFIXES
from flows.discover import require_raw_folder
from flows.errors import RemoteFolderError
from flows.settings import Settings
from flows.stores import open_store
from warehouse.layout import Layout

_MANIFEST = ".mirror.json"
# What stores tell of an object that changes with its content.
_VERSION_KEYS = (
    *("ETag", "etag", "md5Hash", "content_md5", "generation"),
    *("LastModified", "last_modified", "mtime", "modified", "created"),
)
_BATCH_OBJECTS, _BATCH_BYTES = 64, 32 * 1024 * 1024


class _Object(NamedTuple):
    path: str
    size: int | None
    """In bytes; not all stores tell."""
    version: str
    room: int
    """So many bytes are read at most."""

    @property
    def is_read(self) -> bool:
        """Whether it has content, and not too much of it."""
        return self.size is None or 0 < self.size <= self.room


def local_raw(settings: Settings) -> Path:
    """Return the raw folder; one that is elsewhere is copied first.

    Raises:
        RawFolderMissingError: there is no such folder.
        RemoteFolderError: it cannot be listed or copied; it may work later.
        UsageError: there is no way to reach such an address.
    """
    if isinstance(settings.raw, Path):
        require_raw_folder(settings.raw)
        return settings.raw
    folder = Layout(settings.warehouse).mirror / sha256(settings.raw.encode()).hexdigest()[:16]
    mirror(settings.raw, folder, max_bytes=settings.max_document_bytes)
    return folder


def mirror(address: str, folder: Path, *, max_bytes: int) -> None:
    """Make ``folder`` a copy of the documents below ``address``.

    An object larger than ``max_bytes`` becomes a file of that size without its content, which is refused as
    any large file is. Names that would lead out of the folder are left out.

    Raises:
        RemoteFolderError: it cannot be listed or copied; what was copied before stays.
        UsageError: there is no way to reach such an address.
    """
    filesystem, root = open_store(address)
    try:
        # What is cached of an earlier listing would hide what has changed since.
        filesystem.invalidate_cache()
        found = _documents(filesystem, root, max_bytes)
        known = {name: version for name, version in _read_manifest(folder).items() if name in found}
        folder.mkdir(parents=True, exist_ok=True)
        news = [
            name
            for name, item in found.items()
            if known.get(name) != item.version or not (folder / name).is_file()
        ]
        for name in news:
            known.pop(name, None)
        try:
            for name in _copies(filesystem, {name: found[name] for name in news}, folder):
                known[name] = found[name].version
        finally:
            # Of a copy that is broken off, the next run knows what it has.
            (folder / _MANIFEST).write_text(json.dumps(known), "utf-8")
    except Exception as error:  # each store raises errors of its own library
        raise RemoteFolderError(address, f"{type(error).__name__}: {error}") from error
    wanted = {*found, _MANIFEST}
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in wanted:
            path.unlink()


def _documents(filesystem: fsspec.AbstractFileSystem, root: str, max_bytes: int) -> dict[str, _Object]:
    """Return the documents below ``root`` by their path from there."""
    prefix = root.rstrip("/")
    listed: dict[str, dict[str, Any]] = filesystem.find(root, detail=True)
    if not listed and not filesystem.isdir(root):
        raise FileNotFoundError("there is no such folder")
    found: dict[str, _Object] = {}
    for path, details in sorted(listed.items()):
        name = path.removeprefix(prefix).lstrip("/")
        parts = name.split("/")
        is_file = details.get("type", "file") == "file"
        is_document = is_file and PurePosixPath(name).suffix.lower() in SUFFIXES and "\0" not in name
        # A store may hold an object below another; a folder cannot.
        is_below_another = any(str(parent) in found for parent in PurePosixPath(name).parents)
        if is_document and not is_below_another and all(part and part[0] != "." for part in parts):
            versions = [str(details[key]) for key in _VERSION_KEYS if details.get(key)]
            size = details.get("size")
            is_large = size is not None and size > max_bytes
            versions += ["too large"] if is_large else []  # and copied once it no longer is
            room = max_bytes if size is None or is_large else size
            found[name] = _Object(path, size, f"{size} {' '.join(versions)}", room)
    return found


def _copies(filesystem: fsspec.AbstractFileSystem, items: dict[str, _Object], folder: Path) -> Iterator[str]:
    """Copy the objects, some at a time, and yield the name of each that is there; a failure ends it."""
    for name, item in items.items():
        if not item.is_read:
            _write(folder / name, b"", size=item.size or 0)
            yield name
    for some in _batches([(name, item) for name, item in items.items() if item.is_read]):
        # One byte more is asked for, so that an object that has grown since it was listed is seen.
        contents = filesystem.cat_ranges(
            [item.path for _, item in some],
            [0] * len(some),
            [item.room + 1 for _, item in some],
            on_error="return",
        )
        failures = []
        for (name, item), content in zip(some, contents, strict=True):
            if isinstance(content, BaseException):
                failures.append(content)
            elif item.size is not None and len(content) > item.size:
                failures.append(OSError(f"{name} changed while it was copied"))
            else:
                _write(folder / name, content, size=len(content))
                yield name
        if failures:
            raise failures[0]


def _batches(items: list[tuple[str, _Object]]) -> Iterator[list[tuple[str, _Object]]]:
    """Cut the objects into batches that are copied side by side; each is in memory meanwhile."""
    batch: list[tuple[str, _Object]] = []
    for one in items:
        if len(batch) == _BATCH_OBJECTS or sum(item.room for _, item in [*batch, one]) > _BATCH_BYTES:
            if batch:
                yield batch
            batch = []
        batch.append(one)
    if batch:
        yield batch


def _write(target: Path, content: bytes, *, size: int) -> None:
    """Write a file that has its name only once it is whole; beyond its content it is a hole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as part:
        try:
            part.write(content)
            part.truncate(size)
            part.close()
            Path(part.name).replace(target)
        finally:
            Path(part.name).unlink(missing_ok=True)


def _read_manifest(folder: Path) -> dict[str, str]:
    try:
        manifest = json.loads((folder / _MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}
