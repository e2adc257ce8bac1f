"""One round of fetching: all sources, page by page; a page that fails does not stop the others."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, NamedTuple

from flows.errors import UsageError
from flows.fetching.client import LIST_TYPES, PAGE_TYPES, FetchError, PoliteClient
from flows.fetching.listing import read_feed, read_sitemap
from flows.fetching.sources import Source, checked_address, read_sources
from flows.fetching.store import PageStore
from flows.settings import Settings

_MAX_SITEMAPS = 100

Outcome = Literal["new", "changed", "same", "failed"]


class Fetched(NamedTuple):
    """What became of a page, feed or sitemap."""

    source: str
    address: str
    outcome: Outcome
    problem: str | None


class Round(NamedTuple):
    """All pages of a round, and the feeds and sitemaps that failed."""

    fetched: tuple[Fetched, ...]

    @property
    def failed(self) -> tuple[Fetched, ...]:
        """What could not be fetched."""
        return tuple(one for one in self.fetched if one.outcome == "failed")

    def headline(self) -> str:
        """Return what the round did, in one line."""
        counts = Counter(one.outcome for one in self.fetched)
        return ", ".join(f"{counts[name]:,} {name}" for name in ("new", "changed", "same", "failed"))


def fetch_all(settings: Settings, *, on_page: Callable[[Fetched], None] = lambda _: None) -> Round:
    """Bring new and changed pages of all sources into the raw folder, each into the folder of its name.

    Raises:
        SourcesFileError: the file of sources is missing or wrong.
        UsageError: the raw folder is elsewhere.
    """
    if not isinstance(settings.raw, Path):
        raise UsageError(f"pages are fetched into a folder of this machine, not to {settings.raw}; see --raw")
    sources = read_sources(settings.sources)
    found = []
    client = PoliteClient(
        sources,
        max_bytes=settings.max_document_bytes,
        page_seconds=settings.page_seconds,
        attempts=settings.fetch_attempts,
    )
    with closing(client):
        for name, source in sources.items():
            store = PageStore(settings.raw / name)
            for one in _fetch_source(client, name, source, store, settings.max_document_bytes):
                on_page(one)
                found.append(one)
    return Round(tuple(found))


def _fetch_source(
    client: PoliteClient, name: str, source: Source, store: PageStore, max_bytes: int
) -> Iterator[Fetched]:
    pages: dict[str, None] = dict.fromkeys(source.pages)
    room = len(pages) + source.max_pages
    for listed in _listed(client, name, source, max_bytes):
        if isinstance(listed, Fetched):
            yield listed
        elif listed in pages or len(pages) < room:
            try:
                pages[checked_address(listed)] = None
            except ValueError as error:
                yield Fetched(name, listed, "failed", str(error))
    for address in pages:
        try:
            yield Fetched(name, address, _fetch_page(client, address, source, store), None)
        except FetchError as error:
            yield Fetched(name, address, "failed", str(error))
        except OSError as error:
            yield Fetched(name, address, "failed", f"it cannot be written ({error.strerror})")


def _fetch_page(client: PoliteClient, address: str, source: Source, store: PageStore) -> Outcome:
    before = store.last(address)
    answer = client.get(
        address,
        types=PAGE_TYPES,
        seconds_between=source.seconds_between,
        etag=before.etag if before else None,
        last_modified=before.last_modified if before else None,
    )
    return "same" if answer.is_unchanged else store.keep(address, answer, datetime.now(UTC))


def _listed(client: PoliteClient, name: str, source: Source, max_bytes: int) -> Iterator[str | Fetched]:
    """Yield the pages of feeds and sitemaps that are wanted, and the feeds and sitemaps that fail."""
    waiting = [("feed", address) for address in source.feeds]
    waiting += [("sitemap", address) for address in source.sitemaps]
    seen: set[str] = set()
    while waiting and len(seen) < _MAX_SITEMAPS:
        kind, address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        try:
            answer = client.get(address, types=LIST_TYPES, seconds_between=source.seconds_between)
            if kind == "feed":
                yield from filter(source.wants, read_feed(answer.content, answer.address))
                continue
            for what, found in read_sitemap(answer.content, answer.address, max_bytes=max_bytes):
                if what == "sitemap":
                    waiting.append(("sitemap", found))
                elif source.wants(found):
                    yield found
        except FetchError as error:
            yield Fetched(name, address, "failed", str(error))
