"""A raw folder to fetch into."""

from pathlib import Path

import pytest

from flows.fetching.rounds import Round, fetch_all
from flows.settings import load_settings


class Fetcher:
    """A raw folder, and the file of sources that fills it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.raw = folder, folder / "raw"

    def __call__(self, toml: str, **settings: object) -> Round:
        file = self.folder / "sources.toml"
        file.write_text(f"[lab]\nseconds_between = 0\n{toml}", "utf-8")
        told = {"page_seconds": 1.0, "fetch_attempts": 2, "max_document_bytes": 1_000_000} | settings
        return fetch_all(load_settings(raw=self.raw, sources=file, **told))

    def pages(self, *addresses: str, **settings: object) -> Round:
        return self(f"pages = {list(addresses)!r}", **settings)

    def files(self) -> list[Path]:
        return sorted(path for path in self.raw.rglob("*") if path.is_file() and path.name[0] != ".")


@pytest.fixture
def fetch(tmp_path: Path) -> Fetcher:
    return Fetcher(tmp_path)
