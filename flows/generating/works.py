"""Papers: a work's number says its title and its authors, wherever it is listed."""

from typing import Final, NamedTuple

from flows.generating.draws import Draws
from flows.generating.people import person, pool_size
from flows.generating.words import ADJECTIVES, NOUNS, VERBS, gerund, plural, rare_noun

# Works of document k have the numbers from k * WORKS_PER_DOCUMENT.
WORKS_PER_DOCUMENT: Final = 10_000
_SIZES: Final = (1, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 7, 7, 8, 10)
_GROUP: Final = 12
_FROM_GROUP_PERCENT: Final = 30
_RARE_PERCENT: Final = 30
_ACRONYM_PERCENT: Final = 25
_LETTERS: Final = "BCDFGKLMNPRSTVX"  # no vowels, so that no word comes of them
_ACRONYM_ENDINGS: Final = ("Net", "Bench", "Former", "Rank", "LM", "GAN", "Tab", "Q", "3D", "++", "")
_FORMS: Final = (
    "{adjective} {noun} {gerund} for {others} in the wild",
    "{adjective} {nouns} with {others} and {thirds}",
    "On the limits of {gerund} {adjective} {nouns}",
    "Learning to {verb} {adjective} {nouns} from {others}",
    "When {nouns} {verb}: {adjective} {others} in practice",
    "Can {adjective} {nouns} {verb} {others}?",
    "From {nouns} to {others}: Towards {adjective} {thirds}",
    "Towards {adjective} {nouns} that {verb} {others}",
    "How to {verb} {adjective} {nouns} without {others}",
    "{gerund} {nouns} by {adjective} {noun} {thirds}",
    "{adjective} {noun} {others} and their {thirds}: A study",
    "Why {nouns} fail to {verb}: Lessons from {adjective} {others}",
    "{gerund} over {adjective} {nouns} under {noun} shift",
    "{adjective} {nouns}, {others}, and beyond",
    "A {noun} of {adjective} {others} for {gerund} {thirds}",
)
_SMALL: Final = frozenset(
    ("a", "and", "by", "for", "from", "in", "of", "on", "over", "that", "the", "their", "to", "under", "with")
)


class Work(NamedTuple):
    """A paper: its title in sentence case, and its authors in order."""

    title: str
    authors: tuple[str, ...]


def work(seed: int, number: int) -> Work:
    """Return a work; it was written when the document that its number falls into was."""
    draws = Draws(seed, "work", number)
    return Work(title(draws), _authors(seed, draws, number // WORKS_PER_DOCUMENT))


def title(draws: Draws) -> str:
    """Return a title in sentence case."""
    noun, other, third = draws.pick(NOUNS), draws.pick(NOUNS), draws.pick(NOUNS)
    if draws.chance(_RARE_PERCENT):
        other = rare_noun(draws)
    verb = draws.pick(VERBS)
    text = draws.pick(_FORMS).format(
        adjective=draws.pick(ADJECTIVES),
        noun=noun,
        nouns=plural(noun),
        others=plural(other),
        thirds=plural(third),
        verb=verb,
        gerund=gerund(draws.pick(VERBS)),
    )
    text = text[0].upper() + text[1:]
    return f"{acronym(draws)}: {text}" if draws.chance(_ACRONYM_PERCENT) else text


def acronym(draws: Draws) -> str:
    """Return the name of a method, such as "BraNet" or "KTRX"."""
    if draws.chance(40):
        return "".join([draws.pick(_LETTERS) for _ in range(draws.between(3, 5))])
    return rare_noun(draws)[: draws.between(3, 6)].capitalize() + draws.pick(_ACRONYM_ENDINGS)


def title_case(text: str) -> str:
    """Return a title with its words in upper case, but for the small ones."""
    words = text.split(" ")
    cased = [word if word in _SMALL else word[0].upper() + word[1:] for word in words]
    return " ".join([words[0][0].upper() + words[0][1:], *cased[1:]])


def topic(draws: Draws) -> str:
    """Return the name of a field of research."""
    form = draws.below(3)
    if form == 0:
        return f"{draws.pick(ADJECTIVES)} {plural(draws.pick(NOUNS))}".capitalize()
    if form == 1:
        return f"{draws.pick(NOUNS)} {gerund(draws.pick(VERBS))}".capitalize()
    return f"{draws.pick(ADJECTIVES)} {draws.pick(NOUNS)} {gerund(draws.pick(VERBS))}".capitalize()


def _authors(seed: int, draws: Draws, document: int) -> tuple[str, ...]:
    """Return the names of a work's authors: some of the document's group, others of all people so far."""
    pool = pool_size(document)
    names = []
    for _ in range(draws.pick(_SIZES)):
        if draws.chance(_FROM_GROUP_PERCENT):
            number = (document * 7_919 + draws.below(_GROUP) * 104_729) % pool
        else:
            number = draws.below(pool)
        names.append(person(seed, number))
    return tuple(dict.fromkeys(names))
