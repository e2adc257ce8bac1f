"""Papers within a line: a title and its authors side by side, in a citation or in a sentence."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from extractors import evidence
from extractors.leading_names import find_leading_names
from extractors.lines import Line
from extractors.names import CERTAIN, NOTHING, NameList, find_names, score_name
from extractors.titles import is_affiliation, is_detail, is_role, score_title, trim_title


class Mention(NamedTuple):
    """A title and its authors in one line (code points in the document)."""

    title: tuple[int, int]
    names: NameList
    pattern: str
    """How the two stand to each other: what a document repeats."""
    strength: float
    in_sentence: bool
    is_certain: bool = True
    """Whether it counts by itself; else only where others of its pattern do."""


MAX_LINE_CHARS: Final = 20_000
_MAX_CITATION_WORDS = 90
_MAX_CUTS = 60
_SURE_NAME = 2.0
_RUN = re.compile(
    r"\*\*([^*\n]{3,300}?)\*\*|\*([^*\n]{3,300}?)\*|(?<!\w)_([^_\n]{3,300}?)_(?!\w)|\[([^\[\]\n]{3,300})\]\([^()\s]{1,300}\)"
)
_QUOTED = re.compile(
    r"[“„«]([^“”„«»\n]{3,300})[”»“]|(?<![\w\"])\"([^\"\n]{3,300})\"(?!\w)|(?<!\w)‘([^‘\n]{8,300}?)’(?!\w)"
)
_RUN_STARTS: Final = ("*", "_", "[", "“", '"', "„", "«", "‘")
# What may stand between a title that is set apart and its authors.
_CONNECTOR = re.compile(
    r"(?:[”\"»’*_\])]|\]\([^()\s]{1,300}\)|[\s,.:;|·—–-]|\((?:[^()]{0,40}?)(?:19|20)\d\d\)|\b(?:by|from|authors?:|with)\b|\((?=[A-Z]))+",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"[\s,]*(?:says?|said|asked|asks|told|explains?|explained|notes|noted|adds|added|writes|wrote|according)\b",
    re.IGNORECASE,
)
_CUT = re.compile(r"\s[-–—|•·]\s|(?<!\bvs)[:.?!]\s|\sby\s|\s?[(]|,\s|\t|;\s|→\s?|\)\s|\n")
_CUE = re.compile(
    r"\b(?:papers?|work|article|study|preprint|publication|titled|entitled|called|named|talk|poster)\b[,:]?\s+(?=[A-Z0-9“\"‘])"
)
_SENTENCE_START = re.compile(r"(?<!\bvs)[.!?][\"”’)]?\s+(?=[\"“(A-Z0-9])|\n")
_SENTENCE_END = re.compile(r"(?<!\bvs)[.?!][\"”’]?(?:\s|$)")
_AFTER_NAMES_FIRST = re.compile(
    r"\s*(?:\((?:19|20)\d\d[a-z]?\)|(?:19|20)\d\d)?\s*(?:[.:,]|\s[-–—|•·]|\n)\s*(?=[^\W_]|[“\"‘'«*_\[])"
)
_TITLE_STOP = re.compile(
    r"(?<!\bvs)[.?!](?=\s)|\s(?:[Ii]n|[Tt]o appear in)(?:\s+[Pp]roc|:"
    r"|\s+(?:the\s+)?[A-Z]{2,}|\s+[*_])|,\s+(?:in\s+)?(?:Proc|[A-Z]{3,}[\w’']*\b)"
    r"|\s*\[|\s[|·•]\s|\s*\((?=[^()]*(?:19|20)\d\d)|\n"
)
_TAIL = re.compile(r"\s*(?:$|[.;:|)\]\[—–(→,]|\s[-–—]\s|\n|in\b|at\b|[*_]|(?:19|20)\d\d)", re.IGNORECASE)
_CLOSES_CITATION = re.compile(r"[^()]{0,30}\)\s*(?:$|[:.;\[–—-]|\n)")
_YEAR_OR_QUOTE = re.compile(r"(?:19|20)\d\d|[“\"«]")
_SENTENCE_OPENING = re.compile(
    r"(?:this|these|those|we|it|they|there|here|our|i|you|he|she|my|his|her|their)\s+(?-i:[a-z])",
    re.IGNORECASE,
)
_CUE_BEFORE = re.compile(r"\b(?:papers?|article|study|preprint|titled|entitled)\b[,:]?\s+[*_\[“\"‘«]{0,5}$")
_MIN_CUED_WORDS = 4
_LONG_WORD = 4
_TITLE_CASE_SHARE = 0.7
_MIN_MENTION_WORDS = 4


def find_mentions(text: str, line: Line) -> list[Mention]:
    """Return the papers that ``line`` names together with their authors, in order, without overlaps."""
    if line.end - line.start > MAX_LINE_CHARS or "c" in line.dress:
        return []
    found = list(_find_set_apart(text, line))
    if not found:
        words = line.text.count(" ") + 1
        if words <= _MAX_CITATION_WORDS:
            found = list(_find_citation(text, line))
        if not found:
            found = list(_find_in_sentences(text, line))
    mentions: list[Mention] = []
    for mention in sorted(found, key=lambda mention: min(mention.title[0], mention.names.start)):
        first = min(mention.title[0], mention.names.start)
        if not mentions or first >= max(mentions[-1].title[1], mentions[-1].names.end):
            mentions.append(mention)
    return mentions


def find_runs(text: str, line: Line) -> list[tuple[int, int]]:
    """Return what is set apart inside ``line``: by its markup, by marks in plain text, by quotes."""
    runs = [(mark.start, mark.end) for mark in line.marks]
    if any(start in line.text for start in _RUN_STARTS):
        for pattern in (_RUN, _QUOTED):
            for found in pattern.finditer(text, line.start, line.end):
                group = found.lastindex or 0
                runs.append(found.span(group))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(set(runs), key=lambda run: (run[0], -run[1])):
        if not merged or start >= merged[-1][1]:
            merged.append((start, end))
    return merged


def _find_set_apart(text: str, line: Line) -> Iterator[Mention]:
    """Yield the titles that are set apart and have authors beside them."""
    runs = find_runs(text, line)
    by_authors = list(_find_beside_authors(text, line, runs))
    if by_authors:
        yield from by_authors
        return
    for index, (start, end) in enumerate(runs):
        title = trim_title(text, start, end)
        value = text[slice(*title)]
        words = value.count(" ") + 1
        if words < 2 or score_title(value) < -1.0 or (is_role(value) and words < 6) or is_detail(value):  # noqa: PLR2004
            continue
        if score_name(value) > _SURE_NAME - 1:
            continue
        limit = runs[index + 1][0] if index + 1 < len(runs) else line.end
        connector = _CONNECTOR.match(text, end, line.end)
        at = connector.end() if connector else end
        names = find_leading_names(text, at, line.end) if at > end else None
        if _SPOKEN.match(text, end + 1, line.end) or (
            names and names.names and _SPOKEN.match(text, names.end, line.end)
        ):
            continue
        whole = end - start
        if names and names.names and _is_enough(names, words):
            in_sentence = _is_in_sentence(text, line, start) or evidence.is_prose(line.text)
            pattern = _pattern(IN_SENTENCE if in_sentence else "after", text, end, at)
            yield Mention(title, names, pattern, names.strength, in_sentence)
            continue
        first = _sentence_start(text, line.start, start)
        if names and names.strength >= 1.0 and names.names:
            pattern = _pattern("after", text, end, at)
            yield Mention(title, names, pattern, names.strength, in_sentence=False, is_certain=False)
            continue
        if words >= _MIN_CUED_WORDS and _CUE_BEFORE.search(text, max(line.start, start - 40), start):
            yield Mention(
                title, NOTHING._replace(start=title[1], end=title[1]), "cue", 0.0, True, is_certain=False
            )
            continue
        names = find_leading_names(text, first, start)
        gap = text[names.end : start] if names.names else ""
        if (
            names.names
            and _is_enough(names, words)
            and whole
            and len(gap) <= 80
            and not _SENTENCE_END.search(gap)
            and limit
        ):  # noqa: PLR2004
            yield Mention(title, names, IN_SENTENCE + "before", names.strength, in_sentence=True)


def _find_beside_authors(text: str, line: Line, runs: list[tuple[int, int]]) -> Iterator[Mention]:
    """Yield the paper whose authors are set apart, and its title is not: "T <span>A, B</span>"."""
    if len(runs) != 1:
        return
    ((start, end),) = runs
    names = find_names(text, start, end)
    if not names.names or names.strength < _SURE_NAME or names.end < end - 1:
        return
    before, behind = trim_title(text, line.start, start), trim_title(text, end, line.end)
    for title, side in ((before, "beside"), (behind, "beside first")):
        value = text[slice(*title)].lstrip(" ,.:;–—-")
        title = (title[1] - len(value), title[1])
        if value.count(" ") < 2 or is_role(value) or is_detail(value) or score_title(value) < 0.0:  # noqa: PLR2004
            continue
        if evidence.is_prose(value) or find_leading_names(text, *title).names:
            continue
        is_certain = names.is_certain
        yield Mention(title, names, side, names.strength, in_sentence=False, is_certain=is_certain)
        return


def _is_enough(names: NameList, words: int) -> bool:
    """Tell whether the names beside a title that is set apart carry it."""
    if len(names.names) > 1 or names.et_al:
        return names.strength >= _SURE_NAME
    return names.strength >= _SURE_NAME and words >= 3 and " " in _first_name_gap(names)  # noqa: PLR2004


def _first_name_gap(names: NameList) -> str:
    name = names.names[0]
    return " " if name.end - name.start > 5 else ""  # noqa: PLR2004


def _pattern(side: str, text: str, end: int, at: int) -> str:
    between = re.sub(r"\d+", "0", text[end:at].strip().lower())[:12]
    return f"{side}{between}"


IN_SENTENCE: Final = "in a sentence: "
"""What the patterns of mentions in running text begin with."""


def _is_in_sentence(text: str, line: Line, start: int) -> bool:
    return (
        any(char.isalnum() for char in text[line.start : start]) and text[line.start : start].count(" ") > 2
    )  # noqa: PLR2004


def _sentence_start(text: str, begin: int, end: int) -> int:
    """Return where the sentence begins in which ``end`` lies."""
    start = begin
    for found in _SENTENCE_START.finditer(text, max(begin, end - 400), end):
        before = text[max(begin, found.start() - 3) : found.start() + 1]
        if re.search(r"(?:^|[\s.])[^\W\d_]\.$", before):
            continue  # an initial
        start = found.end()
    return start


def _find_citation(text: str, line: Line) -> Iterator[Mention]:
    """Yield the paper of a line that is one entry: "T — A, B", "A, B. T. In V", "T (A et al.): ..."."""
    begin, end = line.start, line.end
    names = find_leading_names(text, begin, end)
    many = len(names.names) > 1 or names.et_al
    if names.names and names.strength >= (CERTAIN if many else _SURE_NAME):
        mention = _title_behind(text, names, end)
        if mention:
            is_certain = many or _YEAR_OR_QUOTE.search(text, names.end, mention.title[0] + 1) is not None
            yield mention._replace(is_certain=is_certain)
        if mention or many:
            return
    for count, cut in enumerate(_CUT.finditer(text, begin + 4, end)):
        if count > _MAX_CUTS:
            return
        at = cut.end()
        following = text[at : at + 1]
        if not following.isalpha() or (
            following.islower() and cut.group().strip() not in (",", "by", "—", "–", ";")
        ):
            continue
        found = find_leading_names(text, at, end)
        is_certain = _is_enough_behind(found, cut.group())
        if not found.names or (not is_certain and (found.strength < 1.0 or "," in cut.group())):
            continue
        if not _TAIL.match(text, found.end, end) or (
            "(" in cut.group() and not _CLOSES_CITATION.match(text, found.end, end)
        ):
            continue
        if "," in cut.group() and text[found.end : end].count(" ") > 12:  # noqa: PLR2004
            continue
        title = trim_title(text, begin, cut.start())
        value = text[slice(*title)]
        words = value.count(" ") + 1
        if (
            words < 2
            or is_role(value)
            or score_title(value) < (0.0 if words > 2 else -0.9)
            or is_detail(value)
        ):  # noqa: PLR2004
            continue
        if _SENTENCE_OPENING.match(value) or (
            words < 5 and score_name(" ".join(value.split()[-2:])) > _SURE_NAME
        ):  # noqa: PLR2004
            return
        if evidence.count_sentence_breaks(value) > 0 and not value.endswith("?"):
            continue
        if _holds_names(text, title):
            return
        pattern = _pattern("cut", text, cut.start(), at)
        yield Mention(title, found, pattern, found.strength, in_sentence=False, is_certain=is_certain)
        return


def _holds_names(text: str, title: tuple[int, int]) -> bool:
    """Tell whether what should be a title ends in a name, or names people behind a label."""
    start, end = title
    last = max(text.rfind(mark, start, end) for mark in (",", ":", ";", "·", "|")) + 1
    if last > start and score_name(text[last:end].strip()) > _SURE_NAME - 1:
        return True
    first = min((at for at in (text.find(mark, start, end) for mark in (",", ";")) if at >= 0), default=end)
    return score_name(text[start:first].strip()) > _SURE_NAME


def _is_enough_behind(names: NameList, cut: str) -> bool:
    many = len(names.names) > 1 or names.et_al
    if cut.strip() in (",", ".", ":", ";", "?", "!", ")"):
        return (many and names.strength >= CERTAIN) or (names.et_al and names.strength > 0)
    return names.strength >= (_SURE_NAME if many else 3.0) or (names.et_al and names.strength > -1)


def _title_behind(text: str, names: NameList, end: int) -> Mention | None:
    """Return the paper whose title follows its authors, up to the end of its sentence."""
    joint = _AFTER_NAMES_FIRST.match(text, names.end, end)
    if joint is None:
        return None
    at = joint.end()
    closing = {"“": "”", '"': '"', "«": "»", "‘": "’"}.get(text[at : at + 1])
    stop = text.find(closing, at + 1, end) + 1 if closing else 0
    if not stop:
        found = _TITLE_STOP.search(text, at + 8, end)
        stop = (found.start() + (text[found.start()] in "?!")) if found else end
    title = trim_title(text, at, stop)
    value = text[slice(*title)]
    if value.count(" ") < 2 or score_title(value) < 0.0 or is_affiliation(value) or is_role(value):  # noqa: PLR2004
        return None
    if text[at - 2 : at - 1] == "," and not closing:
        return None
    return Mention(title, names, _pattern("first", text, names.end, at), names.strength, in_sentence=False)


def _find_in_sentences(text: str, line: Line) -> Iterator[Mention]:
    """Yield the papers that a sentence names without setting them apart: "the paper T (A and B)"."""
    begin, end = line.start, line.end
    anchors = [*_find_all(text, " by ", begin, end), *_find_all(text, " (", begin, end)]
    for at in sorted(anchors)[:_MAX_CUTS]:
        is_by = text.startswith(" by ", at)
        behind = at + (4 if is_by else 2)
        if not text[behind : behind + 1].isupper():
            continue
        names = find_leading_names(text, behind, end)
        if not names.names or not (names.et_al or (len(names.names) > 1 and names.strength >= CERTAIN)):
            continue
        if not is_by and text[names.end : names.end + 1] != ")":
            continue
        start = _sentence_start(text, begin, at)
        cued = None
        for found in _CUE.finditer(text, start, at):
            cued = found.end()
            break
        title = trim_title(text, cued or start, at)
        value = text[slice(*title)]
        if value.count(" ") + 1 < _MIN_MENTION_WORDS or score_title(value) < 0.0 or is_role(value):
            continue
        if cued is None and not _is_title_case(value):
            continue
        yield Mention(title, names, IN_SENTENCE, names.strength, in_sentence=True)


def _find_all(text: str, part: str, begin: int, end: int) -> Iterator[int]:
    at = text.find(part, begin, end)
    while at >= 0:
        yield at
        at = text.find(part, at + 1, end)


def _is_title_case(value: str) -> bool:
    words = [word for word in value.split() if len(word) >= _LONG_WORD and word[0].isalpha()]
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= _TITLE_CASE_SHARE * len(words)  # noqa: PLR2004
