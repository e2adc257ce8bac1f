"""The vocabulary: common English words of research, then words made of syllables, without an end.

Of the words of a kind, the common ones are drawn with Zipf's frequencies; behind them comes an endless tail
of rarer ones, of which new ones keep appearing for as long as text is written (Heaps' law).
"""

from functools import cache
from typing import Final, NamedTuple

from flows.generating.draws import Draws

_ONSETS: Final = ("b", "br", "c", "ch", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n", "p",
    "pl", "qu", "r", "s", "sc", "sh", "st", "t", "tr", "v", "w", "y", "z")  # fmt: skip
_RHYMES: Final = ("a", "e", "i", "o", "u", "al", "an", "ar", "el", "en", "er", "il", "in", "ol", "on", "or",
    "ul", "un", "ast", "ent", "ist", "ect")  # fmt: skip
_SYLLABLES: Final = tuple(onset + rhyme for rhyme in _RHYMES for onset in _ONSETS)
# A step that has no divisor in common with the number of syllables: neighbours do not look alike.
_STEP: Final = 7_919
_NOUN_ENDINGS: Final = ("", "or", "ment", "eme", "et", "ion", "ode")
_ADJECTIVE_ENDINGS: Final = ("ic", "al", "ive", "ous", "ar", "ed", "an")
_VERB_ENDINGS: Final = ("ate", "ize", "ify", "en", "e")

_LIST_OF_NOUNS: Final = """
    model graph network method dataset sensor document robot image market forest satellite recipe map
    contract song query molecule lecture gesture token label sample prior kernel layer agent policy reward
    bandit gradient bound estimate cluster tensor signal frame channel speaker dialogue interpreter summary
    sentence phrase paragraph product customer catalog session ranking index feature embedding translator
    encoder decoder attention metric baseline error cost budget constraint game player auction price demand
    forecast season event alert failure outlier shift domain task teacher student prompt answer question
    benchmark corpus tree path node edge hypergraph shape scene object pixel video motion plan route
    vehicle device server cache schedule proof theorem program compiler test rule pattern cell protein
    patient trial treatment effect cause mechanism counterfactual tradeoff quantile interval
"""
NOUNS: Final = tuple(_LIST_OF_NOUNS.split())
_LIST_OF_ADJECTIVES: Final = """
    sparse causal modular bilingual streamed private federated learned symbolic robust contrastive
    hierarchical low-rank few-shot multi-view open-world adaptive sequential linear nonlinear deep shallow
    efficient scalable fair unbiased optimal approximate online offline local global latent dense fast slow
    large small noisy clean partial complete dynamic static temporal spatial visual acoustic textual
    multimodal multilingual conditional marginal joint distributed parallel recurrent convex smooth discrete
    continuous randomized stochastic deterministic interpretable explicit implicit weak strong self-supervised
    semi-supervised pretrained long-tailed high-dimensional cross-domain end-to-end personalized practical
    provable simple compact layered
"""
ADJECTIVES: Final = tuple(_LIST_OF_ADJECTIVES.split())
_LIST_OF_VERBS: Final = """
    learn train rank prune merge split read write compare predict explain detect measure select compress
    align retrieve improve reduce extend correct estimate simulate search match track label cluster combine
    recover repair reuse replace test verify plan schedule route balance share refine filter sort generate
    translate summarize segment count map transfer
"""
VERBS: Final = tuple(_LIST_OF_VERBS.split())

_COMMON: Final = 1_500
# Of so many equal parts, each common word has as many as Zipf's law, flattened at its head, gives it.
PARTS: Final = 1 << 13
_FLATTENING: Final = 4
_RARE_SCALE: Final = 20_000


class Vocabulary(NamedTuple):
    """Words by kind; in each table a word stands as often as it is common."""

    adjectives: list[str]
    nouns: list[str]
    verbs: list[str]


def spell(number: int) -> str:
    """Return the made-up word of a number; different numbers give different sequences of syllables."""
    size = len(_SYLLABLES)
    number += size  # at least two syllables
    syllables = []
    while number:
        number, digit = divmod(number, size)
        syllables.append(_SYLLABLES[(digit * _STEP + number) % size])
    return "".join(syllables)


def rare_noun(draws: Draws) -> str:
    """Return a noun of the endless tail."""
    rank = draws.rank(_RARE_SCALE)
    return spell(rank) + _NOUN_ENDINGS[rank % len(_NOUN_ENDINGS)]


@cache
def vocabulary() -> Vocabulary:
    """Return the common words; they are the same for all seeds, as those of a language are."""
    return Vocabulary(
        _table(ADJECTIVES, _ADJECTIVE_ENDINGS, 0),
        _table(NOUNS, _NOUN_ENDINGS, 1),
        _table(VERBS, _VERB_ENDINGS, 2),
    )


def _table(known: tuple[str, ...], endings: tuple[str, ...], kind: int) -> list[str]:
    made = (spell((3 * number + kind) * 97) + endings[number % len(endings)] for number in range(_COMMON))
    words = [*known, *made][:_COMMON]
    weights = [PARTS // (rank + _FLATTENING) for rank in range(len(words))]
    total = sum(weights)
    table: list[str] = []
    passed = 0
    for word, weight in zip(words, weights, strict=True):
        passed += weight
        table += [word] * (PARTS * passed // total - len(table))
    return table


def plural(noun: str) -> str:
    """Return the plural of a noun."""
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return f"{noun[:-1]}ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")


def gerund(verb: str) -> str:
    """Return the -ing form of a verb."""
    if verb in _DOUBLED:
        return f"{verb}{verb[-1]}ing"
    return f"{verb.removesuffix('e')}ing"


_DOUBLED: Final = frozenset({"split", "plan", "map"})
