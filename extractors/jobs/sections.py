"""The parts of a posting: headings on lines of their own or run into the text, and bulleted items."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from extractors import evidence
from extractors.jobs.headers import is_label
from extractors.jobs.posting import Section, Stretch
from extractors.lines import Line, find_lines
from extractors.patterns import read_patterns

_MAX_HEADING_CHARS: Final = 80
_MAX_HEADING_WORDS: Final = 9
_MIN_UPPER: Final = 4
"""Letters of a line in capitals that make it a heading."""
_ITEMS = ("-", "1")
_NUMBER_BEFORE = re.compile(r"(?:^|\n)[ \t]*(\d{1,2}[.)][ \t]+)$")
_NUMBER_REACH = 12
_LETTERED = re.compile(r"\(?[a-z]\)[ \t]+")  # "a) ..."
_ABOUT = re.compile(r"About (?:the )?[A-Z]")
_KEY_VALUE = re.compile(r"[*_]{0,3}[A-Z][\w /()&-]{1,30}[*_]{0,3}\s?[:：][*_]{0,3}\s*\S")
_BULLET_BEFORE = re.compile(r"[-–•*·▪●,] ?$")
_HEADING_END = re.compile(r"[*_]{0,3}\s{0,2}[:：]?[*_]{0,3}\s*")
_TRIMMED = " \t\n\r:：*_#"
# A bullet between words: " - Build", " • build", " * Build".
_INLINE_BULLET = re.compile(r"([-–•*·▪●])(?:(?<=\s.)|(?<=^.))\s+(?=\S)")
_CAPITALISED = r"[A-Z][\w’'/-]*"
# Headings run into the text: capitalised words before a colon, and "What you will own" before a capital.
_BEFORE_COLON = re.compile(
    rf"(?<![-–•*·] )(?<![\w&])({_CAPITALISED}(?: (?:{_CAPITALISED}|and|of|the|to|&|for|in|a|your)){{1,6}})$"
)
# "About Fleet Analytics The team ..."
_ABOUT_INLINE = re.compile(
    r"ABOUT (?:THE )?[A-Z][A-Z&-]+(?: [A-Z][A-Z&-]+){0,3}(?= [A-Z][a-z])"
    rf"|About (?:the )?{_CAPITALISED}(?: {_CAPITALISED}){{0,3}}?(?= (?:The|We|Our|It|At|In|As|You|Since)\b)"
)
_HEADING_REACH = 80
_PREPOSITION = re.compile(r"\b(?:in|of|at|for|with|by|from|to|on|and|or) $")
_BULLET_OR_CAPITAL = re.compile(r":\s+(?:([-–*•])\s|[A-Z“\"])")
_QUESTION = re.compile(
    r"W(?:hat|ho|hy)(?: [a-z’']+){1,6}(?= (?:[A-Z$€£¥₹]|[•*–-] ))"
    r"|Why (?:join )?[A-Z][\w&-]*(?: [A-Z][\w&-]*){0,2}\?(?= [A-Z])"  # "Why AWS?"
    # "As an Applied Scientist, you will... - Build"
    r"|A[sS] [aA][nN]?(?: [A-Z][\w-]*){1,4},? (?:you will|YOU WILL|you[’']ll|YOU[’']LL)(?:\.{3}|…)?"
    r"(?=:? [•*–-] )"
)
_KIND_WORDS: Final = {
    "other": r"not (?:need|require|expect|be a fit)(?!\w*, but)|one paragraph|job description|success"
    r"|how to apply"
    r"|\bapply|application|process|how we hire|deadline|contact|overview|summary",
    "legal": r"(?:small|fine) print|\bequal|\beeo\b|divers|legal|privacy|export|accommodat|clearance"
    r"|visa\b|data protection"
    r"|inclusion|right to work"
    r"|sponsor|authori[sz]ation|\bnotice|fine print|nationality|citizenship|security",
    "preferred_qualifications": r"prefer|nice|apart\b|might (?:also )?have|may (?:also )?have|bonus"
    r"|\bplus|desir|ideal|stand out|advantage|help(?:s"
    r"|ful)?\b|extra|(?:great|good) to have"
    r"|even better|also (?:have|like|love)|would (?:like|love)|lovely|welcome|optional|wish|delight"
    r"|\bglad\b|^assets?$",
    "day_in_the_life": r"\bday\b|\bweek\b|day-to-day|daily",
    "benefits": r"benefit|take home|can expect|\boffer|\bperk|compensat|salary|\bpay\b|promise|why join"
    r"|package|in it for you|we provide|reward"
    r"|remuneration|conditions|you get\b(?! up)|we give|what you(?:[ ]will|['’]ll)?[ ]get\b(?! up)",
    "basic_qualifications": r"qualif|requir|\bmust|\bneed|look(?:ing)? for|you are\b|who you|profile"
    r"|skill|experience|bring|\bfit\b"
    r"|background|eligib|criteria|about you|you have|you['’]ll have|expect|candidate|essential"
    r"|thrive|\bif you\b|who we want|we ask|prerequisite|^you$|mandatory|indispensable",
    "responsibilities": r"responsib|you will|you['’]ll|\brole|dut(?:y|ies)|tasks?\b|\bwork on"
    r"|your (?:impact|work|research|job)|the (?:work|job|position|post)"
    r"|what you|mission|get up to",
    "about_team": r"team|about us|who we are|company|\blab\b|group"
    r"|about (?:the )?(?-i:[A-Z])|about the organi[sz]ation"
    r"|department|institute|project\b|why this|we do\b|office\b|why we",
}
"""Words by which the kind of a heading is told that is not known as a whole, the first that fits."""
_KINDS: Final = {kind: re.compile(words, re.IGNORECASE) for kind, words in _KIND_WORDS.items()}


# What leads on from a heading to its items, as in "Key responsibilities In this role, you will - build".
_LEADS_ON = re.compile(r"(?:In this|You|As an?)\b")


class HeadingAt(NamedTuple):
    """A heading and its kind (code points)."""

    start: int
    end: int
    kind: str


@cache
def known_headings() -> dict[str, tuple[str, bool]]:
    """Return the headings that job ads use, in lower case: kind of section, whether only on its own line."""
    rows = read_patterns("job_headings")
    return {row["heading"].casefold(): (row["kind"], row.get("own_line", False)) for row in rows}


@lru_cache(4_096)
def kind_of(heading: str) -> str:
    """Return what a heading's section is about, by the whole of it or else by its words."""
    known = known_headings().get(heading.strip(_TRIMMED).casefold())
    if known:
        return known[0]
    return next((kind for kind, pattern in _KINDS.items() if pattern.search(heading)), "other")


def find_sections(
    text: str,
    body: Stretch,
    marks: Sequence[tuple[str, int, int]],
    inline: Sequence[HeadingAt],
) -> tuple[list[Section], list[list[Stretch]]]:
    """Return the titled parts of a posting, and the bulleted items of each.

    ``marks`` are those that start in the body; ``inline`` are known headings that were matched anywhere
    in it, those of lines are found here.
    """
    inside = [(kind, start - body.start, min(body.end, end) - body.start) for kind, start, end in marks]
    lines = [
        line._replace(
            start=line.start + body.start,
            end=line.end + body.start,
            marks=tuple(
                mark._replace(start=mark.start + body.start, end=mark.end + body.start) for mark in line.marks
            ),
        )
        for line in find_lines(text[body.start : body.end], inside)
    ]
    on_lines = (_with_number(text, heading, body.start) for _, heading in find_heading_lines(lines))
    found = {*on_lines, *_inline(text, lines, inline)}
    headings = sorted(found, key=lambda heading: (heading.start, -heading.end))
    headings = [
        heading
        for index, heading in enumerate(headings)
        if index == 0
        or (
            heading.start >= headings[index - 1].end
            and not (heading.start <= headings[index - 1].end + 2 and _LEADS_ON.match(text, heading.start))
        )
    ]
    starts = [line.start for line in lines]
    sections, items = [], []
    for number, heading in enumerate(headings):
        stop = headings[number + 1].start if number + 1 < len(headings) else body.end
        start, end = _trim(text, heading.end, stop)
        sections.append(Section(heading.kind, heading.start, heading.end, start, end))
        first = max(0, bisect_right(starts, start) - 1)
        items.append(list(_items(text, lines[first : bisect_left(starts, end)], start, end)))
    return sections, items


def _with_number(text: str, heading: HeadingAt, low: int) -> HeadingAt:
    """Add the number that is printed before a heading: "2. Duties"."""
    found = _NUMBER_BEFORE.search(text, max(low, heading.start - _NUMBER_REACH), heading.start)
    return heading._replace(start=found.start(1)) if found else heading


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    # The heading's own marks and those of the next one are no part of the text; a bullet is.
    marks = _HEADING_END.match(text, start, end)
    start = marks.end() if marks else start
    return start, max(start, start + len(text[start:end].rstrip(" \t\r\n#*_")))


def find_heading_lines(lines: Sequence[Line]) -> Iterator[tuple[int, HeadingAt]]:
    """Yield the headings that have a line of their own, with its index."""
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        bare = line.text.strip(_TRIMMED)
        if not bare or len(bare) > _MAX_HEADING_CHARS or bare.count(" ") >= _MAX_HEADING_WORDS:
            continue
        heads_items = line.dress.startswith("#") and following and following.dress[:1] in _ITEMS
        if following and is_label(bare) and len(following.text) <= _MAX_HEADING_CHARS and not heads_items:
            continue  # a label and its value
        is_known = bare.casefold() in known_headings() and not bare[0].islower()
        if is_known or _is_heading_line(line, bare, following):
            start = line.start + line.text.index(bare[0])
            yield index, HeadingAt(start, start + len(bare), kind_of(bare))


def _is_heading_line(line: Line, bare: str, following: Line | None) -> bool:
    if line.dress[:1] in _ITEMS or following is None or _KEY_VALUE.match(line.text):
        return False
    if line.dress.startswith("#"):
        return True
    if bare[0].islower() or bare[-1] in ".!,;" or (bare[-1] == "?" and not line.blank_before):
        return False
    has_items = following.dress[:1] in _ITEMS
    if line.text.rstrip("*_ ").endswith((":", "：")):
        return has_items or following.blank_before or line.blank_before
    if "b" in line.dress or (bare.isupper() and sum(map(str.isalpha, bare)) >= _MIN_UPPER):
        return True
    heads_prose = evidence.is_prose(following.text) and not evidence.is_prose(line.text)
    is_near = not following.blank_before or _ABOUT.match(bare) is not None
    return line.blank_before and not any(map(str.isdigit, bare)) and (has_items or (heads_prose and is_near))


def _inline(text: str, lines: Sequence[Line], known: Sequence[HeadingAt]) -> Iterator[HeadingAt]:
    """Yield the headings inside running text."""
    yield from known
    for line in lines:
        yield from _run_in(text, line)
        if not evidence.is_prose(line.text):
            continue
        for found in _ABOUT_INLINE.finditer(text, line.start, line.end):
            if found.start() == line.start or text[found.start() - 1] == " ":
                yield HeadingAt(*found.span(), kind_of(found.group()))
        for found in _QUESTION.finditer(text, line.start, line.end):
            if text[max(line.start, found.start() - 1) : found.start()] in (
                "",
                " ",
            ) and not _BULLET_BEFORE.search(text, max(line.start, found.start() - 2), found.start()):
                yield HeadingAt(*found.span(), kind_of(found.group()))
        colon = text.find(":", line.start, line.end)
        while colon >= 0:
            yield from _heading_before(text, line, colon)
            colon = text.find(":", colon + 1, line.end)


def _run_in(text: str, line: Line) -> Iterator[HeadingAt]:
    """Yield the bold beginning of a paragraph if it heads it: "**Who you are.** You hold a degree"."""
    first = line.marks[0] if line.marks else None
    if first is None or first.kind != "strong" or first.start > line.start or line.dress[:1] in _ITEMS:
        return
    bare = text[first.start : first.end].strip().rstrip(_TRIMMED + ".")
    if not bare or len(bare) > _MAX_HEADING_CHARS or bare.count(" ") >= _MAX_HEADING_WORDS or "," in bare:
        return
    behind = text[first.start + len(bare)]
    if (behind in ".?" and first.end < line.end) or (behind not in ":：" and kind_of(bare) != "other"):
        yield HeadingAt(first.start, first.start + len(bare), kind_of(bare))


def _heading_before(text: str, line: Line, colon: int) -> Iterator[HeadingAt]:
    """Yield the capitalised words before a colon if they head what follows: bullets, or a new sentence."""
    behind = _BULLET_OR_CAPITAL.match(text, colon, line.end)
    low = max(line.start, colon - _HEADING_REACH)
    found = _BEFORE_COLON.search(text[low:colon]) if behind else None
    if behind is None or found is None:
        return
    start = low + found.start(1)
    preposition = _PREPOSITION.search(text, max(line.start, start - _HEADING_REACH), start)
    if preposition and " " in found.group(1):
        start += found.group(1).index(" ") + 1  # "teams in Ads Key Principles:"
    before = text[max(line.start, start - 2) : start].strip()
    is_item = start == line.start and line.dress[:1] in _ITEMS
    if not is_item and (behind.group(1) or not before or before[-1] in ".!?:)"):
        yield HeadingAt(start, colon, kind_of(text[start:colon]))


def _items(text: str, lines: Sequence[Line], start: int, end: int) -> Iterator[Stretch]:
    """Yield the bulleted items of a section: lines with a bullet, or stretches between bullets in a line."""
    within = [line for line in lines if line.start < end and line.end > start]
    index = 0
    while index < len(within):
        line = within[index]
        low, high = max(line.start, start), min(line.end, end)
        lettered = _LETTERED.match(text, low, high)
        if line.dress[:1] in _ITEMS or lettered:
            low = lettered.end() if lettered else low
            while index + 1 < len(within) and _goes_on(within[index + 1]):
                index += 1
                high = min(within[index].end, end)
            yield Stretch(low, high)
        else:
            yield from _inline_items(text, low, high)
        index += 1


def _goes_on(line: Line) -> bool:
    return not line.blank_before and not line.dress and _LETTERED.match(line.text) is None


def _inline_items(text: str, start: int, end: int) -> Iterator[Stretch]:
    bullets = [
        bullet
        for bullet in _INLINE_BULLET.finditer(text, start, end)
        if not (text[bullet.end()].isdigit() and text[max(start, bullet.start() - 2)].isdigit())  # a range
    ]
    marks = [bullet.group(1) for bullet in bullets]
    if not bullets:
        return
    # Of several kinds, the one that comes first is the bullet; a dash before lower case is none.
    mark = marks[0]
    are_lower = bullets[0].start() <= start + 1 and text[bullets[0].end()].islower()
    kept = [
        bullet
        for bullet in bullets
        if bullet.group(1) == mark and (mark in "•▪●" or are_lower or not text[bullet.end()].islower())
    ]
    if not kept or (len(kept) == 1 and kept[0].start() > start + 1 and mark in "-–·*"):
        return
    for bullet, following in zip(kept, [*kept[1:], None], strict=True):
        stop = following.start() if following else end
        value = text[bullet.end() : stop]
        yield Stretch(bullet.end(), bullet.end() + len(value.rstrip()))
