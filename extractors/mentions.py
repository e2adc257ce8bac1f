"""Papers within a line: a title and its authors side by side, in a citation or in a sentence."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import Final

from extractors import evidence
from extractors.citations import find_citation, is_by_others
from extractors.details import is_event, is_presentation, is_role
from extractors.leading_names import find_leading_names
from extractors.lines import Line
from extractors.mention import IN_SENTENCE, SURE_NAME, Mention, could_be_title, pattern_of
from extractors.name_parts import score_name
from extractors.names import CERTAIN, NOTHING, NameList, find_names, gives_duties, is_phrase
from extractors.titles import score_title, trim_title

MAX_LINE_CHARS: Final = 20_000
_MAX_CITATION_WORDS = 90
_QUOTES = ("“", '"', "«", "„", "‘")
_MAX_ANCHORS = 60
_SEVERAL = 2
_MAX_GAP_CHARS = 80
_REACH_OF_CUE = 40
_LEAST_STRENGTH = 1.0
_LEAST_TITLE = -1.0
_MIN_SINGLE_NAME_CHARS = 6
_MIN_SPACES_BEFORE = 3
_RUN = re.compile(
    r"\*\*([^*\n]{3,300}?)\*\*|\*([^*\n]{3,300}?)\*|_(?<!\w_)([^_\n]{3,300}?)_(?!\w)|\[([^\[\]\n]{3,300})\]\([^()\s]{1,300}\)"
)
_QUOTED = re.compile(
    r"[“„«]([^“”„«»\n]{3,300})[”»“]|\"(?<![\w\"]\")([^\"\n]{3,300})\"(?!\w)|‘(?<!\w‘)([^‘\n]{8,300}?)’(?!\w)"
)
_RUNS: Final = (("*_[", _RUN), ('“„«"‘', _QUOTED))
"""What a run can begin with, and all of it."""
_CONNECTOR = re.compile(
    r"(?:[”\"»’*_\])]|\]\([^()\s]{1,300}\)|[\s,.:;|·—–-]|\((?:[^()]{0,40}?)(?:19|20)\d\d\)|\b(?:by|from|authors?:|with)\b|\((?=[A-Z]))+",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"[\s,]*(?:says?|said|asked|asks|told|explains?|explained|notes|noted|adds|added|writes|wrote|according)\b",
    re.IGNORECASE,
)
# Behind these stands a title, whoever says what: "In “T,” Jane Doe asks ...".
_INTRODUCED = re.compile(
    r"\b(?:in|papers?|titled|entitled|called|article|talk)[,:]? [“\"‘«*_\[]{0,3}$", re.IGNORECASE
)
_REACH_OF_INTRODUCTION = 16
_POSSESSIVE = re.compile(r"['’]s$")
_BEFORE_NAMES = re.compile(
    r"\b(?:to|by|from|authors?|colleagues?|researchers?|students?)[,:]?\s+(?=[A-ZÀ-Þ])"
)
_OPENING_WORD = re.compile(r"(?:[A-Z][a-z]+,|In \w+,)\s+(?=[^\W\d_a-z])")  # "Meanwhile, "
_BEFORE_CLAUSE = re.compile(r"(?<=[a-z])[,:]\s+(?=[A-ZÀ-Þ])")  # "Not to be outdone, "
_ABBREVIATED = re.compile(r"[a-z]{3}\.")  # "J. Phys. Chem. C"
_MAX_VENUE_CHARS = 200
_MAX_PLACES = 6
_REACH_OF_NAMES = 2_000
_TOGETHER = re.compile(
    r"[\s,(]*(?:(?:joint(?:ly)?|written|done|developed|co-?authored|a collaboration|joint work|work)\s)?"
    r"(?:together\s)?(?:with|and)\s(?:colleagues?\s)?",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\b(?:papers?|work|article|study|preprint|publication|titled|entitled|called|named|talk|poster)\b[,:]?\s+(?=[A-Z0-9“\"‘])"
)
_SENTENCE_START = re.compile(r"(?<!\bvs)[.!?][\"”’)]?\s+(?=[\"“(A-Z0-9])|\n")
_SENTENCE_END = re.compile(r"(?<!\bvs)[.?!][\"”’]?(?:\s|$)")
_CUE_BEFORE = re.compile(r"\b(?:papers?|article|study|preprint|titled|entitled)\b[,:]?\s+[*_\[“\"‘«]{0,5}$")
_MIN_CUED_WORDS = 4
_LONG_WORD = 4
_TITLE_CASE_SHARE = 0.7
_MIN_MENTION_WORDS = 4
_INITIAL_BEFORE = re.compile(r"(?:^|[\s.\-‐])[^\W\d_]\.$")


def find_mentions(text: str, line: Line) -> list[Mention]:
    """Return the papers that ``line`` names together with their authors, in order, without overlaps."""
    if line.end - line.start > MAX_LINE_CHARS or "c" in line.dress:
        return []
    runs = find_runs(text, line)
    found = list(_find_set_apart(text, line, runs)) if runs else []
    if not found and line.text.count(" ") < _MAX_CITATION_WORDS:
        found = list(find_citation(text, line))
    if not found:
        found = list(_find_in_sentences(text, line))
    found = [
        mention
        for mention in found
        if not (gives_duties(text, mention.names) or _is_event(line, mention.title[0]))
    ]
    if len(found) < 2:  # noqa: PLR2004 - nothing to sort
        return found
    mentions: list[Mention] = []
    for mention in sorted(found, key=lambda mention: min(mention.title[0], mention.names.start)):
        first = min(mention.title[0], mention.names.start)
        if not mentions or first >= max(mentions[-1].title[1], mentions[-1].names.end):
            mentions.append(mention)
    return mentions


def _is_event(line: Line, title: int) -> bool:
    """Tell whether what stands before a title says that it is an event: 'Invited talk: "T" by Jane Doe'."""
    return title > line.start and is_event(line.text)


def find_runs(text: str, line: Line) -> list[tuple[int, int]]:
    """Return what is set apart inside ``line``: by its markup, by marks in plain text, by quotes."""
    runs = [(mark.start, mark.end) for mark in line.marks]
    for marks, pattern in _RUNS:
        if any(map(line.text.__contains__, marks)):
            runs += [
                found.span(found.lastindex or 0) for found in pattern.finditer(text, line.start, line.end)
            ]
    return _outermost(runs) if runs else runs


def _outermost(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the runs that lie in no other; but one that holds several is only what lies around them."""
    ordered = sorted(set(runs), key=lambda run: (run[0], -run[1]))
    inside: Counter[tuple[int, int]] = Counter()
    around: list[tuple[int, int]] = []
    for run in ordered:
        while around and run[0] >= around[-1][1]:
            around.pop()
        if around:
            inside[around[-1]] += 1
        around.append(run)
    outermost: list[tuple[int, int]] = []
    for run in ordered:
        if inside[run] < _SEVERAL and (not outermost or run[0] >= outermost[-1][1]):
            outermost.append(run)
    return outermost


def _find_set_apart(text: str, line: Line, runs: list[tuple[int, int]]) -> Iterator[Mention]:
    """Yield the titles among ``runs``, what is set apart in the line, that have authors beside them."""
    by_authors = list(_find_beside_authors(text, line, runs))
    if by_authors:
        yield from by_authors
        return
    italics = sorted((mark.start, mark.end) for mark in line.marks if mark.kind == "emphasis")
    for start, end in runs:
        title = trim_title(text, start, end)
        value = text[slice(*title)]
        is_name = score_name(value) > SURE_NAME - 1 and not is_phrase(value)
        is_quoted = text[start - 1 : start] in _QUOTES
        if is_name or not could_be_title(value, least=_LEAST_TITLE, is_quoted=is_quoted):
            continue
        mention = _beside_run(text, line, (start, end), title, italics)
        if mention:
            yield mention


def _beside_run(
    text: str, line: Line, run: tuple[int, int], title: tuple[int, int], italics: list[tuple[int, int]]
) -> Mention | None:
    """Return the paper whose title is set apart as ``run``, by the names behind it or before it."""
    start, end = run
    connector = _CONNECTOR.match(text, end, line.end)
    at = connector.end() if connector else end
    names = find_leading_names(text, at, _venue_start(text, line, at, italics)) if connector else NOTHING
    is_spoken = _SPOKEN.match(text, end + 1, line.end) or (
        names.names and _SPOKEN.match(text, names.end, line.end)
    )
    if is_spoken and not _INTRODUCED.search(text, max(line.start, start - _REACH_OF_INTRODUCTION), start):
        return None  # somebody is quoted
    words = text[slice(*title)].count(" ") + 1
    if names.names and _is_enough(names, words):
        in_sentence = (
            evidence.is_prose(line.text) or text[line.start : start].count(" ") >= _MIN_SPACES_BEFORE
        )
        pattern = pattern_of(IN_SENTENCE if in_sentence else "after", text, end, at)
        return Mention(title, names, pattern, names.strength)
    if names.names and names.strength >= _LEAST_STRENGTH:
        return Mention(title, names, pattern_of("after", text, end, at), names.strength, is_certain=False)
    names = _names_before(text, line, start, words)
    if names.names:
        names = _with_coauthors(text, names, end, line.end)
        return Mention(title, names, IN_SENTENCE + "before", names.strength)
    if words >= _MIN_CUED_WORDS and _CUE_BEFORE.search(text, max(line.start, start - _REACH_OF_CUE), start):
        nobody = NOTHING._replace(start=title[1], end=title[1])
        return Mention(title, nobody, "cue", 0.0, is_certain=False)
    return None


def _venue_start(text: str, line: Line, begin: int, italics: list[tuple[int, int]]) -> int:
    """Return where what is set in italics behind the names begins, and is no name: where a paper appeared."""
    for index in range(bisect_right(italics, (begin, line.end)), len(italics)):
        start, end = italics[index]
        if start - begin > _REACH_OF_NAMES:
            break
        value = text[start : min(end, start + _MAX_VENUE_CHARS)].strip(" .,")
        if score_name(value) < SURE_NAME or _ABBREVIATED.search(value):
            return start
    return line.end


def _names_before(text: str, line: Line, start: int, words: int) -> NameList:
    """Return the names that the sentence begins with, or goes on with: "We thank A and B for T"."""
    begin = max(_sentence_start(text, line.start, start), start - _REACH_OF_NAMES)
    opening = _OPENING_WORD.match(text, begin, start)
    places = [
        begin,
        *([opening.end()] if opening else []),
        *(found.end() for found in _BEFORE_NAMES.finditer(text, begin, start)),
        *(found.end() for found in _BEFORE_CLAUSE.finditer(text, begin, start)),
    ]
    for at in places[:_MAX_PLACES]:
        names = find_leading_names(text, at, start)
        gap = text[names.end : start] if names.names else ""
        is_near = len(gap) <= _MAX_GAP_CHARS and not _SENTENCE_END.search(gap)
        if names.names and is_near and _is_enough(names, words):
            return _without_possessive(text, names)
    return NOTHING


def _with_coauthors(text: str, names: NameList, begin: int, end: int) -> NameList:
    """Add whom the sentence names behind the title: 'A showed "T", written together with B and C'."""
    closing = text[begin : begin + 1] in '"”»’'
    lead_in = _TOGETHER.match(text, begin + closing, end)
    others = find_leading_names(text, lead_in.end(), end) if lead_in else NOTHING
    if not others.names or others.strength < SURE_NAME * len(others.names):
        return names
    return names._replace(
        names=(*names.names, *others.names), et_al=others.et_al, strength=names.strength + others.strength
    )


def _without_possessive(text: str, names: NameList) -> NameList:
    """Return the names without the ending of "Jane Doe's"."""
    last = names.names[-1]
    found = _POSSESSIVE.search(text, last.start, last.end)
    if not found:
        return names
    last = last._replace(end=found.start())
    return names._replace(names=(*names.names[:-1], last), end=last.end)


def _find_beside_authors(text: str, line: Line, runs: list[tuple[int, int]]) -> Iterator[Mention]:
    """Yield the paper whose authors are set apart, and its title is not: "T <span>A, B</span>"."""
    begin = line.start
    if len(runs) == _SEVERAL and runs[0][0] == begin and is_presentation(text[slice(*runs[0])]):
        begin, runs = runs[0][1], runs[1:]  # "<span>Poster</span> T <i>A, B</i>"
    if len(runs) != 1:
        return
    ((start, end),) = runs
    names = find_names(text, start, end)
    if not names.names or names.strength < SURE_NAME or names.end < end - 1:
        return
    before, behind = trim_title(text, begin, start), trim_title(text, end, line.end)
    for (first, last), side in ((before, "beside"), (behind, "beside first")):
        value = text[first:last].lstrip(" ,.:;–—-")
        if value.count(" ") <= 1 or not could_be_title(value) or evidence.is_prose(value):
            continue
        if find_leading_names(text, last - len(value), last).names:
            continue
        yield Mention((last - len(value), last), names, side, names.strength, is_certain=names.is_certain)
        return


def _is_enough(names: NameList, words: int) -> bool:
    """Tell whether the names beside a title that is set apart carry it."""
    if len(names.names) > 1 or names.et_al:
        return names.strength >= SURE_NAME
    (name,) = names.names
    return names.strength >= SURE_NAME and words > 2 and name.end - name.start >= _MIN_SINGLE_NAME_CHARS  # noqa: PLR2004


def _sentence_start(text: str, begin: int, end: int) -> int:
    """Return where the sentence begins in which ``end`` lies."""
    start = begin
    for found in _SENTENCE_START.finditer(text, max(begin, end - 400), end):
        before = text[max(begin, found.start() - 3) : found.start() + 1]
        if _INITIAL_BEFORE.search(before):
            continue  # an initial
        start = found.end()
    return start


def _find_in_sentences(text: str, line: Line) -> Iterator[Mention]:
    """Yield the papers that a sentence names without setting them apart: "the paper T (A and B)"."""
    begin, end = line.start, line.end
    anchors = [*_find_all(text, " by ", begin, end), *_find_all(text, " (", begin, end)]
    for at in sorted(anchors)[:_MAX_ANCHORS]:
        is_by = text.startswith(" by ", at)
        behind = at + (4 if is_by else 2)
        if not text[behind : behind + 1].isupper() or (is_by and is_by_others(text, at)):
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
        yield Mention(title, names, IN_SENTENCE, names.strength)


def _find_all(text: str, part: str, begin: int, end: int) -> Iterator[int]:
    at = text.find(part, begin, end)
    while at >= 0:
        yield at
        at = text.find(part, at + 1, end)


def _is_title_case(value: str) -> bool:
    words = [word for word in value.split() if len(word) >= _LONG_WORD and word[0].isalpha()]
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= _TITLE_CASE_SHARE * len(words)  # noqa: PLR2004
