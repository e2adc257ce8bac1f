"""Lists of person names: is a line one, and where does each name begin and end?"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

MAX_NAME_CHARS = 80
_FEW_WORDS = 12
_HEAD_CHARS = 600
_MAX_WORDS_PER_NAME = 8
_SEPARATORS = (",", ";", "·", "|", "&", "•", "(", " and ", "\n")
_FEW = 3
_MAX_NAME_WORDS = 6
_MAX_PARENTHESIS_CHARS = 300
# Alternatives that all begin with a plain character: Python then skips ahead to one of these.
_SPLIT = re.compile(r"\(|,\s*(?:and\s+|&)?|;\s*(?:and\s+)?|·\s*|\||•\s*|&|\n\s*| and\s+|\tand\s+|\xa0and\s+")
_LABEL = re.compile(
    r"(?:[Aa]uthors?|AUTHORS?|[Bb]y|BY|[Ss]peakers?|[Pp]resenters?)(?:\s*[:–—]\s*|(?<=[yY])\s+)"
)
_ET_AL = re.compile(r"[,;]?\s+(?:et\.? al\.?|and others)\W*$", re.IGNORECASE)
_ET_AL_CHARS = 20
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
_LOWER_CASE = _PARTICLES | _SUFFIXES
_BEHIND_A_NAME = _LOWER_CASE | {"and", "et"}
# Words of titles and sentences that no name holds.
_STOP_WORDS = frozenset(
    """an and are as at based be beyond by can do does for from how if in into is it its learning models
    more networks not of on or our over that the their there these this through to toward towards under
    using via we what when where which who why with without your""".split()  # noqa: SIM905
)

_NOT_A_NAME, _WEAK, _STRONG = 0.0, 0.4, 1.0


class Name(NamedTuple):
    """A person's name in a text, and the affiliation printed behind it (offsets into that text)."""

    start: int
    end: int
    affiliation: tuple[int, int] | None = None


class NameList(NamedTuple):
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
    if _is_plainly_no_list(text):
        return NameList()
    label = _LABEL.match(text)
    begin, end = (label.end() if label else 0), len(text)
    if label is None and 0 < text.find(":", 0, MAX_NAME_CHARS) < (text + ",").find(","):
        return NameList()  # "Program chairs: ...", or a title: not a list of authors
    et_al = None
    if text[-_ET_AL_CHARS:].rstrip(" .;,*").lower().endswith((" al", " others")):
        et_al = _ET_AL.search(text, max(begin, end - _ET_AL_CHARS))
        end = et_al.start() if et_al else end
    names: list[Name] = []
    others: list[tuple[int, int]] = []
    total = 0.0
    for start, part, affiliation in _parts(text, begin, end):
        value = score_name(part)
        stop = start + len(part)
        total += value
        if value > _NOT_A_NAME:
            names.append(Name(start, stop, affiliation))
        else:
            others.append((start, stop))
            if len(others) > len(names) + 1 or (len(others) > _FEW and len(others) * 4 > len(names)):
                return NameList()  # running text: do not read all of it
    count = len(names) + len(others)
    score = 0.0 if not names or len(others) * 4 > count else total / count
    return NameList(tuple(names), tuple(others), et_al is not None, label is not None, score)


def _is_plainly_no_list(text: str) -> bool:
    """Tell, cheaply, what most lines are: a phrase or running text, of which no part need be read.

    A phrase goes on in lower case behind its first word; running text has far more words than the
    separators of a name list leave room for.
    """
    words = text.split(maxsplit=2)
    if len(words) > 1:
        first, second = words[:2]
        if second.islower() and first[0].isupper() and first[-1].isalpha() and second not in _BEHIND_A_NAME:
            return first.lower() != "by"
    head = text[:_HEAD_CHARS]
    count = head.count(" ") + 1
    if count <= _FEW_WORDS:
        return False
    return count > _MAX_WORDS_PER_NAME * (sum(map(head.count, _SEPARATORS)) + 1)


def score_name(part: str) -> float:
    """Return how much ``part`` looks like one person's name: 0 no, 0.4 perhaps, 1 yes."""
    if len(part) > MAX_NAME_CHARS or not (part.replace(" ", "").isalpha() or _NAME.fullmatch(part)):
        return _NOT_A_NAME
    words = part.split()
    if not 1 <= len(words) <= _MAX_NAME_WORDS:
        return _NOT_A_NAME
    if not _STOP_WORDS.isdisjoint(part.lower().split()):
        return _NOT_A_NAME
    if not part.istitle():
        lower = [word for word in words if word.islower() and word not in _LOWER_CASE]
        if lower:
            return _WEAK if lower == words and len(words) in (2, 3) else _NOT_A_NAME
        if all(map(str.islower, words)):
            return _NOT_A_NAME
    return _STRONG if len(words) > 1 else _WEAK


def split_name(full_name: str) -> tuple[str | None, str | None]:
    """Return (given, family) of a name in given-family order, ``(None, None)`` where it does not split.

    Particles and suffixes go with the family name ("van den Broeck", "Smith Jr."). Names of one word and
    names in scripts without case are not split: where they do is no matter of white space.
    """
    words = full_name.split()
    if len(words) < 2 or full_name == full_name.lower():  # noqa: PLR2004
        return None, None
    family = len(words) - 1
    while family > 1 and words[family].lower() in _SUFFIXES:
        family -= 1
    while family > 1 and words[family - 1].islower() and words[family - 1] in _PARTICLES:
        family -= 1
    return " ".join(words[:family]), " ".join(words[family:])


def _parts(text: str, begin: int, end: int) -> Iterator[tuple[int, str, tuple[int, int] | None]]:
    """Yield a list's parts: (start, text, affiliation), trimmed of marks, empty ones left out."""
    start, affiliation = begin, None
    cut = None
    closed = begin
    for separator in chain(_SPLIT.finditer(text, begin, end), (None,)):
        at, following = separator.span() if separator else (end, end)
        if at < closed and separator:
            continue  # inside a parenthesis
        if separator and text[at] == "(":
            close = text.find(")", at, min(end, at + _MAX_PARENTHESIS_CHARS))
            if close > 0:
                closed = close + 1
                affiliation = affiliation or ((at + 1, close) if at + 1 < close else None)
                cut = at if cut is None else cut
            continue
        part = text[start : at if cut is None else cut]
        if not (part[:1].isalpha() and part[-1:].isalpha()):
            start, part = _trim(start, part)
        if part:
            yield start, part, affiliation
        start, affiliation, cut = following, None, None


def _trim(start: int, part: str) -> tuple[int, str]:
    """Cut white space, marks and a full stop off the part of a list that starts at ``start``."""
    part = part.rstrip()
    if len(part) > 2 * MAX_NAME_CHARS:
        return start, part
    trimmed = part.lstrip(_MARKS_BEFORE)
    start += len(part) - len(trimmed)
    part = trimmed.strip(_EDGES)
    if part and not part[-1].isalpha():
        part = _DIGIT_MARKS.sub("", part)
    # A full stop ends the line, unless it abbreviates: "Jr.", "Corrêa B.", "de Vreught J.P."
    last_word = part.rpartition(" ")[2]
    if last_word.endswith(".") and last_word.lower() not in _SUFFIXES and "." not in last_word[1:-1]:
        part = part if len(last_word) == len("B.") else part[:-1]
    return start, part
