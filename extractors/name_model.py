"""How much a phrase looks like one person's name: a linear model over hashed features of its words.

Logistic regression with feature hashing (Weinberger et al., 2009); ``tests.training.names`` fits the
weights, ``models/README.md`` is their card. The score of a phrase is a sum over its words, so the words'
shares are kept from one phrase to the next.
"""

from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Final
from zlib import crc32

BUCKETS: Final = 1 << 18
MAX_WORDS: Final = 7
MAX_WORD_CHARS: Final = 40
_MAX_KEPT = 50_000
_SCALE: Final = 16.0
"""Weights are stored as whole numbers of sixteenths, one byte each."""

_kept_words: dict[tuple[str, str], tuple[float, str]] = {}
_kept_shapes: dict[str, float] = {}
_loaded: list[memoryview] = []


def shape(word: str) -> str:
    """Return the word's pattern of letter case: runs of upper, lower, caseless letters, digits, marks."""
    kinds: list[str] = []
    for char in word:
        if char.isupper():
            kind = "X"
        elif char.islower():
            kind = "x"
        elif char.isalpha():
            kind = "c"
        elif char.isdigit():
            kind = "0"
        elif "\u0300" <= char <= "\u036f":
            continue
        else:
            kind = "'" if char in "’`´ʼ" else char
        if not kinds or kinds[-1] != kind or kind == "X":
            kinds.append(kind)
    return "".join(kinds[:6])


def word_features(word: str, place: str) -> Iterator[str]:
    """Yield the features of a word at a place in its phrase: first, middle, last or only, by its letter."""
    lower = word.lower()
    form = shape(word)
    first_3, last_3, first_4, last_4 = lower[:3], lower[-3:], lower[:4], lower[-4:]
    yield "w" + lower
    yield place + "w" + lower
    yield "p" + first_3 + form
    yield "s" + last_3 + form
    yield "p" + first_4
    yield "s" + last_4
    yield place + "p" + first_3
    yield place + "s" + last_3
    yield place + "s" + last_4
    yield place + "f" + form
    yield f"{place}n{min(len(word), 12)}{form[:2]}"


def phrase_features(count: int, shapes: str) -> Iterator[str]:
    """Yield the features of a phrase of ``count`` words as a whole: the order of its words' patterns."""
    yield f"count{count}"
    yield "shapes " + shapes


def places(count: int) -> str:
    """Return one letter per word of a phrase of ``count`` words: where the word stands."""
    return "o" if count == 1 else "f" + "m" * (count - 2) + "l"


def bucket(feature: str) -> int:
    """Return the feature's index among the weights."""
    return crc32(feature.encode("utf-8", "surrogatepass")) % BUCKETS


def score_words(words: Sequence[str]) -> float:
    """Return the log-odds that ``words`` are one person's name.

    Phrases of more than ``MAX_WORDS`` words and words longer than ``MAX_WORD_CHARS`` get -20.
    """
    if not 1 <= len(words) <= MAX_WORDS or max(map(len, words)) > MAX_WORD_CHARS:
        return -20.0
    total = 0.0
    shapes = []
    for word, place in zip(words, places(len(words)), strict=True):
        known = _kept_words.get((word, place))
        if known is None:
            known = _keep_word(word, place)
        total += known[0]
        shapes.append(known[1])
    key = " ".join(shapes)
    kept = _kept_shapes.get(key)
    return total + (_keep_shapes(len(words), key) if kept is None else kept)


def _keep_word(word: str, place: str) -> tuple[float, str]:
    weights = _weights()
    if len(_kept_words) >= _MAX_KEPT:
        _kept_words.clear()
    share = sum(weights[bucket(feature)] for feature in word_features(word, place)) / _SCALE
    _kept_words[word, place] = share, shape(word)
    return _kept_words[word, place]


def _keep_shapes(count: int, key: str) -> float:
    weights = _weights()
    if len(_kept_shapes) >= _MAX_KEPT:
        _kept_shapes.clear()
    share = sum(weights[bucket(feature)] for feature in phrase_features(count, key)) / _SCALE
    _kept_shapes[key] = share
    return share


def replace_weights(data: bytes) -> None:
    """Score with other weights from now on: those that a fit is tested with.

    Raises:
        ValueError: they are not ``BUCKETS`` bytes.
    """
    if len(data) != BUCKETS:
        raise ValueError(f"the name model has {len(data)} weights, not {BUCKETS}; fit it anew")
    _kept_words.clear()
    _kept_shapes.clear()
    _loaded[:] = [memoryview(data).cast("b")]


def _weights() -> memoryview:
    if not _loaded:
        replace_weights((files("extractors") / "models" / "names.bin").read_bytes())
    return _loaded[0]
