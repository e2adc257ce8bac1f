"""Raw folders elsewhere (``s3://``, ``gs://``, ``az://``, ``memory://``, ...): a copy of them is kept here.

Only what is new or changed is copied, so a run costs one listing; then it is a folder like any other.
"""

import json
import shutil
import tempfile
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import fsspec  # type: ignore[import-untyped]  # it has no types
from fsspec.core import url_to_fs  # type: ignore[import-untyped]  # it has no types

from extractors.formats import SUFFIXES
from flows.discover import require_raw_folder
from flows.errors import RemoteFolderError, UsageError
from flows.settings import Settings
from warehouse.layout import Layout

_MANIFEST = ".mirror.json"
# What stores tell of an object that changes with its content.
_VERSION_KEYS = (
    *("ETag", "etag", "md5Hash", "content_md5", "generation"),
    *("LastModified", "last_modified", "mtime", "modified", "created"),
)
_CHUNK = 1024 * 1024


class _Object(NamedTuple):
    path: str
    size: int
    version: str


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
    filesystem, root = _open(address)
    try:
        # What is cached of an earlier listing would hide what has changed since.
        filesystem.invalidate_cache()
        found = _documents(filesystem, root)
        known = _read_manifest(folder)
        folder.mkdir(parents=True, exist_ok=True)
        for name, item in found.items():
            if known.get(name) != item.version or not (folder / name).is_file():
                known.pop(name, None)
                _copy(filesystem, item, folder / name, max_bytes)
    except Exception as error:  # each store raises errors of its own library
        raise RemoteFolderError(address, f"{type(error).__name__}: {error}") from error
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in found:
            path.unlink()
    manifest = {name: item.version for name, item in found.items()}
    (folder / _MANIFEST).write_text(json.dumps(manifest), "utf-8")


def _open(address: str) -> tuple[fsspec.AbstractFileSystem, str]:
    try:
        return url_to_fs(address)  # type: ignore[no-any-return]  # fsspec is not typed
    except ImportError as error:
        raise UsageError(f"{address}: {error}") from error
    except ValueError as error:
        raise UsageError(f"{address}: {error}; name a folder or an address that fsspec knows") from error


def _documents(filesystem: fsspec.AbstractFileSystem, root: str) -> dict[str, _Object]:
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
            size = int(details.get("size") or 0)
            found[name] = _Object(path, size, f"{size} {' '.join(versions)}")
    return found


def _copy(filesystem: fsspec.AbstractFileSystem, item: _Object, target: Path, max_bytes: int) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as part:
        try:
            if item.size > max_bytes:
                part.truncate(item.size)
            else:
                with filesystem.open(item.path, "rb") as source:
                    shutil.copyfileobj(source, part, _CHUNK)
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
