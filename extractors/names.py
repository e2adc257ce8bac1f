"""Lists of person names: is a text one, and where does each name begin and end?

The text is cut at what separates names (``name_parts``); the name model scores each part; the parts
then judge each other: among certain names a rare one is a name too, among phrases a name-like one is none.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from extractors.name_model import score_words
from extractors.name_order import NO_HABITS, ListHabits, is_named_like_organisation, join_parts
from extractors.name_parts import (
    RARE_NAME,
    Part,
    PartReader,
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
_SURE_PAIR = 3.0
_PAIR = 2
_MAX_FIELDS = 4

_SEPARATORS = (",", ";", "·", "|", "&", "•", "(", " and ", "\t", "/", "、", "，")
_AUTHOR_LABEL = re.compile(
    r"[*_]{0,3}(?:(?:main |paper |lead |all )?authors?(?: list| names?)?(?:\(s\))?|by|written by"
    r"|presented by|names?)[*_]{0,3}\s*[:：–—-][*_]{0,3}\s*"
    r"|authors?\s+(?-i:(?=[^\W\d_a-z]))|(?-i:Authors?(?=[A-ZÀ-Þ]))",
    re.IGNORECASE,
)
# Groups that sign papers beside people.
_GROUP = re.compile(
    r"(?:(?:[Oo]n behalf of )?[Tt]he )?[A-Z][^,;]{1,80}"
    r" (?:Consortium|Collaboration|Working Group|Study Group|Initiative)"
)
_FOR_GROUP = 1.0
_BY = re.compile(r"(?:(?:presented|written|given|joint work|work) )?by\s+", re.IGNORECASE)
_BEFORE_AFFILIATION = (",", ";")
_GO_ON_BEHIND_A_NAME = frozenset({"and", "et", "&"})

_OFFICE = re.compile(
    r"\b(?:(?:co-?)?chair|organi[sz]er|reviewer|speaker|editor|panell?ist|moderator|keynote|juror|judge|treasurer)s?\b",
    re.IGNORECASE,
)
_CHAIR = re.compile(r"(?:(?:session|panel) )?(?:co-?)?(?:chair|moderator|host|organi[sz]er)", re.IGNORECASE)


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


NOTHING: Final = NameList()


def find_names(  # noqa: PLR0913 - what is known of the list is said here
    text: str,
    begin: int = 0,
    end: int | None = None,
    *,
    expected: bool = False,
    label_chars: int = 0,
    habits: ListHabits = NO_HABITS,
    asides: Sequence[tuple[int, int]] = (),
) -> NameList:
    """Read ``text[begin:end]`` as a list of person names, whatever it is.

    The strength says how well that went. Where names are ``expected``, because all lines around are lists
    of them, rare ones count too. The text may begin with a label of the page's own, of ``label_chars``;
    ``habits`` decide what one line leaves open; ``asides``, in order, are known to be affiliations.
    """
    end = len(text) if end is None else end
    if end - begin > MAX_LIST_CHARS or begin >= end:
        return NOTHING
    label = _AUTHOR_LABEL.match(text, begin, end) or _BY.match(text, begin, end)
    if label is None and not expected and not label_chars and _is_plainly_no_list(text[begin:end]):
        return NOTHING
    start = label.end() if label else begin + label_chars
    reader = PartReader(text, start, end, asides)
    if not reader.parts:
        return NOTHING
    parts = join_parts(text, reader.stop, reader.parts, habits)
    labelled = start > begin or expected
    found = _read_affiliated(text, parts, habits) if not labelled else NOTHING
    found = found if found.names else _judge(text, parts, labelled=labelled, et_al=reader.et_al)
    return (
        found._replace(et_al=reader.et_al, labelled=labelled, start=start, end=reader.stop)
        if found.names
        else NOTHING
    )


def gives_duties(text: str, names: NameList) -> bool:
    """Tell whether a list says which office each person holds: "Jane Doe (area chair), Bo Li (reviewer)".

    One who chairs will do: authors have none, but one of them may be the speaker.
    """
    stretches = [name.affiliation for name in names.names if name.affiliation]
    is_full = len(names.names) > 1 and len(stretches) == len(names.names)
    return (is_full and all(_OFFICE.search(text, *stretch) for stretch in stretches)) or any(
        _CHAIR.fullmatch(text, *stretch) for stretch in stretches
    )


def is_phrase(text: str) -> bool:
    """Tell, cheaply, whether a line goes on in lower case behind its first word, as no name does."""
    words = text.split(maxsplit=3)
    if len(words) < _PAIR:
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


def _read_affiliated(text: str, parts: Sequence[Part], habits: ListHabits) -> NameList:
    """Return "Jane Doe, University of X" as a name and its affiliation, nothing if it is not of that kind."""
    if not 1 < len(parts) <= _MAX_FIELDS or parts[0].logit < _SURE_PART:
        return NOTHING
    separator = parts[1].separator[:1]
    is_organised = separator in _BEFORE_AFFILIATION and is_named_like_organisation(text, parts[1])
    if not habits.is_affiliated and (parts[1].logit >= _SURE_PART or not (separator == "|" or is_organised)):
        return NOTHING
    name = Name(parts[0].start, parts[0].end, parts[0].affiliation or (parts[1].start, parts[-1].end))
    return NameList((name,), strength=max(0.0, parts[0].logit - 1.0))


def _judge(text: str, parts: list[Part], *, labelled: bool, et_al: bool) -> NameList:
    """Decide which parts are names, given one another, and how much speaks for the list as a whole."""
    if len(parts) > _PAIR:
        parts = [
            part._replace(logit=max(part.logit, _FOR_GROUP))
            if _GROUP.fullmatch(text, part.start, part.end)
            else part
            for part in parts
        ]
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
