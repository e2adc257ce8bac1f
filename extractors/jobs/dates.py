"""When a posting was published, if its header says so."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any, Final

from extractors.jobs.posting import Fact, Posting

_MAX_CHARS = 40
_WITH_DOTS = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")  # day first, wherever it is used
_LANGUAGES: Final = ["en", "de", "fr", "es"]
# Whole dates only: what counts from today would change from run to run.
_SETTINGS: Final[dict[str, Any]] = {
    "STRICT_PARSING": True,
    "REQUIRE_PARTS": ["day", "month", "year"],
    "PARSERS": ["absolute-time"],
}


def find_date(posting: Posting) -> Iterator[Fact]:
    """Yield ``posted_on`` as ISO 8601, if the header names a date that can be read in one way only."""
    header = posting.header("posted")
    value = parse_date(posting.text[header.start : header.end]) if header else None
    if header and value:
        yield Fact("posted_on", value.isoformat(), header.start, header.end, "header")


@lru_cache(1_024)
def parse_date(text: str) -> date | None:
    """Return the date that a text is; ``None`` for others, and for "3/4/2024", which is two."""
    if len(text) > _MAX_CHARS:
        return None
    import dateparser  # noqa: PLC0415 - takes a tenth of the start, and few documents bear a date

    orders = ("DMY",) if _WITH_DOTS.fullmatch(text) else ("DMY", "MDY")
    found = {
        dateparser.parse(text, languages=_LANGUAGES, settings=_SETTINGS | {"DATE_ORDER": order})
        for order in orders
    }
    value = found.pop()
    return value.date() if value and not found else None
