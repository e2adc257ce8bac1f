"""Writes made-up documents into a folder: the only part of the generator that touches the disk."""

import json
from dataclasses import asdict
from importlib.metadata import version
from itertools import count, islice
from pathlib import Path
from typing import Final, NamedTuple

from extractors.errors import TransientError
from flows.errors import UsageError
from flows.generating.documents import Documents, Options

# Hidden, so that it is no document; it says what the folder's documents were made with.
MARKER: Final = ".made-up.json"


class Written(NamedTuple):
    """What a call did: documents made, those among them that were there already, and bytes of all."""

    documents: int
    kept: int
    size: int


class Extent(NamedTuple):
    """How much to write: so many documents, or as many as make so many bytes, whichever comes first."""

    documents: int | None = None
    size: int | None = None


class WriteError(TransientError):
    """A file could not be written."""

    def __init__(self, path: Path, problem: str, documents: int) -> None:
        self.path = path
        super().__init__(
            f"{path}: {problem}; {documents:,} documents before it are complete: make room and call it again"
        )


class NotMadeUpError(UsageError):
    """The folder holds something else, which is not overwritten."""

    def __init__(self, path: Path, problem: str) -> None:
        self.path = path
        super().__init__(f"{path} {problem}; name an empty or new folder, or write into it with --force")


def write_documents(
    folder: Path, options: Options, extent: Extent, *, gold: bool = False, force: bool = False
) -> Written:
    """Write the first documents of a corpus into ``folder``.

    A folder can grow: what is there already and is the same stays as it is.

    Raises:
        NotMadeUpError: the folder holds other files, documents made with other options, or a document
            that was changed; not with ``force``, which overwrites.
        WriteError: the disk is full, or a file cannot be written for another reason.
    """
    _claim(folder, options, force=force)
    made_up = Documents(options)
    made, kept, written = 0, 0, 0
    folders: set[Path] = set()
    for number in islice(count(), extent.documents):
        if extent.size is not None and written >= extent.size:
            break
        document = made_up.document(number)
        beside = folder / document.publisher
        files = {beside / document.name: document.content}
        if gold:
            files[beside / f"{document.stem}.json"] = document.gold_content()
        try:
            if beside not in folders:
                beside.mkdir(exist_ok=True)
                folders.add(beside)
            news = [_write(path, content, force=force) for path, content in files.items()]
        except OSError as error:
            where = Path(error.filename or beside / document.name)
            raise WriteError(where, error.strerror or str(error), made) from error
        made += 1
        kept += not news[0]
        written += len(document.content)
    return Written(made, kept, written)


def _claim(folder: Path, options: Options, *, force: bool) -> None:
    """Refuse a folder that holds something else, and note what is made here."""
    content = json.dumps({"roundup": version("roundup")} | asdict(options), indent=1) + "\n"
    marker = folder / MARKER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not force:
            if marker.is_file():
                if marker.read_text("utf-8") != content:
                    raise NotMadeUpError(folder, "holds documents that were made with other options")
            elif any(folder.iterdir()):
                raise NotMadeUpError(folder, "is not empty")
        marker.write_text(content, "utf-8")
    except OSError as error:
        raise WriteError(Path(error.filename or marker), error.strerror or str(error), 0) from error


def _write(path: Path, content: bytes, *, force: bool) -> bool:
    """Write a new file; return false if it is there already and the same."""
    try:
        file = path.open("xb", buffering=0)
    except FileExistsError:
        if _holds(path, content):
            return False
        if not force:
            raise NotMadeUpError(path, "is there and differs from what would be written") from None
        file = path.open("wb", buffering=0)
    try:
        with file:
            rest = memoryview(content)
            while rest:
                rest = rest[file.write(rest) :]
    except OSError as error:
        if path.is_file():
            path.unlink()  # half a document must not pass for one
        raise OSError(error.errno, error.strerror, str(path)) from error
    return True


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content
