"""The house that a page's postings belong to, told by how it names its units: "Amazon Music", "Amazon Go"."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from extractors.jobs.hirer import POSSESSIVE, could_be_employer
from extractors.jobs.named import NAME, VERB, without_first_words
from extractors.jobs.posting import Stretch, find_words

_MAX_CHARS, _MAX_BODIES = 4_000, 200
_VERB_BEHIND = re.compile(rf"[ ]{VERB}(?!,)")
_MAX_VERB_CHARS = 20
_LEAST_SHARE: Final = 0.5
_LEAST_UNITS: Final = 2


def find_house(text: str, bodies: Sequence[Stretch]) -> str | None:
    """Return the word that begins several names in the postings and also stands alone, within sentences.

    It must stand in at least half of the postings; of several such words, the one that stands in most.
    """
    bodies = bodies[:_MAX_BODIES]
    postings: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    units: defaultdict[str, set[str]] = defaultdict(set)
    for body in bodies:
        seen, within = set(), set()
        for found in NAME.finditer(text, body.start, min(body.end, body.start + _MAX_CHARS)):
            start, end = without_first_words(text, *found.span()), found.end()
            first, _, rest = text[start:end].partition(" ")
            seen.add(first)
            if rest:
                units[first].add(rest.partition(" ")[0])
            elif _is_within_sentence(text, start, end) or _is_subject(text, start, end):
                within.add(first)
        postings.update(seen)
        alone.update(within)
    least = max(_LEAST_SHARE * len(bodies), min(2, len(bodies)))
    rank = {
        word: (count, alone[word] + len(units[word]), word)
        for word, count in postings.items()
        if count >= least
        and alone[word] > 0
        and (len(units[word]) >= _LEAST_UNITS or alone[word] > 1)
        and could_be_employer(word)
        and not _is_common(word, text, bodies)
    }
    return max(rank, key=rank.__getitem__, default=None)


def _is_subject(text: str, start: int, end: int) -> bool:
    """Tell whether a name begins a sentence and does something: "Amazon builds ..."."""
    return text[max(0, start - 2) : start].endswith((". ", "? ", "! ", "\n")) and (
        _VERB_BEHIND.match(text, end, end + _MAX_VERB_CHARS) is not None
    )


def _is_common(word: str, text: str, bodies: Sequence[Stretch]) -> bool:
    """Tell whether a word stands in lower case too: "linguistics" is no name."""
    lower = word.lower()
    return lower != word and any(
        find_words(text, [lower], body.start, min(body.end, body.start + _MAX_CHARS)) for body in bodies
    )


def _is_within_sentence(text: str, start: int, end: int) -> bool:
    """Tell whether a capital letter is due to the name, not to a beginning sentence or item."""
    before = text[max(0, start - 2) : start]
    is_owner = text.startswith(POSSESSIVE, end)
    return is_owner or (before[-1:] == " " and (before[:1].islower() or before[:1] == ","))
