"""Lists of person names: is a text one, and where does each name begin and end?

The text is cut at what separates names; each part is scored by the name model; the parts then judge each
other: among certain names a rare one is a name too, among phrases a name-like one is none.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from extractors.name_model import score_words

MAX_NAME_CHARS = 80
MAX_LIST_CHARS = 20_000
_MAX_PARTS = 2_000
_MAX_PARENTHESIS_CHARS = 300
_FEW_WORDS = 12
_HEAD_CHARS = 600
_MAX_WORDS_PER_NAME = 8
_MAX_TAIL_WORDS = 40

CERTAIN: Final = 4.0
"""Log-odds from which a text counts as a list of names whatever stands around it."""
_MAX_PART, _MIN_PART = 4.0, -4.0
_SURE_PART = 1.0
_SHAPED_ALIKE = 1.5
"""What each part gains where all parts have the form of a name: two to four words, capitalised."""
_RARE_NAME = -4.5
_PAIRED_SHARE = 0.6
_SURE_PAIR = 3.0
"""Down to these log-odds a part is a name if the parts around it are."""

_SEPARATORS = (",", ";", "·", "|", "&", "•", "(", " and ", "\t", "/", "、", "，")
# Alternatives that each begin with a plain character: Python then skips ahead to one of these.
_DELIMITER = re.compile(
    r"[(\[]|[,，、;；]\s*(?:and\s+|&\s*)?|[·•|]\s*|&|\t\s*|/\s?"
    r"|\s(?:and|und|et(?!\.?\s*al\b)|with)\s+|[.?!:：](?=\s)|\s[-–—]\s"
)
_AUTHOR_LABEL = re.compile(
    r"[*_]{0,3}(?:(?:main |paper |lead |all )?authors?(?: list| names?)?(?:\(s\))?|by|written by|presented by|names?)"
    r"[*_]{0,3}\s*[:：–—-][*_]{0,3}\s*",
    re.IGNORECASE,
)
_BY = re.compile(r"by\s+", re.IGNORECASE)
_ET_AL = re.compile(
    r"[,;]?\s*\b(?:et\.?\s?al\b\.?|and others\b|(?:and|\+)\s?\d{1,3} (?:others|more|other authors|co-?authors)\b)\W*$",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"(?:others|(?:\d{1,3} )?(?:others|more)(?: authors)?|al\.?|et\.? al\.?|…|\.\.\.)$", re.IGNORECASE)
_EDGES = " \t\r\n\xa0\u00ad\u200b\ufeff*†‡§¶#^~:–—-_\\`★☆⋆∗{}"
_MARKS_BEHIND = re.compile(
    r"(?:\s*(?:<sup>.{0,20}?</sup>|[\d*†‡§¶#^~\\∗⋆★☆⁰¹²³⁴-⁹]+(?:,(?=[\d*†‡])[\d*†‡]+)*))+$"
)
_NO_NAME = re.compile(r"[0-9@<>{}=%$:：!?\"“”+/\\]|https?|www\.")
_INITIALS = re.compile(r"(?:[^\W\d_]\.[ -]?){1,4}$|[A-Z]{1,3}$")
_INITIAL_END = re.compile(r"(?:^|[\s.\-‐(])(?:[^\W\d_]|Jr|Sr|Dr|Prof|St|Md|Mr|Mrs|Ms|Ch|Th|Yu|Ph)$")
_HONORIFIC = re.compile(r"(?:Dr|Prof|Professor|Mr|Mrs|Ms)\.\s+(?=[^\W\d_])")
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_DEGREES = frozenset({"phd", "ph.d.", "ph.d", "md", "m.d.", "msc", "dr.", "prof."})
_PARTICLES = frozenset(
    """af al am ap av bar ben bin bint da dal dalla das de degli dei del della den der des di dos du e el
    ibn la las le les lo los och op san santa 't ten ter 's tot und van vande vander vom von y zu zum
    zur""".split()  # noqa: SIM905 - a list of forty quoted words reads worse
)
_LOWER_CASE = _PARTICLES | _SUFFIXES
_BEHIND_A_NAME = _LOWER_CASE | {"and", "et", "&"}
_ORGANISATION = re.compile(
    r"\b(?:univ|institut|college|school|lab(?:s|orator)|research|centre|center|inc\b|ltd|corp|gmbh|academ"
    r"|polytech|politec|hochschule|department|facult|hospital|foundation|tech\b|ai\b|google|group\b)",
    re.IGNORECASE,
)


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


class _Part(NamedTuple):
    start: int
    end: int
    logit: float
    affiliation: tuple[int, int] | None
    separator: str
    """What stands before it."""


def find_names(text: str, begin: int = 0, end: int | None = None, *, expected: bool = False) -> NameList:
    """Read ``text[begin:end]`` as a list of person names, whatever it is; the strength says how well that went.

    Where names are ``expected``, because all lines around are lists of them, rare ones count too.
    """
    end = len(text) if end is None else end
    if end - begin > MAX_LIST_CHARS or begin >= end:
        return NOTHING
    label = _AUTHOR_LABEL.match(text, begin, end) or _BY.match(text, begin, end)
    if label is None and not expected and _is_plainly_no_list(text[begin:end]):
        return NOTHING
    start = label.end() if label else begin
    parts, stop, et_al = _read_parts(text, start, end)
    if not parts:
        return NOTHING
    parts = _in_inverted_order(text, start, stop, parts)
    return _judge(text, parts, start=start, end=stop, et_al=et_al, labelled=label is not None or expected)


def find_leading_names(text: str, begin: int, end: int) -> NameList:
    """Read the list of names that a running text goes on with at ``begin``; it ends where the names do."""
    return NOTHING if begin >= end else _judge_leading(text, begin, end)


def _judge_leading(text: str, begin: int, end: int) -> NameList:
    parts: list[_Part] = []
    et_al = False
    at, separator = begin, ""
    while at < end and len(parts) < _MAX_PARTS:
        found = _leading_name(text, at, min(end, at + 2 * MAX_NAME_CHARS))
        if found is None:
            break
        initials = _INITIALS_BEHIND.match(text, found.end, end)
        if initials and found.end - begin < MAX_LIST_CHARS:
            found = found._replace(end=initials.end(1), logit=max(2.5, found.logit + 3.0))  # "Doe, J. R."
        if found.logit < (_MIN_AMONG if parts else 0.0) and not _LEADING_ET_AL.match(text, found.end, end):
            break
        parts.append(found._replace(separator=separator))
        at = found.end
        marks = _LEADING_MARKS.match(text, at, end)
        at = marks.end() if marks else at
        opened = _OPENED.match(text, at, end)
        if opened and (close := _closing(text, opened.end() - 1, end)) > 0:
            inner = (opened.end(), close)
            if not text[inner[0] : inner[0] + 1].isdigit():
                parts[-1] = parts[-1]._replace(affiliation=inner)
                at = close + 1
        et_al_here = _LEADING_ET_AL.match(text, at, end)
        if et_al_here:
            et_al, at = True, et_al_here.end()
            break
        joint = _LEADING_SEPARATOR.match(text, at, end)
        if joint is None:
            break
        separator, at = joint.group(), joint.end()
    while len(parts) > 1 and not et_al and parts[-1].logit < -1.0:
        at = parts[-2].end
        parts.pop()  # what no name follows must look like one itself
    if not parts:
        return NOTHING
    last = parts[-1]
    stop = at if et_al else (last.affiliation[1] + 1 if last.affiliation else last.end)
    strength = sum(max(-1.0, min(_MAX_PART, part.logit)) for part in parts)
    names = tuple(Name(part.start, part.end, part.affiliation) for part in parts)
    return NameList(names, (), et_al, labelled=False, strength=strength, start=begin, end=stop)


_MIN_AMONG = -7.0
"""Down to these log-odds a name among names is one, if it has a name's form."""
_LEADING_MARKS = re.compile(r"(?:[*†‡§¶∗]|\d(?:,\d)*(?=[\s,.;)]|$)|[¹²³⁰-⁹]|\*\*|_)+")
_INITIALS_BEHIND = re.compile(r",\s+((?:[^\W\d_a-z]\.[ -]?){0,3}[^\W\d_a-z]\.)(?=\s*(?:$|[,;&(.:]|and\b|et\b))")
_OPENED = re.compile(r"\s?\(")
_LEADING_ET_AL = re.compile(r",?\s+(?:et\.?\s?al\b\.?|and (?:others|colleagues|co-?authors)\b)", re.IGNORECASE)
_LEADING_SEPARATOR = re.compile(r"\s*[,;·•|&/]\s*(?:and\s+|&\s*)?|\s+(?:and|und|with)\s+", re.IGNORECASE)
_NAME_WORD = re.compile(r"(?:\([^\W\d_]{2,15}\)|“[^\W\d_]{2,15}”|[^\W\d_](?:[^\W\d_]|[’'`´.\-‐‑\u0300-\u036f\u00ad])*)")


_SPACE = re.compile(r"[ \xa0]{1,2}|\s?\r?\n[ \t]{0,40}")
_GOES_ON = re.compile(r"\s[^\W\d_]\S{1,20}(?:\s[^\W\d_]\S{1,20})?(?:[,;]|\s(?:and|&)\s)")
_ELIDED = re.compile(r"[^\W\d_]{1,4}[’'`´-][^\W\d_]")
_FULL_STOP_BEHIND = re.compile(r"[^\W\d_][^\W\d_A-Z]+\.$")


def _leading_name(text: str, begin: int, end: int) -> _Part | None:
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
        if word[0].islower() and word.lower() not in _LOWER_CASE and not _ELIDED.match(word):
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
    plain = [word for word in words if word[0] not in "(“"]
    return _Part(begin, ends[-1], score_words(plain), None, "")


def _is_plainly_no_list(text: str) -> bool:
    """Tell, cheaply, what most lines are: a phrase or running text, of which no part need be read.

    A phrase goes on in lower case behind its first word; running text has far more words than the
    separators of a name list leave room for.
    """
    words = text.split(maxsplit=2)
    if len(words) > 1:
        first, second = words[:2]
        if second.islower() and first[0].isupper() and first[-1].isalpha() and second not in _BEHIND_A_NAME:
            return True
    head = text[:_HEAD_CHARS]
    count = head.count(" ") + 1
    if count <= _FEW_WORDS:
        return False
    return count > _MAX_WORDS_PER_NAME * (sum(map(head.count, _SEPARATORS)) + 1)


def _read_parts(text: str, start: int, end: int) -> tuple[list[_Part], int, bool]:
    """Cut ``text[start:end]`` into parts; return them, where the list ends, and whether by "et al."."""
    et_al = False
    tail = _ET_AL.search(text, max(start, end - 40), end)
    stop = end
    if tail:
        et_al, stop = True, tail.start()
    parts: list[_Part] = []
    begin, affiliation, cut, separator = start, None, None, ""
    inside = start
    misses = 0
    position = start
    while True:
        found = _DELIMITER.search(text, position, stop)
        at, following = found.span() if found else (stop, stop)
        position = following
        mark = found.group() if found else ""
        if found and at < inside:
            continue
        if mark in ("(", "["):
            close = _closing(text, at, stop)
            if close < 0:
                continue
            inside = position = close + 1
            behind = text[close + 1 : close + 3].lstrip(" ")
            is_nickname = (
                mark == "(" and behind[:1].isalpha() and close - at <= MAX_NAME_CHARS // 4 and begin < at
                and not text.startswith((" and ", " with "), close + 1) and " " not in text[at + 1 : close]
            )
            if is_nickname:
                continue
            if text[at + 1 : close].strip(" *†‡§¶0123456789,"):
                affiliation = affiliation or (at + 1, close)
            cut = at if cut is None else cut
            continue
        if mark == "." and _INITIAL_END.search(text[max(begin, at - 5) : at]):
            continue  # an initial
        if mark == "." and " " not in text[begin:at] and text[following : following + 2].strip()[:1].isupper():
            continue  # a stray full stop behind a given name
        if mark[:1] == "/" and not _both_sides_are_names(text, begin, at, following, stop):
            continue
        part = _make_part(text, begin, at if cut is None else cut, affiliation, separator)
        if part is not None:
            kind, value = part
            if kind == "others":
                et_al = True
            elif kind == "suffix" and parts:
                parts[-1] = parts[-1]._replace(end=value.end)
            elif kind == "part":
                parts.append(value)
                misses += value.logit < _RARE_NAME and not _INITIALS.match(text, value.start, value.end)
                if misses > 3 and misses * 2 > len(parts):  # noqa: PLR2004 - running text: do not read all of it
                    return [], start, et_al
        elif affiliation and parts and parts[-1].affiliation is None:
            parts[-1] = parts[-1]._replace(affiliation=affiliation)
        if found is None:
            return parts, stop, et_al
        if mark in (".", "?", "!", ":", "：") or mark[1:2] in ("-", "–", "—"):
            # A sentence ends, or a dash: what follows belongs to the list only if it goes on with a name.
            if mark[1:2] in ("-", "–", "—") or not parts:
                rest = text[following:stop].split(maxsplit=6)
                if parts and rest and _ORGANISATION.search(text, following, stop) and parts[-1].affiliation is None:
                    rest_end = _next_break(text, following, stop)
                    parts[-1] = parts[-1]._replace(affiliation=(following, rest_end))
                    position = begin = rest_end
                    affiliation, cut, separator = None, None, mark
                    inside = rest_end
                    continue
            return parts, at, et_al
        begin, affiliation, cut, separator = following, None, None, mark
        if len(parts) >= _MAX_PARTS:
            return parts, at, et_al


def _next_break(text: str, start: int, stop: int) -> int:
    """Return where an affiliation behind a dash ends: at the next semicolon, bar or line."""
    ends = [at for at in (text.find(mark, start, stop) for mark in (";", "|", "\n")) if at >= 0]
    return min(ends, default=stop)


def _closing(text: str, at: int, stop: int) -> int:
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


def _both_sides_are_names(text: str, begin: int, at: int, following: int, stop: int) -> bool:
    before, behind = text[begin:at].split(), _leading_name(text, following, min(stop, following + MAX_NAME_CHARS))
    return behind is not None and score_words(before) > _SURE_PART and behind.logit > _SURE_PART


def _make_part(
    text: str, start: int, end: int, affiliation: tuple[int, int] | None, separator: str
) -> tuple[str, _Part] | None:
    """Return what stands between two separators: ``part``, ``suffix`` or ``others``; ``None`` if nothing."""
    while start < end and text[start] in _EDGES + "•,":
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    if text.startswith((" and", " und"), end - 4) and end - 4 > start:
        end -= 4  # the list goes on in the next line
    if end - start > 2 * MAX_NAME_CHARS:
        return "part", _Part(start, end, -20.0, affiliation, separator)
    value = text[start:end]
    if value.endswith(".."):
        value = value[:-1]
        end -= 1
    if value and not value[-1].isalpha():
        value = _MARKS_BEHIND.sub("", value).rstrip(_EDGES)
        last_word = value.rpartition(" ")[2]
        # A full stop ends the line, unless it abbreviates: "Jr.", "Corrêa B.", "de Vreught J.P."
        if (
            last_word.endswith(".")
            and len(last_word) > 2  # noqa: PLR2004
            and last_word.lower() not in _SUFFIXES
            and "." not in last_word[1:-1]
        ):
            value = value[:-1]
        end = start + len(value)
    while start < end and (text[start].isdigit() or text[start] in " ⁰¹²³⁴⁵⁶⁷⁸⁹"):
        start += 1
    if honorific := _HONORIFIC.match(text, start, end):
        start = honorific.end()
    value = text[start:end]
    if not value:
        return None
    lower = value.lower()
    part = _Part(start, end, 0.0, affiliation, separator)
    if _OTHERS.match(lower):
        return "others", part
    if lower in _SUFFIXES:
        return "suffix", part
    if lower in _DEGREES:
        return None
    return "part", part._replace(logit=score_name(value))


def score_name(value: str) -> float:
    """Return the log-odds that ``value`` is one person's name."""
    if len(value) > MAX_NAME_CHARS or _NO_NAME.search(value):
        return -20.0
    if "(" in value or "“" in value:
        value = re.sub(r"\([^()]*\)|“[^“”]*”", " ", value)
    words = value.replace("\u00ad", "").replace("\u200b", "").split()
    return score_words(words) if words else -20.0


def _in_inverted_order(text: str, start: int, stop: int, parts: list[_Part]) -> list[_Part]:
    """Join the parts of names printed family name first: "Doe, Jane; Roe, Al", "Doe, J., Roe, A."."""
    commas = [part for part in parts if part.separator[:1] in (",", "，")]
    if not commas:
        return parts
    groups = _groups(parts)
    pairs = [group for group in groups if len(group) == 2]  # noqa: PLR2004
    if pairs and len(pairs) >= _PAIRED_SHARE * len(groups) and all(len(group) <= 2 for group in groups):  # noqa: PLR2004
        joined = [_join(text, *group) if len(group) == 2 else group[0] for group in groups]  # noqa: PLR2004
        total = sum(part.logit for part in joined)
        is_family_first = all(_is_family_name(text, group[0]) for group in pairs)
        if is_family_first and total > (0 if len(groups) > 1 else sum(part.logit for part in parts)):
            return joined
    with_bar = [part for part in parts if part.separator[:1] in ("|", "·", "(")]
    if len(parts) > 2 and with_bar and parts[1].separator[:1] == "," and parts[2].separator[:1] == "|":  # noqa: PLR2004
        first = _join(text, parts[0], parts[1])
        if first.logit > -3.0 and _is_family_name(text, parts[0]):
            return [first._replace(affiliation=(parts[2].start, max(stop, parts[-1].end)))]
    initials = [bool(_INITIALS.match(text[part.start : part.end])) for part in parts]
    if any(initials) and sum(initials) * 3 >= len(parts) and not initials[0]:
        joined = []
        for part, is_initials in zip(parts, initials, strict=True):
            if is_initials and joined and part.separator[:1] == ",":
                joined[-1] = _join(text, joined[-1], part)
            else:
                joined.append(part)
        return joined
    return parts


def _groups(parts: Sequence[_Part]) -> list[list[_Part]]:
    """Return the parts between semicolons (or "and"), each a list of what commas part."""
    groups: list[list[_Part]] = []
    for part in parts:
        if groups and part.separator[:1] in (",", "，") and "and" not in part.separator:
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _is_family_name(text: str, part: _Part) -> bool:
    """Tell whether a part could be a family name alone: one word, particles aside."""
    words = text[part.start : part.end].split()
    return sum(word.lower() not in _PARTICLES for word in words) == 1


def _join(text: str, family: _Part, given: _Part) -> _Part:
    words = [*text[given.start : given.end].split(), *text[family.start : family.end].split()]
    end = given.end + (text[given.end : given.end + 1] == "." and len(words[0].rstrip(".")) == 1)
    return _Part(family.start, end, score_words(words), given.affiliation, family.separator)


def _judge(
    text: str, parts: list[_Part], *, start: int, end: int, et_al: bool, labelled: bool
) -> NameList:
    """Decide which parts are names, given one another, and how much speaks for the list as a whole."""
    clipped = [max(_MIN_PART, min(_MAX_PART, part.logit)) for part in parts]
    if len(parts) > 1 and all(_is_name_shaped(text, part) for part in parts):
        clipped = [min(_MAX_PART, value + _SHAPED_ALIKE) for value in clipped]
    total = sum(clipped)
    sure = sum(value >= _SURE_PART for value in clipped)
    prior = (2.0 if labelled else 0.0) + (1.5 if et_al else 0.0)
    if 1 < len(parts) <= 4 and parts[0].logit >= _SURE_PART > parts[1].logit and not labelled:  # noqa: PLR2004
        # "Jane Doe, University of X": one person, and where she works.
        rest = (parts[1].start, parts[-1].end)
        if parts[1].separator[:1] in (",", "|") and _ORGANISATION.search(text, parts[1].start, parts[1].end):
            name = Name(parts[0].start, parts[0].end, parts[0].affiliation or rest)
            return NameList((name,), (), et_al, labelled, max(0.0, parts[0].logit - 1.0), start, end)
    is_list = sure * 2 > len(parts) or (labelled and sure * 2 >= len(parts))
    limit = _RARE_NAME if is_list and (len(parts) > 2 or labelled) else -1.5  # noqa: PLR2004
    names, others = [], []
    for part in parts:
        # A rare name has a capital, or a script without case; in lower case only a sure one is a name.
        is_lower = text[part.start : part.end].islower()
        if part.logit > (max(limit, 0.0) if is_lower else limit):
            names.append(Name(part.start, part.end, part.affiliation))
        else:
            others.append((part.start, part.end))
    if not labelled and others and others[0][0] == parts[0].start:
        return NOTHING  # it begins with something else: a title, a label
    if not names or (not labelled and len(others) * 3 > len(names)) or (labelled and len(others) > len(names)):
        return NOTHING
    _share_affiliations(names, parts)
    return NameList(tuple(names), tuple(others), et_al, labelled, max(0.0, total + prior), start, end)


def _is_name_shaped(text: str, part: _Part) -> bool:
    words = text[part.start : part.end].split()
    return 1 < len(words) <= 4 and (words[0][0].isupper() and words[-1][:1].isupper())  # noqa: PLR2004


def _share_affiliations(names: list[Name], parts: Sequence[_Part]) -> None:
    """Leave a shared affiliation with the name that it is printed behind: whose else it is, no text says."""


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
    if comma and given_last.strip().lower() not in _SUFFIXES:
        return given_last.strip() or None, family_first.strip() or None
    words = full_name.split()
    if len(words) < 2 or full_name == full_name.lower():  # noqa: PLR2004
        return None, None
    family = len(words) - 1
    while family > 1 and words[family].lower() in _SUFFIXES:
        family -= 1
    while family > 1 and words[family - 1].islower() and words[family - 1] in _PARTICLES:
        family -= 1
    return " ".join(words[:family]), " ".join(words[family:])
