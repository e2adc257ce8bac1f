"""The parts of a text that is read as a list of names: cut at what separates names, and trimmed.

Every part is scored by the name model; marks, degrees and affiliations around a name are told apart here.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractors.name_model import score_words

MAX_NAME_CHARS = 80
MAX_PARTS = 2_000
_MAX_PARENTHESIS_CHARS = 300
_MAX_WORDS_PER_NAME = 8
_MAX_MISSES = 3
_ET_AL_CHARS = 40
_SURE_PART = 1.0
_NO_ODDS = -20.0
RARE_NAME = -4.5
"""Down to these log-odds a part is a name if the parts around it are."""
_DELIMITER = re.compile(
    r"\s?\((?:joint(?:ly)? |together )?with\s|[(\[]|[,，、;；]\s*(?:and\s+|&\s*)?|[·•|]\s*|&|/\s?"
    r"|(?<![\r\n\t])\t\s*|\s(?:and|und|et(?!\.?\s*al\b)|with)\s+|[.?!:：](?=\s)|\s[-–—]\s"
)
_ET_AL = re.compile(
    r"[,;]?\s*\b(?:et\.?\s?al\b\.?|and others\b|(?:and|\+)\s?\d{1,3} (?:others|more"
    r"|other authors|co-?authors)\b)\W*$",
    re.IGNORECASE,
)
_PAGE_BEHIND = re.compile(r"\s?\.{3,100}\s?\d{1,4}$")
_PAGE_REACH = 120
_ET_AL_WORDS = ("al", "others", "more", "authors")
_OTHERS = re.compile(
    r"(?:others|(?:\d{1,3} )?(?:others|more)(?: authors)?|al\.?|et\.? al\.?|…|\.\.\.)$", re.IGNORECASE
)
_EDGES = " \t\r\n\xa0\u00ad\u200b\ufeff*†‡§¶#^~:–—-_\\`★☆⋆∗{}"
_MARKS_BEHIND = re.compile(
    r"(?:\s*(?:<sup>.{0,20}?</sup>|[\d*†‡§¶#^~\\∗⋆★☆⁰¹²³⁴-⁹]+(?:,(?=[\d*†‡])[\d*†‡]+)*))+$"
)
_NO_NAME = re.compile(r"[0-9@<>{}=%$:：!?\"“”+/\\]|https?|www\.")
_NICKNAME = re.compile(r"\([^()]*\)|(?<=\s)[“\"][^\W\d_]{2,15}[”\"](?=\s)")
_INITIALS = re.compile(r"(?:[^\W\d_]\.[ -]?){1,4}$|[A-Z]{1,3}$")
_INITIAL_END = re.compile(r"(?:^|[\s.\-‐(])(?:[^\W\d_]|Jr|Sr|Dr|Prof|St|Md|Mr|Mrs|Ms|Ch|Th|Yu|Ph)$")
_HONORIFIC = re.compile(r"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms)\.\s+){1,3}(?=[^\W\d_])")
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_DEGREES = frozenset({"phd", "ph.d.", "ph.d", "md", "m.d.", "msc", "dr.", "prof."})
_PARTICLES = frozenset(
    """af al am ap av bar ben bin bint da dal dalla das de degli dei del della den der des di dos du e el
    ibn la las le les lo los och op san santa 't ten ter 's tot und van vande vander vom von y zu zum
    zur""".split()  # noqa: SIM905 - a list of forty quoted words reads worse
)
_LOWER_CASE = _PARTICLES | _SUFFIXES
_ORGANISATION = re.compile(
    r"\b(?:univ|institut|college|school|lab(?:s|orator)|research|centre|center|inc\b|ltd|corp|gmbh|academ"
    r"|polytech|politec|hochschule|department|facult|hospital|foundation|tech\b|ai\b|google|group\b)",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[ \xa0]{1,20}|\s?\r?\n[ \t]{0,40}")
_GOES_ON = re.compile(r"\s[^\W\d_][^\W\d_A-Z]\S{0,19}(?:\s[^\W\d_]\S{1,20})?(?:[,;]|\s(?:and|&)\s)")
_PHRASE = re.compile(r" [^\W\d_]\S{0,20} (?!and\b|und\b|et\b|de\b|van\b|von\b)[a-z]")  # " Short paper"
_ELIDED = re.compile(r"[^\W\d_]{1,4}[’'`´-][^\W\d_]")
_LETTER = re.compile(r"[^\W\d_]")
_FULL_STOP_BEHIND = re.compile(r"[^\W\d_][^\W\d_A-Z]+\.$")
_NAME_WORD = re.compile(
    r"(?:\([^\W\d_]{2,15}\)(?=\s[^\W\d_a-z])|’t|'t|[“\"][^\W\d_]{2,15}[”\"](?=\s)|[^\W\d_](?:[^\W\d_]|[’'`´.\-‐‑\u0300-\u036f\u00ad])*)"
)


class Part(NamedTuple):
    start: int
    end: int
    logit: float
    affiliation: tuple[int, int] | None
    separator: str
    """What stands before it."""


class PartReader:
    """Reads the parts of ``text[start:end]``: ``parts``, where the list ends, and whether by "et al.".

    ``asides`` are stretches, in order, that are known to say where the person before them works.
    """

    def __init__(self, text: str, start: int, end: int, asides: Sequence[tuple[int, int]] = ()) -> None:
        end = _without_page(text, start, end)
        tail = _et_al(text, start, end)
        self.text = text
        self.parts: list[Part] = []
        self.et_al = tail is not None
        self.stop = tail.start() if tail else end
        self._begin = start
        self._cut: int | None = None
        self._affiliation: tuple[int, int] | None = None
        self._separator = ""
        self._misses = 0
        self._asides = list(reversed(asides))
        self._read(start)

    def _read(self, position: int) -> None:
        while len(self.parts) < MAX_PARTS:
            found = _DELIMITER.search(self.text, position, self.stop)
            if self._asides and (found is None or self._asides[-1][0] <= found.start()):
                position = self._read_aside(*self._asides.pop())
                continue
            if found is None:
                self._end_part(self.stop)
                return
            at, position = found.span()
            mark = found.group()
            if mark in ("(", "["):
                position = self._read_parenthesis(at, position)
            elif self._is_inside_name(mark, at, position):
                continue
            else:
                self._end_part(at)
                if self._misses > _MAX_MISSES and self._misses * 2 > len(self.parts):
                    self.parts = []  # running text: do not read all of it
                    return
                is_dash = mark[1:2] in ("-", "–", "—")
                if is_dash or mark in (".", "?", "!", ":", "："):
                    after = self._affiliation_behind_dash(position) if is_dash else None
                    if after is None:
                        self.stop = at
                        return
                    position = after
                self._begin, self._separator = position, mark
        self.stop = self._begin

    def _read_aside(self, start: int, end: int) -> int:
        """Note an affiliation that is set apart; return where to go on."""
        self._affiliation = self._affiliation or trim_part(self.text, start, end)
        self._cut = start if self._cut is None else self._cut
        return end

    def _read_parenthesis(self, at: int, following: int) -> int:
        """Note an affiliation, or pass over a nickname; return where to go on."""
        close = closing(self.text, at, self.stop)
        if close < 0:
            return following
        if not self._is_nickname(at, close):
            if self.text[at + 1 : close].strip(" *†‡§¶0123456789,"):
                self._affiliation = self._affiliation or (at + 1, close)
            self._cut = at if self._cut is None else self._cut
            if self.text[at] == "(" and self._begins_name(at, close):
                self._end_part(at)
                self._begin, self._separator = close + 2, " "
        return close + 1

    def _is_nickname(self, at: int, close: int) -> bool:
        """Tell whether a name goes on behind the parenthesis: "Thomas (Tom) Miller"."""
        return (
            self.text[at] == "("
            and self.text[close + 1 : close + 3].lstrip(" ")[:1].isalpha()
            and close - at <= MAX_NAME_CHARS // 4
            and self._begin < at
            and not self.text.startswith((" and ", " with "), close + 1)
            and " " not in self.text[at + 1 : close]
            and not self._begins_name(at, close)
            and not _PHRASE.match(self.text, close + 1, self.stop)
        )

    def _begins_name(self, at: int, close: int) -> bool:
        """Tell whether another name begins behind an affiliation: "Amanda Roe (ETH) Jane Doe"."""
        if " " not in self.text[self._begin : at].strip() or self.text[close + 1 : close + 2] != " ":
            return False
        behind = leading_name(self.text, close + 2, min(self.stop, close + 2 + MAX_NAME_CHARS))
        if behind is None or " " not in self.text[behind.start : behind.end]:
            return False
        return behind.logit > 0

    def _is_inside_name(self, mark: str, at: int, following: int) -> bool:
        """Tell whether what looks like a separator parts no names."""
        if mark == ".":
            if _INITIAL_END.search(self.text[max(self._begin, at - 5) : at]):
                return True
            # A stray full stop behind a given name.
            behind = self.text[following : following + 2].strip()[:1]
            return " " not in self.text[self._begin : at] and behind.isupper()
        return mark[:1] == "/" and not self._stands_between_names(at, following)

    def _stands_between_names(self, at: int, following: int) -> bool:
        behind = leading_name(self.text, following, min(self.stop, following + MAX_NAME_CHARS))
        before = score_words(self.text[self._begin : at].split())
        return behind is not None and before > _SURE_PART and behind.logit > _SURE_PART

    def _end_part(self, at: int) -> None:
        """Add what stands between the last separator and ``at``."""
        start, end = trim_part(self.text, self._begin, at if self._cut is None else self._cut)
        value = self.text[start:end]
        lower = value.lower()
        if not value or lower in _DEGREES:
            if self._affiliation and self.parts and self.parts[-1].affiliation is None:
                self.parts[-1] = self.parts[-1]._replace(affiliation=self._affiliation)
        elif _OTHERS.match(lower):
            self.et_al = True
        elif lower in _SUFFIXES and self.parts:
            self.parts[-1] = self.parts[-1]._replace(end=end)
        else:
            logit = score_name(value)
            self.parts.append(Part(start, end, logit, self._affiliation, self._separator))
            self._misses += logit < RARE_NAME and not _INITIALS.match(value)
        self._affiliation = self._cut = None

    def _affiliation_behind_dash(self, following: int) -> int | None:
        """Return where the affiliation behind a dash ends, ``None`` if there is none."""
        if not self.parts or self.parts[-1].affiliation is not None:
            return None
        if not _ORGANISATION.search(self.text, following, self.stop):
            return None
        ends = [self.text.find(mark, following, self.stop) for mark in (";", "|", "\n")]
        end = min((at for at in ends if at >= 0), default=self.stop)
        self.parts[-1] = self.parts[-1]._replace(affiliation=(following, end))
        return end


def _without_page(text: str, start: int, end: int) -> int:
    """Return where the list ends before the number of a page: "Jane Doe, Bo Li ...... 17"."""
    if not text[end - 1].isdigit() or text.find("...", max(start, end - _PAGE_REACH), end) < 0:
        return end
    found = _PAGE_BEHIND.search(text, max(start, end - _PAGE_REACH), end)
    return found.start() if found else end


def _et_al(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the "et al." that a list ends in; most end in none of its words."""
    low = max(start, end - _ET_AL_CHARS)
    tail = text[low:end].lower()
    return _ET_AL.search(text, low, end) if any(map(tail.__contains__, _ET_AL_WORDS)) else None


def is_initials(value: str) -> bool:
    """Tell whether ``value`` is initials and nothing else: "J. R."."""
    return _INITIALS.match(value) is not None


def is_organisation(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch of ``text`` names an organisation."""
    return _ORGANISATION.search(text, start, end) is not None


def is_particle(word: str) -> bool:
    """Tell whether a word is a particle of names ("van", "de la")."""
    return word.lower() in _PARTICLES


def is_suffix(word: str) -> bool:
    """Tell whether a word stands behind names ("Jr.", "III")."""
    return word.lower() in _SUFFIXES


def closing(text: str, at: int, stop: int) -> int:
    """Return where the parenthesis that opens at ``at`` closes, -1 if not within its bound."""
    depth = 0
    opening = text[at]
    closing = ")" if opening == "(" else "]"
    for index in range(at, min(stop, at + _MAX_PARENTHESIS_CHARS)):
        char = text[index]
        if char == opening:
            depth += 1
        elif char == closing:
            depth -= 1
            if depth == 0:
                return index
    return -1


def trim_part(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut white space, marks, numbers and honorifics off a part of a list; what is left may be empty."""
    while start < end and text[start] in _EDGES + "•,":
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    if text.startswith((" and", " und"), end - 4) and end - 4 > start:
        end -= 4  # the list goes on in the next line
    if end - start > 2 * MAX_NAME_CHARS:
        return start, end
    if text[end - 1] == ")" and end > start and "(" not in text[start:end]:
        end -= 1  # "Jane Doe (with Bo Li)"
    end = start + len(_trim_behind(text[start:end]))
    while start < end and (text[start].isdigit() or text[start] in " ⁰¹²³⁴⁵⁶⁷⁸⁹"):
        start += 1
    if honorific := _HONORIFIC.match(text, start, end):
        start = honorific.end()
    return start, end


def _trim_behind(value: str) -> str:
    """Cut marks and a full stop off the end of a part."""
    value = value[:-1] if value.endswith("..") else value
    if not value or value[-1].isalpha():
        return value
    value = _MARKS_BEHIND.sub("", value).rstrip(_EDGES)
    last_word = value.rpartition(" ")[2]
    # A full stop ends the line, unless it abbreviates: "Jr.", "Corrêa B.", "de Vries J.P."
    if len(last_word) > len("B.") and last_word.endswith(".") and "." not in last_word[1:-1]:
        value = value if last_word.lower() in _SUFFIXES else value[:-1]
    return value


def score_name(value: str) -> float:
    """Return the log-odds that ``value`` is one person's name."""
    if "(" in value or "“" in value or '"' in value:
        value = _NICKNAME.sub(" ", value[: MAX_NAME_CHARS + 1])
    if len(value) > MAX_NAME_CHARS or _NO_NAME.search(value) or not _LETTER.search(value):
        return _NO_ODDS
    words = value.replace("\u00ad", "").replace("\u200b", "").split()
    return score_words(words) if words else _NO_ODDS


def leading_name(text: str, begin: int, end: int) -> Part | None:
    """Return the name at ``begin``: the words up to the first one that goes on in lower case."""
    if honorific := _HONORIFIC.match(text, begin, end):
        begin = honorific.end()
    words: list[str] = []
    ends: list[int] = []
    at = begin
    while len(words) < _MAX_WORDS_PER_NAME:
        found = _NAME_WORD.match(text, at, end)
        if found is None:
            break
        word = found.group()
        is_dutch = word == "in" and text.startswith((" 't ", " ’t "), found.end())  # "in 't Veld"
        if word[0].islower() and word.lower() not in _LOWER_CASE and not is_dutch and not _ELIDED.match(word):
            break
        words.append(word)
        ends.append(found.end())
        ends_sentence = (
            word.endswith(".")
            and word.lower() not in _SUFFIXES
            and "." not in word[:-1]
            and (
                len(word) > 3  # noqa: PLR2004
                or (len(word) == 3 and len(words) > 1 and not _GOES_ON.match(text, found.end(), end))  # noqa: PLR2004
            )
        )
        if ends_sentence:
            words[-1] = word[:-1]
            ends[-1] -= 1
            break
        at = found.end()
        space = _SPACE.match(text, at, end)
        if space is None:
            break
        at = space.end()
    while words and words[-1] in _PARTICLES:
        words.pop()
        ends.pop()
    if not words:
        return None
    if _FULL_STOP_BEHIND.match(words[-1]) and words[-1].lower() not in _SUFFIXES:
        words[-1] = words[-1][:-1]
        ends[-1] -= 1
    plain = [word for word in words if word[0] not in '(“"']
    return Part(begin, ends[-1], score_words(plain), None, "")
