"""Random choices that are the same on every machine and with every version of Python."""

import sys
from array import array
from collections.abc import Sequence
from hashlib import shake_128
from typing import TypeVar

Item = TypeVar("Item")
_BLOCK_BYTES = 64
# What is left of a block must be so large that the remainder by a small number is fair.
_LEAST = 1 << 48
_UNIT = 1 << 32
_SHORT_BYTES = 2
_PERCENT = 100


class Draws:
    """A sequence of choices that depends on its key alone: integer arithmetic on a SHA-3 stream."""

    __slots__ = ("_block", "_key", "_left")

    def __init__(self, *key: int | str) -> None:
        self._key = "/".join(map(str, key)).encode()
        self._block = 0
        self._left = 0

    def below(self, limit: int) -> int:
        """Return a whole number from 0 to ``limit - 1``."""
        left = self._left
        if left < _LEAST:
            left = int.from_bytes(self._bytes(_BLOCK_BYTES), "little")
        self._left, found = divmod(left, limit)
        return found

    def between(self, least: int, most: int) -> int:
        """Return a whole number from ``least`` to ``most``."""
        return least + self.below(most - least + 1)

    def chance(self, percent: int) -> bool:
        """Return true in ``percent`` of 100 cases."""
        return self.below(_PERCENT) < percent

    def pick(self, items: Sequence[Item]) -> Item:
        """Return one of ``items``."""
        return items[self.below(len(items))]

    def distinct(self, items: Sequence[Item], count: int) -> list[Item]:
        """Return ``count`` different ones of ``items`` (all, if there are fewer)."""
        rest = list(items)
        return [rest.pop(self.below(len(rest))) for _ in range(min(count, len(rest)))]

    def rank(self, scale: int) -> int:
        """Return a rank from 0 whose share falls as (scale + rank) ** -2, without an end.

        Among n draws, about sqrt(pi * scale * n) ranks are different once n is far above ``scale``: Heaps'
        law with exponent 0.5; nearly all are while n is far below it.
        """
        return scale * _UNIT // (self.below(_UNIT) + 1) - scale

    def many(self, count: int, bits: int) -> Sequence[int]:
        """Return ``count`` whole numbers of ``bits`` bits, 16 at most."""
        mask = int.from_bytes(((1 << bits) - 1).to_bytes(_SHORT_BYTES, "little") * count, "little")
        drawn = int.from_bytes(self._bytes(_SHORT_BYTES * count), "little") & mask
        numbers = array("H", drawn.to_bytes(_SHORT_BYTES * count, "little"))
        if sys.byteorder == "big":
            numbers.byteswap()
        return numbers

    def _bytes(self, count: int) -> bytes:
        self._block += 1
        return shake_128(b"%s#%d" % (self._key, self._block)).digest(count)
