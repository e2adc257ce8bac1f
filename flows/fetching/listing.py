"""Finds the addresses of pages in feeds and sitemaps."""

import zlib
from typing import Literal

import feedparser  # type: ignore[import-untyped]  # it has no types
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from flows.fetching.client import FetchError, joined

Listed = list[tuple[Literal["page", "sitemap"], str]]


def read_feed(content: bytes, address: str) -> list[str]:
    """Return the pages that an RSS or Atom feed links to, in its order.

    Raises:
        FetchError: it is no feed.
    """
    # Bytes, never an address: the parser itself would fetch one.
    feed = feedparser.parse(content, resolve_relative_uris=False, sanitize_html=False)
    if not feed.version:
        raise FetchError("it is no feed")
    return [joined(address, entry.link) for entry in feed.entries if entry.get("link")]


def read_sitemap(content: bytes, address: str, *, max_bytes: int) -> Listed:
    """Return the pages and further sitemaps of a sitemap (https://www.sitemaps.org), plain or gzipped.

    Raises:
        FetchError: it is no sitemap, or larger than ``max_bytes`` once unpacked.
    """
    try:
        root = fromstring(_unpacked(content, max_bytes))
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise FetchError("it is no sitemap") from error
    kind = _local_name(root.tag)
    if kind not in {"urlset", "sitemapindex"}:
        raise FetchError("it is no sitemap")
    return [
        ("page" if kind == "urlset" else "sitemap", joined(address, place.text.strip()))
        for entry in root
        for place in entry
        if _local_name(place.tag) == "loc" and place.text
    ]


def _unpacked(content: bytes, max_bytes: int) -> bytes:
    if not content.startswith(b"\x1f\x8b"):
        return content
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(content, max_bytes)
    except zlib.error as error:
        raise FetchError("it is damaged") from error
    if unpacker.unconsumed_tail:
        raise FetchError(f"it is larger than {max_bytes:,} bytes once unpacked")
    return unpacked


def _local_name(tag: object) -> str:
    return str(tag).rpartition("}")[2]
