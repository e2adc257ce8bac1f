"""Keeps fetched pages in the raw folder, each with its trail: a hidden file of JSON lines beside it."""

import re
from hashlib import sha256
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

from pydantic import AwareDatetime, BaseModel, ValidationError

from flows.fetching.client import PAGE_TYPES, Response

_SLUG_LENGTH = 80


class TrailEntry(BaseModel, frozen=True):
    """One change of a page: what was fetched, from where and when."""

    address: str
    final_address: str
    """Where redirects led to."""
    fetched_at: AwareDatetime
    status: int
    content_type: str
    size_bytes: int
    content_sha256: str
    etag: str | None
    last_modified: str | None
    file: str


class PageStore:
    """The files of one publisher."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def last(self, address: str) -> TrailEntry | None:
        """Return how a page was last fetched, if its file is still there."""
        try:
            lines = self._trail(address).read_text("utf-8").splitlines()
            entry = TrailEntry.model_validate_json(lines[-1])
        except (OSError, IndexError, UnicodeDecodeError, ValidationError):
            return None
        is_ours = entry.file == Path(entry.file).name and entry.file.startswith(_stem(address))
        return entry if is_ours and (self._folder / entry.file).is_file() else None

    def keep(
        self, address: str, answer: Response, fetched_at: AwareDatetime
    ) -> Literal["new", "changed", "same"]:
        """Write a page and then its trail, so that a crash between the two fetches it again.

        Raises:
            OSError: it cannot be written.
        """
        before = self.last(address)
        entry = TrailEntry(
            address=address,
            final_address=answer.address,
            fetched_at=fetched_at,
            status=answer.status,
            content_type=answer.content_type,
            size_bytes=len(answer.content),
            content_sha256=sha256(answer.content).hexdigest(),
            etag=answer.etag,
            last_modified=answer.last_modified,
            file=_stem(address) + PAGE_TYPES[answer.content_type],
        )
        self._folder.mkdir(parents=True, exist_ok=True)
        if before and before.content_sha256 == entry.content_sha256 and before.file == entry.file:
            if (before.etag, before.last_modified) != (entry.etag, entry.last_modified):
                self._note(address, entry)
            return "same"
        _replace(self._folder / entry.file, answer.content)
        if before and before.file != entry.file:
            (self._folder / before.file).unlink()
        self._note(address, entry)
        return "changed" if before else "new"

    def _note(self, address: str, entry: TrailEntry) -> None:
        with self._trail(address).open("a", encoding="utf-8") as trail:
            trail.write(entry.model_dump_json() + "\n")

    def _trail(self, address: str) -> Path:
        return self._folder / f".{_stem(address)}.fetched.jsonl"


def _stem(address: str) -> str:
    """Return a readable file name without its ending; a hash of the address keeps apart what looks alike."""
    path = unquote(urlsplit(address).path).rstrip("/").rpartition("/")[2]
    slug = re.sub(r"[^a-z0-9]+", "-", path.lower().rpartition(".")[0] or path.lower()).strip("-")
    return f"{slug[:_SLUG_LENGTH] or 'page'}-{sha256(address.encode()).hexdigest()[:10]}"


def _replace(path: Path, content: bytes) -> None:
    # Hidden, so that a run that reads the folder meanwhile passes it over.
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
