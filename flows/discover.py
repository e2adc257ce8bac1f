"""Finds the documents below the raw folder."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from extractors.formats import SUFFIXES
from extractors.ids import document_id
from flows.errors import FolderUnreadableError, RawFolderMissingError


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A document's file and the name that the warehouse knows it by; a run keeps one for each document."""

    source_uri: str
    folder: Path
    name: str
    """Its path below ``folder``: the same string as ``source_uri``, but for bytes that are no UTF-8."""
    store: str | None = None
    """The address of the folder that it is read from instead, where ``path`` is a copy that others miss."""

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.folder / self.name

    @property
    def document_id(self) -> str:
        """The document's key in all tables."""
        return document_id(self.source_uri)


@dataclass(frozen=True)
class Discovery:
    """The documents in the order of their names, and what was passed over."""

    files: tuple[SourceFile, ...]
    skipped: tuple[str, ...]


def require_raw_folder(raw: Path) -> None:
    """Refuse a raw folder that is not there.

    Raises:
        RawFolderMissingError: it is missing, or not a folder.
    """
    if not raw.is_dir():
        raise RawFolderMissingError(raw)


def discover(raw: Path) -> Discovery:
    """List all text, Markdown and HTML files below ``raw``; hidden files and folders do not count.

    A link that leads out of ``raw``, a linked folder and a file of another kind are skipped and named.
    Whether a file can be read is not looked at here: that is found out when it is read.

    Raises:
        RawFolderMissingError: ``raw`` is no folder.
        FolderUnreadableError: a folder in it cannot be listed.
    """
    require_raw_folder(raw)
    root = raw.resolve()
    files, skipped = [], []
    for folder, names, entries in os.walk(raw, onerror=_cannot_list):
        linked = [name for name in names if Path(folder, name).is_symlink()]
        names[:] = [name for name in names if not name.startswith(".") and name not in linked]
        for name in entries + linked:
            path = Path(folder, name)
            if name.startswith("."):
                continue
            if name not in linked and _is_document(path, root):
                files.append(_source_file(path, raw))
            else:
                skipped.append(_uri(_name(path, raw)))
    return Discovery(tuple(sorted(files, key=lambda file: file.source_uri)), tuple(sorted(skipped)))


def _is_document(path: Path, root: Path) -> bool:
    if path.suffix.lower() not in SUFFIXES:
        return False
    if path.is_symlink():
        return Path(os.path.realpath(path)).is_relative_to(root)  # unlike resolve(), it stands a loop
    return path.is_file() or not path.exists()  # a pipe or a device would never end


def _source_file(path: Path, raw: Path) -> SourceFile:
    name = _name(path, raw)
    uri = _uri(name)
    return SourceFile(uri, raw, uri if name == uri else name)


def _name(path: Path, raw: Path) -> str:
    """Return the path below ``raw``, with forward slashes."""
    return path.relative_to(raw).as_posix()


def _uri(name: str) -> str:
    r"""Return a name as UTF-8 can say it: bytes that are none become ``\xff``."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _cannot_list(error: OSError) -> NoReturn:
    raise FolderUnreadableError(str(error.filename), error.strerror or type(error).__name__) from error
