"""Lists of person names: is a line one, and where does each name begin and end?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_NAME_CHARS = 80
_FEW = 3
_MAX_NAME_WORDS = 6
# A parenthesis belongs to the name before it; all else separates names.
_SPLIT = re.compile(r"\([^()\n]{0,300}\)|[,;·|•&\n]|(?<=\s)and(?=\s)")
_LABEL = re.compile(r"(?:authors?|by|speakers?|presenters?)(?:\s*[:–—]\s*|(?<=by)\s+)", re.IGNORECASE)
_ET_AL = re.compile(r"[,;]?\s+(?:et\.? al\.?|and others)\W*$", re.IGNORECASE)
_NAME = re.compile(r"(?:[^\W\d_]|[ '’`´.\-‐‑\u00a0\u0300-\u036f])+")
_EDGES = " \t\r\n\xa0*†‡§¶#^~:–—-_"
_MARKS_BEFORE = " \t\r\n\xa0*†‡§¶#^~•–—-_"
_DIGIT_MARKS = re.compile(r"(?:\s*[\d*†‡§¶#,⁰-⁹¹²³]+)$")
_PARTICLES = frozenset(
    """af al am ap av bar ben bin bint da dal dalla das de degli dei del della den der des di dos du e el
    ibn la las le les lo los och op san santa 't ten ter 's tot und van vande vander vom von y zu zum
    zur""".split()  # noqa: SIM905 - a list of forty quoted words reads worse
)
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
# Words of titles and sentences that no name holds.
_STOP_WORDS = frozenset(
    """a an and are as at based be beyond by can do does for from how if in into is it its learning models
    more networks not of on or our over that the their there these this through to toward towards under
    using via we what when where which who why with without your""".split()  # noqa: SIM905
)

_NOT_A_NAME, _WEAK, _STRONG = 0.0, 0.4, 1.0


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in a text, and the affiliation printed behind it (offsets into that text)."""

    start: int
    end: int
    affiliation: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class NameList:
    """What a line holds when it is read as a list of names.

    ``score`` lies between 0 (no list of names) and 1; ``others`` are the parts that no name can be.
    """

    names: tuple[Name, ...] = ()
    others: tuple[tuple[int, int], ...] = ()
    et_al: bool = False
    labelled: bool = False
    score: float = 0.0


def find_names(text: str) -> NameList:
    """Read ``text`` as a list of person names, whatever it is; the score says how well that went."""
    label = _LABEL.match(text)
    begin, end = (label.end() if label else 0), len(text)
    et_al = _ET_AL.search(text, max(begin, end - 20))
    if et_al:
        end = et_al.start()
    names: list[Name] = []
    others: list[tuple[int, int]] = []
    total = 0.0
    for start, stop, affiliation in _parts(text, begin, end):
        value = score_name(text[start:stop])
        total += value
        if value > _NOT_A_NAME:
            names.append(Name(start, stop, affiliation))
        else:
            others.append((start, stop))
            if len(others) > _FEW and len(others) * 4 > len(names):
                return NameList()  # running text: do not read all of it
    count = len(names) + len(others)
    score = 0.0 if not names or len(others) * 4 > count else total / count
    return NameList(tuple(names), tuple(others), et_al is not None, label is not None, score)


def score_name(part: str) -> float:
    """Return how much ``part`` looks like one person's name: 0 no, 0.4 perhaps, 1 yes."""
    if len(part) > MAX_NAME_CHARS or not _NAME.fullmatch(part):
        return _NOT_A_NAME
    words = part.split()
    if not 1 <= len(words) <= _MAX_NAME_WORDS:
        return _NOT_A_NAME
    capitalised = lower = 0
    for word in words:
        if word[0].isupper() or not (word[0].islower() or word[0] in "'’`"):
            if word.lower() in _STOP_WORDS and len(word) > 1:
                return _NOT_A_NAME
            capitalised += 1
        elif word.lower() not in _PARTICLES and word not in _SUFFIXES:
            if word in _STOP_WORDS:
                return _NOT_A_NAME
            # "d'Alembert", "eX", "iOS": a capital inside makes a name's part.
            lower += word.islower()
            capitalised += not word.islower()
    if lower:
        return _WEAK if len(words) in (2, 3) and lower == len(words) else _NOT_A_NAME
    return _STRONG if len(words) >= 2 and capitalised >= 1 else _WEAK  # noqa: PLR2004


def split_name(full_name: str) -> tuple[str | None, str | None]:
    """Return (given, family) of a name in given-family order, ``(None, None)`` where it does not split.

    Particles and suffixes go with the family name ("van den Broeck", "Smith Jr."). Names of one word and
    names in scripts without case are not split: where they do is no matter of white space.
    """
    words = full_name.split()
    if len(words) < 2 or not any(map(str.isupper, full_name)):  # noqa: PLR2004
        return None, None
    family = len(words) - 1
    while family > 1 and words[family].lower() in _SUFFIXES:
        family -= 1
    while family > 1 and words[family - 1].islower() and words[family - 1] in _PARTICLES:
        family -= 1
    return " ".join(words[:family]), " ".join(words[family:])


def _parts(text: str, begin: int, end: int) -> Iterator[tuple[int, int, tuple[int, int] | None]]:
    """Yield a list's parts: (start, end, affiliation), trimmed of marks, empty ones left out."""
    start, affiliation = begin, None
    cut = None
    for separator in _SPLIT.finditer(text, begin, end):
        if separator.group().startswith("("):
            inside = (separator.start() + 1, separator.end() - 1)
            affiliation = affiliation or (inside if inside[0] < inside[1] else None)
            cut = separator.start() if cut is None else cut
            continue
        first, last = _trim(text, start, separator.start() if cut is None else cut)
        if first < last:
            yield first, last, affiliation
        start, affiliation, cut = separator.end(), None, None
    first, last = _trim(text, start, end if cut is None else cut)
    if first < last:
        yield first, last, affiliation


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    if len(part) > 2 * MAX_NAME_CHARS:
        return start, end
    if part[:1] in _MARKS_BEFORE or part[-1:] in _EDGES or part[-1:].isdigit() or part[-1:] == ".":
        start += len(part) - len(part.lstrip(_MARKS_BEFORE))
        part = part.strip(_EDGES)
        if part and (part[-1].isdigit() or not part[-1].isalpha()):
            part = _DIGIT_MARKS.sub("", part)
        # A full stop ends a sentence, unless it abbreviates: "Jr.", "Corrêa B."
        last_word = part.rpartition(" ")[2]
        if last_word.endswith(".") and len(last_word) > 4:  # noqa: PLR2004
            part = part[:-1]
    return start, start + len(part)
