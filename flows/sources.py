"""Reads source files; what cannot be read becomes a refusal, and the run goes on."""

import hashlib
import os
import stat
from collections.abc import Sequence
from pathlib import Path

from extractors.decode import Source
from extractors.records import Reject
from extractors.refusals import refuse, too_large
from flows.discover import SourceFile


def read_sources(files: Sequence[SourceFile], *, max_bytes: int) -> list[Source | Reject]:
    """Return each file's bytes, or why there are none; files of a store are read side by side."""
    if files and files[0].store:
        return _read_objects(files, files[0].store, max_bytes=max_bytes)
    return [read_source(file, max_bytes=max_bytes) for file in files]


def read_source(file: SourceFile, *, max_bytes: int) -> Source | Reject:
    """Return the file's bytes, or why there are none; never reads more than ``max_bytes``."""
    try:
        with file.path.open("rb") as opened:
            status = os.fstat(opened.fileno())
            if not stat.S_ISREG(status.st_mode):
                return refuse(file.source_uri, "unreadable", "this is not a regular file; replace it by one")
            if status.st_size > max_bytes:
                return refuse(file.source_uri, "too_large", too_large(status.st_size, max_bytes))
            content = opened.read(max_bytes + 1)
    except FileNotFoundError:
        return _missing(file)
    except OSError as error:
        return refuse(file.source_uri, "unreadable", f"cannot be read: {error.strerror}; check the file")
    if len(content) > max_bytes:
        return refuse(file.source_uri, "too_large", too_large(len(content), max_bytes))
    return Source(file.source_uri, content)


def _read_objects(files: Sequence[SourceFile], store: str, *, max_bytes: int) -> list[Source | Reject]:
    from flows.stores import read_objects  # noqa: PLC0415 - imports fsspec, which few runs need

    contents = read_objects(store, [file.source_uri for file in files], max_bytes=max_bytes)
    return [_of_object(file, content, max_bytes) for file, content in zip(files, contents, strict=True)]


def _of_object(file: SourceFile, content: "bytes | int | Exception", max_bytes: int) -> Source | Reject:
    if isinstance(content, bytes):
        return Source(file.source_uri, content)
    if isinstance(content, int):
        return refuse(file.source_uri, "too_large", too_large(content, max_bytes))
    if isinstance(content, FileNotFoundError):
        return _missing(file)
    what = " ".join(f"{type(content).__name__}: {content}".split())[:200]
    return refuse(file.source_uri, "unreadable", f"cannot be read: {what}; check the store")


def fingerprint(path: Path, *, max_bytes: int) -> tuple[str | None, int]:
    """Return SHA-256 (hex) and size of the file; ``(None, 0)`` when it cannot or should not be read."""
    try:
        with path.open("rb") as opened:
            status = os.fstat(opened.fileno())
            if not stat.S_ISREG(status.st_mode) or status.st_size > max_bytes:
                return None, 0
            return hashlib.file_digest(opened, "sha256").hexdigest(), status.st_size
    except OSError:
        return None, 0


def _missing(file: SourceFile) -> Reject:
    if file.path.is_symlink():
        return refuse(file.source_uri, "unreadable", "this link leads nowhere; mend or remove it")
    return refuse(
        file.source_uri, "disappeared", "the file was there when the run began, but not when it was read"
    )
