"""Whole objects in stores that fsspec knows (``s3://``, ``gs://``, ``az://``, ...)."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import fsspec  # type: ignore[import-untyped]  # it has no types
from fsspec.core import url_to_fs  # type: ignore[import-untyped]  # it has no types

from flows.errors import StagingError, UsageError


def open_store(address: str) -> tuple[fsspec.AbstractFileSystem, str]:
    """Return the store of an address and the path in it, without a slash at its end.

    Raises:
        UsageError: there is no way to reach such an address.
    """
    try:
        filesystem, root = url_to_fs(address)
    except ImportError as error:
        raise UsageError(f"{address}: {error}") from error
    except ValueError as error:
        raise UsageError(f"{address}: {error}; name a folder or an address that fsspec knows") from error
    return filesystem, root.rstrip("/")


def read_objects(address: str, names: Sequence[str], *, max_bytes: int) -> list[bytes | int | Exception]:
    """Read the objects ``names`` below ``address``, side by side where the store can do that.

    Returns:
        For each its bytes; its size where that is more than ``max_bytes``; or the error of the store.
    """
    filesystem, root = open_store(address)
    filesystem.invalidate_cache()  # what a process has listed earlier may have changed since
    paths = [f"{root}/{name}" for name in names]
    count = len(paths)
    read = filesystem.cat_ranges(paths, [0] * count, [max_bytes + 1] * count, on_error="return")
    return [_outcome(filesystem, path, content, max_bytes) for path, content in zip(paths, read, strict=True)]


def make_folder(address: str) -> None:
    """Make a folder in one that is there; stores that have no folders see to it that the bucket is there.

    Raises:
        StagingError: the store refuses.
        UsageError: there is no way to reach such an address.
    """
    filesystem, root = open_store(address)
    try:
        with suppress(FileExistsError):
            filesystem.mkdir(root, create_parents=False)
    except Exception as error:  # each store raises errors of its own library
        raise StagingError(address, f"{type(error).__name__}: {error}") from error


def put_file(path: Path, folder: str) -> None:
    """Write a file to the folder at an address, by its name; nobody sees a part of it.

    Raises:
        StagingError: the store does not take it.
        UsageError: there is no way to reach such an address.
    """
    filesystem, root = open_store(folder)
    try:
        filesystem.put_file(str(path), f"{root}/{path.name}")
    except Exception as error:  # each store raises errors of its own library
        raise StagingError(folder, f"{type(error).__name__}: {error}") from error


def take_file(folder: str, path: Path) -> None:
    """Bring the file of this name from the folder at an address, and delete it there.

    Raises:
        StagingError: it is not there, or cannot be read.
    """
    filesystem, root = open_store(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        filesystem.get_file(f"{root}/{path.name}", str(path))
        filesystem.rm_file(f"{root}/{path.name}")
    except Exception as error:
        raise StagingError(folder, f"{type(error).__name__}: {error}") from error


def remove_folder(address: str) -> None:
    """Delete a folder with all that is in it, if there is one.

    Raises:
        StagingError: the store refuses.
        UsageError: there is no way to reach such an address.
    """
    filesystem, root = open_store(address)
    try:
        filesystem.invalidate_cache()
        if filesystem.exists(root):
            filesystem.rm(root, recursive=True)
    except Exception as error:
        raise StagingError(address, f"{type(error).__name__}: {error}") from error


def _outcome(
    filesystem: fsspec.AbstractFileSystem, path: str, read: bytes | Exception, max_bytes: int
) -> bytes | int | Exception:
    """Tell what became of an object: of an empty one stores give no range, of a large one only a part."""
    if isinstance(read, bytes) and 0 < len(read) <= max_bytes:
        return read
    try:
        size = int(filesystem.info(path)["size"])
    except Exception as error:  # noqa: BLE001 - each store raises errors of its own library
        return error
    if size > max_bytes:
        return size
    return read if size else b""
