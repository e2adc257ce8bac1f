"""Deterministic keys: a prefix that says what a row is, and a hash of what makes it that row.

Each part goes into the hash with its length before it, so that no two lists of parts run into each other,
as they would when joined by a separator. 80 bits: with 10^9 keys the chance of any collision is below one
in a million.
"""

import hashlib
import re
import unicodedata
from collections import Counter

_NO_LETTER_OR_DIGIT = re.compile(r"[\W_]+")
_NO_LETTER_OF_ASCII = {code: None for code in range(128) if not chr(code).isalnum()}


def make_id(prefix: str, *parts: str) -> str:
    """Return ``prefix_`` followed by 20 hex digits that depend on ``parts`` only."""
    key = "".join([f"{len(part)}:{part}" for part in parts])
    return f"{prefix}_{hashlib.blake2b(key.encode(), digest_size=10).hexdigest()}"


def document_id(source_uri: str) -> str:
    """Return the key of the document that lies at ``source_uri``."""
    return make_id("doc", source_uri)


def title_key(title: str) -> str:
    """Return the letters and digits of ``title``, compatibility-folded and without case.

    Two listings of one work differ in quotes, dashes, case and white space; its letters stay.
    """
    folded = unicodedata.normalize("NFKC", title).casefold()
    return letters_and_digits(folded)


def letters_and_digits(text: str) -> str:
    """Return ``text`` without all else."""
    return text.translate(_NO_LETTER_OF_ASCII) if text.isascii() else _NO_LETTER_OR_DIGIT.sub("", text)


class ChildIds:
    """Hands out keys of a document's children; equal children get keys by order of occurrence."""

    def __init__(self, document_id: str) -> None:
        self._document_id = document_id
        self._seen: Counter[tuple[str, ...]] = Counter()

    def new(self, prefix: str, *parts: str) -> str:
        """Return the key of the next child that ``parts`` describe."""
        self._seen[prefix, *parts] += 1
        return make_id(prefix, self._document_id, *parts, str(self._seen[prefix, *parts]))
