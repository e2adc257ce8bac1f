"""From a file's bytes to its text, or to the reason why there is none."""

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass

from extractors.refusals import too_large

MAX_DOCUMENT_BYTES = 16 * 1024 * 1024

# The longer mark first: UTF-32's begins with UTF-16's.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_STORABLE = str.maketrans({0: "\ufffd"})
# Control characters that no text holds; bytes in a text file, more than a stray one means binary.
_CONTROLS = bytes(range(9)) + bytes(range(14, 27)) + bytes(range(28, 32))
_BINARY_SHARE = 0.02
_SAMPLE_BYTES = 65_536
_DECLARATION_BYTES = 2_048
_CHARSET = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True)
class Source:
    """A raw document: where it came from and its bytes."""

    source_uri: str
    content: bytes


@dataclass(frozen=True)
class Decoded:
    """A document's text, how it was decoded, and what had to be mended on the way."""

    text: str
    encoding: str
    review_reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refused:
    """Why a document has no text: the rule's name and a sentence for the user."""

    rule: str
    reason: str


def decode(
    content: bytes, *, max_bytes: int = MAX_DOCUMENT_BYTES, may_declare: bool = False
) -> Decoded | Refused:
    """Decode ``content``: by its byte order mark, as UTF-8, as UTF-16 by its zeros, else as Windows-1252.

    A page that ``may_declare`` its encoding (HTML) is decoded as it says where it is not UTF-8.

    Windows-1252 is what the WHATWG Encoding Standard falls back to (it contains printable Latin-1); that
    is a guess and is said so. Line ends stay as they are; a byte order mark is dropped.
    """
    if len(content) > max_bytes:
        return Refused("too_large", too_large(len(content), max_bytes))
    decoded = _decode(content, _declared(content) if may_declare else None)
    if decoded is None:
        return Refused("binary", "this is binary data, not text; save the page's text instead")
    if not decoded.text or decoded.text.isspace():
        return Refused("empty", "there is no text in this file; remove it or fetch it again")
    return decoded


def storable(text: str) -> str:
    """Replace what no database or JSON file can hold, NUL and lone surrogates, by U+FFFD, one for one."""
    if "\0" in text:
        text = text.translate(_STORABLE)
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def _declared(content: bytes) -> str | None:
    """Return the encoding that a page declares, if Python knows it."""
    found = _CHARSET.search(content, 0, _DECLARATION_BYTES)
    name = found[1].decode("ascii").lower() if found else ""
    with suppress(LookupError):
        # "latin-1" on the web has always meant Windows-1252.
        return None if name in ("", "iso-8859-1", "latin1", "us-ascii") else codecs.lookup(name).name
    return None


def _decode(content: bytes, declared: str | None) -> Decoded | None:
    """Return the text of ``content``, ``None`` when it is binary."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _clean(content[len(mark) :].decode(encoding, "replace"), encoding)
    sample = content[:_SAMPLE_BYTES]
    utf16 = _utf16_by_zeros(sample)
    if utf16:
        return _clean(content.decode(utf16, "replace"), utf16)
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > max(1, _BINARY_SHARE * len(sample)):
        return None
    # UTF-8 that holds encoded surrogates is still far more UTF-8 than it is Windows-1252.
    for errors in ("strict", "surrogatepass"):
        with suppress(UnicodeDecodeError):
            return _clean(content.decode("utf-8", errors), "utf-8")
    if declared and "utf" not in declared:
        with suppress(UnicodeDecodeError, LookupError):
            return _clean(content.decode(declared), declared)
    # Its five undefined bytes become the control characters of Latin-1, as the standard has it.
    return _clean(content.decode("latin-1").translate(_WINDOWS_1252), "windows-1252", "encoding_guessed")


def _clean(text: str, encoding: str, *review_reasons: str) -> Decoded:
    clean = storable(text)
    if "\ufffd" in clean:
        review_reasons += ("characters_replaced",)
    return Decoded(clean, encoding, review_reasons)


def _utf16_by_zeros(sample: bytes) -> str | None:
    """Tell UTF-16 without a mark: mostly Latin text has a zero in every other byte."""
    half = len(sample) // 2
    if half < 2:  # noqa: PLR2004 - one character proves nothing
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


_WINDOWS_1252 = {
    byte: char for byte in range(0x80, 0xA0) if (char := bytes([byte]).decode("windows-1252", "ignore"))
}
