"""What stands for an image in readable text: the name of its file, and what it shows."""

import html
import re
from urllib.parse import unquote

from extractors.markup.html_tokens import Span

# Image services carry the address of the original in a query of theirs.
_ORIGINAL = re.compile(r"[?&](?:url|src)=([^&#\s]+)", re.IGNORECASE)
_SEPARATOR = re.compile(r"/|%2F", re.IGNORECASE)
_MAX_ADDRESS = 4_000


def file_name(source: str, address: Span) -> tuple[str, int, int] | None:
    """Return the name of the file at ``address``, decoded, and where it stands; ``None`` if it has none."""
    start, end = address
    if end - start > _MAX_ADDRESS or source[start:end].lstrip()[:5].lower() == "data:":
        return None
    original = _ORIGINAL.search(source, start, end)
    for mark in "?#":
        cut = source.find(mark, start, end)
        end = cut if cut >= 0 else end
    found = _base_name(source, start, end)
    if found is None and original:
        return _base_name(source, *original.span(1))
    return found


def _base_name(source: str, start: int, end: int) -> tuple[str, int, int] | None:
    for separator in _SEPARATOR.finditer(source, start, end):
        start = separator.end()
    while start < end and source[start].isspace():
        start += 1
    while start < end and source[end - 1].isspace():
        end -= 1
    name = " ".join(unquote(html.unescape(source[start:end])).split())
    return (name, start, end) if name else None
