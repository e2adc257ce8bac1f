"""How the parts of a list of names go together: family name first, names with affiliations."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from extractors.name_model import score_words
from extractors.name_parts import RARE_NAME, Part, is_initials, is_organisation, is_particle

_MIN_INVERTED = -3.0
_PAIRED_SHARE = 0.6
_SURE_PART = 1.0
_SURE_PAIR = 3.0
_PAIR = 2
_MAX_FIELDS = 4
_MAX_WORDS_PER_NAME = 8
_PLAIN_SEPARATORS = frozenset({"", ", ", "; ", ",", " · ", "· ", "·", "| "})
_AND = re.compile(r"\b(?:and|und|et)\b|&")
_FIELD_SEPARATORS = frozenset("|;·")
_COMMAS = (",", "，")
_SEMICOLONS = (";", "；")


class ListHabits(NamedTuple):
    """What the author lists of a page have in common."""

    labels: frozenset[str] = frozenset()
    """What they begin with, in lower case ("auteurs : "): whoever reads a line tells where it ends."""
    is_inverted: bool = False
    """Names are printed family name first: "Doe, Jane" is one name."""
    is_affiliated: bool = False
    """Behind a comma stands where the person works: "Jane Doe, Acme" is one name."""
    aside_kinds: frozenset[str] = frozenset()
    """How their markup sets apart where people work."""


NO_HABITS: Final = ListHabits()


def join_parts(text: str, stop: int, parts: list[Part], habits: ListHabits) -> list[Part]:
    """Return one part per person: join what commas part within a name, leave out affiliations behind names.

    ``stop`` is where the list ends: "Doe, Jane; Roe, Al", "Doe, J., Roe, A.", "Jane Doe, Acme; Al Roe, MIT".
    """
    parts = _without_shared_affiliation(text, parts)
    if not any(part.separator[:1] in _COMMAS for part in parts):
        return _without_fields(parts)
    if len(parts) == _PAIR and (habits.is_inverted or habits.is_affiliated):
        return [_join(text, *parts)] if habits.is_inverted else parts
    joined = (
        _join_pairs(text, parts)
        or _join_affiliations(text, parts)
        or _join_with_bar(text, stop, parts)
        or _join_initials(text, parts)
    )
    return _without_fields(joined or parts)


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


def _without_fields(parts: list[Part]) -> list[Part]:
    """Leave out what no name can be behind the last name, parted otherwise: "A, B | CVPR 2031 | notes"."""
    fields = [number for number, part in enumerate(parts) if part.separator.strip()[:1] in _FIELD_SEPARATORS]
    if not fields or fields[0] == 0 or any(parts[number].logit >= RARE_NAME for number in fields):
        return parts
    is_enough = fields[0] >= _PAIR or parts[0].logit >= _SURE_PART
    return parts[: fields[0]] if is_enough else parts


def _could_be_affiliation(text: str, part: Part) -> bool:
    value = text[part.start : part.end]
    if not value[0].isalpha() or value.count(" ") >= _MAX_WORDS_PER_NAME or is_initials(value):
        return False
    return part.logit < _SURE_PAIR or is_named_like_organisation(text, part)


def is_named_like_organisation(text: str, part: Part) -> bool:
    """Tell whether a part is an organisation by its words, or an acronym: "ETH", "Acme Labs"."""
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
    names = sum(group[1].logit > 0 and not is_named_like_organisation(text, group[1]) for group in affiliated)
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
