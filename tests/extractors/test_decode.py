import codecs

import pytest

from extractors.decode import Decoded, Refused, decode, storable

TEXT = "Jürgen’s papers — 1 €\r\nOn bandits"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-32"), "utf-32-le"),
    ],
)
def test_unicode(content: bytes, encoding: str) -> None:
    assert decode(content) == Decoded(TEXT, encoding)


def test_windows_1252_is_said_to_be_a_guess() -> None:
    assert decode(TEXT.encode("windows-1252")) == Decoded(TEXT, "windows-1252", ("encoding_guessed",))


@pytest.mark.parametrize("inside", [b"\x00", b"\xed\xa0\x80"])
def test_what_nothing_can_store_is_replaced_and_said(inside: bytes) -> None:
    assert decode(b"On ban" + inside + b"dits and more") == Decoded(
        "On ban\ufffddits and more", "utf-8", ("characters_replaced",)
    )


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (codecs.BOM_UTF16_LE, "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 9, "binary"),
        (bytes(range(256)) * 9, "binary"),
        (b"x" * 101, "too_large"),
    ],
)
def test_refused(content: bytes, rule: str) -> None:
    refused = decode(content, max_bytes=100 if rule == "too_large" else 10_000)
    assert isinstance(refused, Refused)
    assert refused.rule == rule


def test_storable_keeps_offsets() -> None:
    assert storable("a\0b\udc00c😀") == "a\ufffdb\ufffdc😀"
