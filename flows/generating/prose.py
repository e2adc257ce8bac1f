"""Running text: sentences whose words are drawn from the vocabulary."""

from collections.abc import Sequence
from typing import Final

from flows.generating.draws import Draws
from flows.generating.words import PARTS, rare_noun, vocabulary

# In every sentence adjective, noun and verb follow each other, so that one list of words in that order
# fills any sequence of sentences.
RESEARCH: Final = (
    "We show that the %s %s can %s more than its predecessors, whatever the size of the input.",
    "Most systems with one %s %s cannot %s it in time, and here the %s %s begins to %s what is left.",
    "It takes a new kind of %s %s to %s what others leave aside.",
    "By means of any %s %s one can %s each part on its own; a second %s %s will then %s the rest.",
    "Experiments with the %s %s cut the error from 11.8%% to 11.4%%, i.e., by 3.4%%, and %s twice as much.",
    "Whether each %s %s can %s without supervision has long been an open question; this work says yes.",
    "A key step is the %s %s, which is there to %s whatever comes first.",
    "Given some %s %s, the researchers %s it in two steps and keep the %s %s that they could not %s at once.",
    "In practice, no %s %s will %s everything, so that the authors ask how far a %s %s may %s.",
    "The difference between the %s %s and those that %s by hand is largest where data are scarce.",
    "On three public collections, our %s %s needs half the memory to %s the same inputs.",
    "Unlike work that took the %s %s and tried to %s it, this starts from the %s %s that users %s daily.",
    "The theory says that any %s %s must %s at least once; the simulations agree.",
    "This raises a problem: one %s %s tends to %s too early, and the %s %s (see below) does not %s at all.",
)
WORK: Final = (
    "You will own the %s %s and %s it together with scientists and engineers.",
    "Our customers expect a %s %s that can %s in milliseconds, day and night.",
    "We believe that the best %s %s is one that people %s without being asked to.",
    "Each week we look at the %s %s, decide what to %s next, and write it down.",
    "There is room for your own %s %s, and there is help when you %s something for the first time.",
    "With every %s %s that we %s, users save an hour a month, and the %s %s that they %s gets better.",
    "You are at home where a %s %s has to %s under load, and you like to explain why.",
    "Nobody here does it alone: for each %s %s there is someone to %s with, whatever %s %s you %s.",
    "The work is close to production, which means that the %s %s you %s today is in use tomorrow.",
    "What counts is whether the %s %s will %s what people need; the rest can be learned.",
    "Since last year, the %s %s has had to %s ten times as many requests at the same cost.",
    "You bring patience for the %s %s and the will to %s it until it holds.",
)
ITEMS: Final = (
    "Own the %s %s and %s it from first draft to launch",
    "Bring each %s %s to the people who %s with it",
    "Keep one %s %s simple enough to %s",
    "Find out where the %s %s fails, and %s it there",
    "Write down how to build a %s %s so that others can %s it",
    "Take the %s %s apart, %s the pieces, and hand over a %s %s that partners can %s",
)
_WORDS: Final = 3
_REFILL: Final = 160
_RARE_EVERY: Final = 42  # a multiple of three, so that it falls on nouns
_NOUN: Final = 1


class Prose:
    """Writes the sentences of one page."""

    def __init__(self, draws: Draws) -> None:
        self._draws = draws
        self._words: list[str] = []
        self._next = 0

    def sentences(self, count: int, kind: Sequence[str] = RESEARCH) -> str:
        """Return ``count`` sentences of a kind."""
        return self._write(count, kind, " ")

    def paragraph(self, chars: int, kind: Sequence[str] = RESEARCH) -> str:
        """Return sentences of about so many characters."""
        return self.sentences(max(1, chars // 120), kind)

    def items(self, count: int) -> list[str]:
        """Return ``count`` lines that say what somebody will do."""
        return self._write(count, ITEMS, "\n").split("\n")

    def _write(self, count: int, kind: Sequence[str], between: str) -> str:
        below, kinds = self._draws.below, len(kind)
        form = between.join([kind[below(kinds)] for _ in range(count)])
        return form % self._take(form.count("%s"))

    def _take(self, count: int) -> tuple[str, ...]:
        start = self._next
        if start + count > len(self._words):
            self._words = self._words[start:] + self._draw(_WORDS * (_REFILL + count))
            start = 0
        self._next = start + count
        return tuple(self._words[start : self._next])

    def _draw(self, count: int) -> list[str]:
        words = [""] * count
        numbers = self._draws.many(count, PARTS.bit_length() - 1)
        for kind, table in enumerate(vocabulary()):
            words[kind::_WORDS] = list(map(table.__getitem__, numbers[kind::_WORDS]))
        for place in range(_NOUN, count, _RARE_EVERY):
            words[place] = rare_noun(self._draws)
        return words
