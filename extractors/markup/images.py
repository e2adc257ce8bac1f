"""What stands for an image in readable text: the name of its file, and what it shows."""

import html
import re
from typing import NamedTuple
from urllib.parse import unquote

from extractors.markup.html_tokens import Span

# Image services carry the address of the original in a query of theirs.
_ORIGINAL = re.compile(r"[?&](?:url|src)=([^&#\s]+)", re.IGNORECASE)
_SEPARATOR = re.compile(r"/|%2F", re.IGNORECASE)
_MAX_ADDRESS = 4_000


class Image(NamedTuple):
    """An image of a page."""

    address: str
    """As it is written."""
    place: Span
    """Where it is written in the source; where the image is, if that says its address elsewhere."""
    description: tuple[tuple[str | None, int, int], ...] = ()
    """What it shows: texts and their places; ``None`` for text that may hold entities."""


def file_name(image: Image) -> tuple[str, int, int] | None:
    """Return the name of the image's file, decoded, and its place in the source; ``None`` if it has none."""
    address = image.address
    if len(address) > _MAX_ADDRESS or address.lstrip()[:5].lower() == "data:":
        return None
    path = min((cut for cut in (address.find("?"), address.find("#")) if cut >= 0), default=len(address))
    name, start, end = _base_name(address, 0, path)
    if not name:
        original = _ORIGINAL.search(address)
        if original:
            name, start, end = _base_name(address, *original.span(1))
    if not name:
        return None
    first, last = image.place
    return (name, first + start, first + end) if last - first == len(address) else (name, first, last)


def _base_name(address: str, start: int, end: int) -> tuple[str, int, int]:
    for separator in _SEPARATOR.finditer(address, start, end):
        start = separator.end()
    written = address[start:end]
    start += len(written) - len(written.lstrip())
    name = " ".join(unquote(html.unescape(written)).split())
    return name, start, start + len(written.strip())
