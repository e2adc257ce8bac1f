"""Lists of person names: is a text one, and where does each name begin and end?

The text is cut at what separates names (``name_parts``); the name model scores each part; the parts
then judge each other: among certain names a rare one is a name too, among phrases a name-like one is none.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from extractors.name_model import score_words
from extractors.name_parts import (
    RARE_NAME,
    Part,
    PartReader,
    is_initials,
    is_organisation,
    is_particle,
    is_suffix,
    score_name,
)

__all__ = [
    "CERTAIN",
    "NOTHING",
    "NO_HABITS",
    "ListHabits",
    "Name",
    "NameList",
    "find_names",
    "is_phrase",
    "name_density",
    "score_name",
    "split_name",
]

MAX_LIST_CHARS: Final = 20_000
_FEW_WORDS = 12
_SENTENCE_ENDS = ".!?:"
_LOWER_SHARE = 0.6
_HEAD_CHARS = 600
_MAX_WORDS_PER_NAME = 8

CERTAIN: Final = 4.0
"""Log-odds from which a text counts as a list of names whatever stands around it."""
MAX_PART: Final = 4.0
"""What one name can add to the log-odds of its list, at most."""
_MIN_PART = -4.0
_SURE_PART = 1.0
_SHAPED_ALIKE = 1.5
"""What each part gains where all parts have the form of a name: two to four words, capitalised."""
_FOR_LABEL, _FOR_ET_AL = 2.0, 1.5
_UNLIKELY_NAME = -1.5
_MIN_INVERTED = -3.0
_PAIRED_SHARE = 0.6
_SURE_PAIR = 3.0
_PAIR = 2
_MAX_FIELDS = 4
_PLAIN_SEPARATORS = frozenset({"", ", ", "; ", ",", " · ", "· ", "·", "| "})
_AND = re.compile(r"\b(?:and|und|et)\b|&")

_SEPARATORS = (",", ";", "·", "|", "&", "•", "(", " and ", "\t", "/", "、", "，")
_COMMAS = (",", "，")
_SEMICOLONS = (";", "；")
_AUTHOR_LABEL = re.compile(
    r"[*_]{0,3}(?:(?:main |paper |lead |all )?authors?(?: list| names?)?(?:\(s\))?|by|written by"
    r"|presented by|names?)[*_]{0,3}\s*[:：–—-][*_]{0,3}\s*|authors?\s+(?-i:(?=[^\W\d_a-z]))",
    re.IGNORECASE,
)
_BY = re.compile(r"by\s+", re.IGNORECASE)
_GO_ON_BEHIND_A_NAME = frozenset({"and", "et", "&"})


class Name(NamedTuple):
    """A person's name in a text, and the affiliation printed behind it (offsets as given to the reader)."""

    start: int
    end: int
    affiliation: tuple[int, int] | None = None


class NameList(NamedTuple):
    """What a text holds when it is read as a list of names.

    ``strength`` is the log-odds that it is one (0 where nothing speaks for it; negative ones are cut to
    0); ``others`` are the parts that no name can be; ``end`` is where the list ends, which may be before
    the text does.
    """

    names: tuple[Name, ...] = ()
    others: tuple[tuple[int, int], ...] = ()
    et_al: bool = False
    labelled: bool = False
    strength: float = 0.0
    start: int = 0
    end: int = 0

    @property
    def is_certain(self) -> bool:
        """Whether this is a list of names whatever stands around it."""
        return self.strength >= CERTAIN and (len(self.names) > 1 or self.labelled or self.et_al)


class ListHabits(NamedTuple):
    """What the author lists of a page have in common."""

    labels: frozenset[str] = frozenset()
    """What they begin with, in lower case ("auteurs : "): whoever reads a line tells where it ends."""
    is_inverted: bool = False
    """Names are printed family name first: "Doe, Jane" is one name."""
    is_affiliated: bool = False
    """Behind a comma stands where the person works: "Jane Doe, Acme" is one name."""


NOTHING: Final = NameList()
NO_HABITS: Final = ListHabits()


def find_names(  # noqa: PLR0913 - what is known of the list is said here
    text: str,
    begin: int = 0,
    end: int | None = None,
    *,
    expected: bool = False,
    label_chars: int = 0,
    habits: ListHabits = NO_HABITS,
) -> NameList:
    """Read ``text[begin:end]`` as a list of person names, whatever it is.

    The strength says how well that went. Where names are ``expected``, because all lines around are lists
    of them, rare ones count too. The text may begin with a label of the page's own, of ``label_chars``;
    ``habits`` decide what one line leaves open.
    """
    end = len(text) if end is None else end
    if end - begin > MAX_LIST_CHARS or begin >= end:
        return NOTHING
    label = _AUTHOR_LABEL.match(text, begin, end) or _BY.match(text, begin, end)
    if label is None and not expected and not label_chars and _is_plainly_no_list(text[begin:end]):
        return NOTHING
    start = label.end() if label else begin + label_chars
    reader = PartReader(text, start, end)
    if not reader.parts:
        return NOTHING
    parts = _without_shared_affiliation(text, reader.parts)
    parts = _in_inverted_order(text, reader.stop, parts, habits)
    labelled = start > begin or expected
    found = _read_affiliated(text, parts, habits) if not labelled else NOTHING
    found = found if found.names else _judge(text, parts, labelled=labelled, et_al=reader.et_al)
    return (
        found._replace(et_al=reader.et_al, labelled=labelled, start=start, end=reader.stop)
        if found.names
        else NOTHING
    )


def is_phrase(text: str) -> bool:
    """Tell, cheaply, whether a line goes on in lower case behind its first word, as no name does."""
    words = text.split(maxsplit=3)
    if len(words) == 1:
        return False
    first, second = words[:2]
    if not second.islower() or not first[0].isupper() or not first[-1].isalpha():
        return False
    is_dutch = second == "in" and len(words) > _PAIR and words[2] in ("'t", "’t")  # "Jan in 't Veld"
    return not (is_dutch or second in _GO_ON_BEHIND_A_NAME or is_particle(second) or is_suffix(second))


def _is_plainly_no_list(text: str) -> bool:
    """Tell, cheaply, what most lines are: a phrase or running text, of which no part need be read.

    Running text has far more words than the separators of a name list leave room for.
    """
    if is_phrase(text):
        return True
    head = text[:_HEAD_CHARS]
    count = head.count(" ") + 1
    if count <= _FEW_WORDS:
        return False
    if text[-1] in _SENTENCE_ENDS and sum(map(str.islower, head.split())) > _LOWER_SHARE * count:
        return True
    return count > _MAX_WORDS_PER_NAME * (sum(map(head.count, _SEPARATORS)) + 1)


def _in_inverted_order(text: str, stop: int, parts: list[Part], habits: ListHabits) -> list[Part]:
    """Join the parts of names printed family name first: "Doe, Jane; Roe, Al", "Doe, J., Roe, A."."""
    if not any(part.separator[:1] in _COMMAS for part in parts):
        return parts
    if len(parts) == _PAIR and (habits.is_inverted or habits.is_affiliated):
        return [_join(text, *parts)] if habits.is_inverted else parts
    return (
        _join_pairs(text, parts)
        or _join_affiliations(text, parts)
        or _join_with_bar(text, stop, parts)
        or _join_initials(text, parts)
        or parts
    )


def _join_pairs(text: str, parts: list[Part]) -> list[Part]:
    """Return "Doe, Jane; Roe, Al" as two names, nothing if it is not of that kind."""
    groups = _groups(parts)
    pairs = [group for group in groups if len(group) == _PAIR]
    if not pairs or len(pairs) < _PAIRED_SHARE * len(groups) or max(map(len, groups)) > _PAIR:
        return []
    joined = [_join(text, *group) if len(group) == _PAIR else group[0] for group in groups]
    least = 0.0 if len(groups) > 1 else sum(part.logit for part in parts)
    is_family_first = all(_is_family_name(text, group[0]) for group in pairs) or (
        # "Abu Salem, Amina; Lo Presti, Ugo", not "Jane Doe, Acme; Al Roe, Acme"
        len(groups) > 1
        and all(group[0].separator[:1] in _SEMICOLONS for group in groups[1:])
        and not any("." in text[group[0].start : group[0].end] for group in pairs)
        and sum(group[1].logit > 0 for group in pairs) > _PAIRED_SHARE * len(pairs)
    )
    return joined if is_family_first and sum(part.logit for part in joined) > least else []


def _without_shared_affiliation(text: str, parts: list[Part]) -> list[Part]:
    """Leave out what follows the last name of a group: "A, B and C, Acme; ...": "and" announces that name."""
    if len(parts) <= _PAIR or not any(
        part.logit < _SURE_PAIR or text[part.end - 1].isupper() for part in parts
    ):
        return parts  # as nearly always: all of them are names
    kept: list[Part] = []
    for group in _groups(parts, at_and=False):
        ands = [number for number, part in enumerate(group) if _holds_and(part.separator)]
        last = ands[0] if len(ands) == 1 else len(group) - 1
        behind = group[last + 1 :]
        if 0 < len(behind) <= _MAX_FIELDS and all(_could_be_affiliation(text, part) for part in behind):
            kept += group[: last + 1]
        else:
            kept += group
    return kept


def _could_be_affiliation(text: str, part: Part) -> bool:
    value = text[part.start : part.end]
    if not value[0].isalpha() or value.count(" ") >= _MAX_WORDS_PER_NAME:
        return False
    return part.logit < _SURE_PAIR or _is_named_like_organisation(text, part)


def _is_named_like_organisation(text: str, part: Part) -> bool:
    value = text[part.start : part.end]
    is_acronym = value.isupper() and value.isalpha() and len(value) > _PAIR
    return is_acronym or is_organisation(text, part.start, part.end)


def _join_affiliations(text: str, parts: list[Part]) -> list[Part]:
    """Return "Jane Doe, Acme; Al Roe, MIT" as two names, nothing if it is not of that kind."""
    if not any(part.separator[:1] in _SEMICOLONS for part in parts):
        return []
    groups = _groups(parts)
    affiliated = [group for group in groups if len(group) > 1]
    are_parted = all(group[0].separator[:1] in _SEMICOLONS for group in groups[1:])
    if len(groups) == 1 or not are_parted or len(affiliated) < _PAIRED_SHARE * len(groups):
        return []
    firsts = sum(group[0].logit >= _SURE_PART for group in groups)
    names = sum(
        group[1].logit > 0 and not _is_named_like_organisation(text, group[1]) for group in affiliated
    )
    if firsts < _PAIRED_SHARE * len(groups) or names > (1 - _PAIRED_SHARE) * len(affiliated):
        return []
    return [
        group[0]._replace(affiliation=group[0].affiliation or (group[1].start, group[-1].end))
        if len(group) > 1
        else group[0]
        for group in groups
    ]


def _join_with_bar(text: str, stop: int, parts: list[Part]) -> list[Part]:
    """Return "Doe, Jane | Acme" as one name with its affiliation, nothing if it is not of that kind."""
    if len(parts) <= _PAIR or parts[1].separator[:1] != "," or parts[2].separator[:1] != "|":
        return []
    name = _join(text, parts[0], parts[1])
    if name.logit <= _MIN_INVERTED or not _is_family_name(text, parts[0]):
        return []
    return [name._replace(affiliation=(parts[2].start, max(stop, parts[-1].end)))]


def _join_initials(text: str, parts: list[Part]) -> list[Part]:
    """Return "Doe, J., Roe, A." as two names, nothing if it is not of that kind."""
    initials = [is_initials(text[part.start : part.end]) for part in parts]
    if initials[0] or sum(initials) * 3 < len(parts) or not any(initials):
        return []
    joined: list[Part] = []
    for part, belongs in zip(parts, initials, strict=True):
        if belongs and joined and part.separator[:1] == ",":
            joined[-1] = _join(text, joined[-1], part)
        else:
            joined.append(part)
    return joined


def _groups(parts: Sequence[Part], *, at_and: bool = True) -> list[list[Part]]:
    """Return the parts between semicolons (and "and"), each a list of what commas part."""
    groups: list[list[Part]] = []
    for part in parts:
        is_joined = _holds_and(part.separator)
        if groups and ((part.separator[:1] in _COMMAS and not is_joined) or (is_joined and not at_and)):
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _holds_and(separator: str) -> bool:
    return separator not in _PLAIN_SEPARATORS and _AND.search(separator) is not None


def _is_family_name(text: str, part: Part) -> bool:
    """Tell whether a part could be a family name alone: one word ("Du" too), particles aside."""
    words = text[part.start : part.end].split()
    return len(words) == 1 or sum(not is_particle(word) for word in words) == 1


def _join(text: str, family: Part, given: Part) -> Part:
    words = [*text[given.start : given.end].split(), *text[family.start : family.end].split()]
    end = given.end + (text[given.end : given.end + 1] == "." and len(words[0].rstrip(".")) == 1)
    return Part(family.start, end, score_words(words), given.affiliation, family.separator)


def _read_affiliated(text: str, parts: Sequence[Part], habits: ListHabits) -> NameList:
    """Return "Jane Doe, University of X" as a name and its affiliation, nothing if it is not of that kind."""
    if not 1 < len(parts) <= _MAX_FIELDS or parts[0].logit < _SURE_PART:
        return NOTHING
    separator = parts[1].separator[:1]
    is_organised = separator == "," and is_organisation(text, parts[1].start, parts[1].end)
    if not habits.is_affiliated and (parts[1].logit >= _SURE_PART or not (separator == "|" or is_organised)):
        return NOTHING
    name = Name(parts[0].start, parts[0].end, parts[0].affiliation or (parts[1].start, parts[-1].end))
    return NameList((name,), strength=max(0.0, parts[0].logit - 1.0))


def _judge(text: str, parts: list[Part], *, labelled: bool, et_al: bool) -> NameList:
    """Decide which parts are names, given one another, and how much speaks for the list as a whole."""
    clipped = [max(_MIN_PART, min(MAX_PART, part.logit)) for part in parts]
    if len(parts) > 1 and all(_is_name_shaped(text, part) for part in parts):
        clipped = [min(MAX_PART, value + _SHAPED_ALIKE) for value in clipped]
    sure = sum(value >= _SURE_PART for value in clipped)
    is_list = sure * 2 > len(parts) or (labelled and sure * 2 >= len(parts))
    limit = RARE_NAME if is_list and (len(parts) > _PAIR or labelled) else _UNLIKELY_NAME
    has_capitals = any(not text[part.start : part.end].islower() for part in parts)
    names, others = [], []
    for part in parts:
        # A rare name has a capital, or a script without case; in lower case only a sure one is a name.
        value = text[part.start : part.end]
        is_lower = value.islower()
        is_word = is_lower and value.isalpha() and has_capitals  # "lecturer"
        if not is_word and part.logit > (max(limit, 0.0) if is_lower else limit):
            names.append(Name(part.start, part.end, part.affiliation))
        else:
            others.append((part.start, part.end))
    begins_otherwise = bool(others) and others[0][0] == parts[0].start  # with a title, or a label
    most_others = len(names) if labelled else 0 if begins_otherwise else len(names) / 3
    if not names or len(others) > most_others:
        return NOTHING
    prior = (_FOR_LABEL if labelled else 0.0) + (_FOR_ET_AL if et_al else 0.0)
    return NameList(tuple(names), tuple(others), strength=max(0.0, sum(clipped) + prior))


def _is_name_shaped(text: str, part: Part) -> bool:
    words = text[part.start : part.end].split()
    return 1 < len(words) <= _MAX_FIELDS and words[0][0].isupper() and words[-1][0].isupper()


def name_density(text: str) -> tuple[int, float]:
    """Return how many names stand in ``text``, and which share of its words they are, separators aside.

    Counts pairs of capitalised words that are surely a name; an independent look at what was not read.
    """
    words = text.replace(",", " ").replace(";", " ").split()
    count = at = 0
    while at + 1 < len(words):
        one, two = words[at], words[at + 1]
        if one[0].isupper() and two[0].isupper() and score_words((one, two)) > _SURE_PAIR:
            count += 1
            at += 2
        else:
            at += 1
    return count, 2 * count / max(1, len(words))


def split_name(full_name: str) -> tuple[str | None, str | None]:
    """Return (given, family) of a name, ``(None, None)`` where it does not split.

    Particles and suffixes go with the family name ("van den Broeck", "Smith Jr."); "Doe, Jane" is turned
    round. Names of one word and names in scripts without case are not split: where they do is no matter
    of white space.
    """
    family_first, comma, given_last = full_name.partition(",")
    if comma and not is_suffix(given_last.strip()):
        return given_last.strip() or None, family_first.strip() or None
    words = full_name.split()
    if len(words) < 2 or full_name == full_name.lower():  # noqa: PLR2004
        return None, None
    family = len(words) - 1
    while family > 1 and is_suffix(words[family]):
        family -= 1
    while family > 1 and words[family - 1].islower() and is_particle(words[family - 1]):
        family -= 1
    return " ".join(words[:family]), " ".join(words[family:])
