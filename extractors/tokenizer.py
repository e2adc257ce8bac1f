"""A lean tokenizer for spaCy: one regular expression instead of rules and exceptions.

Tokens are runs of letters (with their combining marks), runs of digits, runs of white space, and single
other characters, so that every boundary that extraction needs is a token boundary, and
``doc.text == text`` always. spaCy's own English tokenizer splits what we do not need split
("don't", "U.S."), and alone takes about as long as all of extraction (`make bench`).
"""

import re
from itertools import count
from typing import Any

from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractors.spans import set_text

_SPACE = r" \t\n\r\x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
# Plain ranges are matched far faster than classes such as \w: punctuation and symbols of ASCII, Latin-1,
# the general, arrow, CJK and full-width blocks. All else is a letter or a mark on one.
_NO_LETTER = (
    _SPACE
    + r"!-@\[-`{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7\u2010-\u2027\u202a-\u206f\u2070-\u209c\u20a0-\u20cf"
    r"\u2190-\u2bff\u3001-\u303f\u30fb\uff00-\uff20"
)
# No groups: a tuple per token would keep the garbage collector busy for half of the time.
_TOKEN = re.compile(rf"[^{_NO_LETTER}]+ ?|[{_SPACE}]+|[0-9]+ ?|. ?", re.DOTALL)
_NUMBERS = count()


class _Memo(dict[str, int]):
    """Keys of words in the vocabulary, by token (a word with the space behind it, if any)."""

    def __init__(self, vocab: Any) -> None:
        self.vocab = vocab
        self.in_zone = vocab.in_memory_zone
        # A string that lives exactly as long as all others of this memo: until the memory zone ends.
        self.mark = f"\0{next(_NUMBERS)}"
        vocab.strings.add(self.mark)
        self.spaces: dict[str, bool] = {}

    def __missing__(self, token: str) -> int:
        # White space is a token of its own and takes all of its run: only words have a space behind them.
        self.spaces[token] = space = token[-1] == " " and not token.isspace()
        key: int = self.vocab.strings.add(token[:-1] if space else token)
        self[token] = key
        return key

    def is_valid(self) -> bool:
        """Tell whether the keys still stand for strings: a memory zone takes its own along."""
        return self.in_zone == self.vocab.in_memory_zone and self.mark in self.vocab.strings


class LeanTokenizer:
    """Callable that turns a text into a ``Doc``, losslessly and in linear time."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab: Any = vocab  # spaCy's stub lacks half of it
        self._memo: _Memo | None = None

    def __call__(self, text: str) -> Doc:
        """Tokenize ``text``."""
        if self._memo is None or not self._memo.is_valid():
            self._memo = _Memo(self.vocab)
        tokens = _TOKEN.findall(text)
        words: Any = list(map(self._memo.__getitem__, tokens))  # keys are taken for words, and faster
        doc = Doc(self.vocab, words=words, spaces=list(map(self._memo.spaces.__getitem__, tokens)))
        set_text(doc, text)
        return doc

    # The tokenizer has no state: there is nothing to save.
    def to_bytes(self, **_: object) -> bytes:
        """Return nothing: there is no state."""
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> "LeanTokenizer":
        """Return this tokenizer: there is no state."""
        return self

    def to_disk(self, _path: object, **_: object) -> None:
        """Save nothing: there is no state."""

    def from_disk(self, _path: object, **_: object) -> "LeanTokenizer":
        """Return this tokenizer: there is no state."""
        return self
