"""Drifts: what happens to the text of a page on its way, without changing what it says."""

import re
import textwrap
import unicodedata
from collections.abc import Callable
from typing import Final

from flows.generating.layouts import Format

_BYTE_ORDER_MARK: Final = "\ufeff"
_WIDTH: Final = 78
_BLANK_LINES: Final = re.compile(r"\n\n+")


def _crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _byte_order_mark(text: str) -> str:
    return _BYTE_ORDER_MARK + text


def _no_blank_lines(text: str) -> str:
    return _BLANK_LINES.sub("\n", text)


def _more_blank_lines(text: str) -> str:
    return text.replace("\n\n", "\n \n\n")


def _wrapped(text: str) -> str:
    lines: list[str] = []
    for line in text.split("\n"):
        lines += textwrap.wrap(line, _WIDTH, break_long_words=False, break_on_hyphens=False) or [""]
    return "\n".join(lines)


def _tabs(text: str) -> str:
    """Indent every third line by a tab and end every other third in one, as copies out of tables do."""
    lines = text.split("\n")
    lines[::3] = [f"\t{line}" if line else line for line in lines[::3]]
    lines[1::3] = [f"{line}\t" if line else line for line in lines[1::3]]
    return "\n".join(lines)


def _no_break_spaces(text: str) -> str:
    return text.replace(". ", ".\u00a0")


_ANY: Final[dict[str, Callable[[str], str]]] = {
    "crlf": _crlf,
    "nfd": _decomposed,
    "bom": _byte_order_mark,
    "nbsp": _no_break_spaces,
}
_TEXT: Final[dict[str, Callable[[str], str]]] = {
    "no_blank_lines": _no_blank_lines,
    "more_blank_lines": _more_blank_lines,
    "wrapped": _wrapped,
    "tabs": _tabs,
}
DRIFTS: Final[dict[str, Callable[[str], str]]] = _ANY | _TEXT


def drifts_of(page_format: Format) -> tuple[str, ...]:
    """Return the names of the drifts that a page of a format can go through."""
    return tuple(DRIFTS if page_format == "txt" else _ANY)
