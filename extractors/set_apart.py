"""What markup sets apart inside a line: a title among its details, a tag beside it, a place of work."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from extractors.details import is_presentation
from extractors.lines import Line
from extractors.markup import Mark
from extractors.names import CERTAIN, find_names, score_name

_DRESS: Final = {"strong": "b", "link": "l", "emphasis": "i"}
_MIN_TITLE_WORDS: Final = 3
_MAX_TAG_WORDS: Final = 4
_MAX_TAG_CHARS: Final = 40
_MIN_LINES: Final = 2
_SHARE: Final = 0.6
_MIN_LINKS: Final = 4
_MIN_ASIDES: Final = 3
_MAX_ASIDES: Final = 2_000
_MAX_ASIDE_CHARS: Final = 400
_EDGES = " \t,;:|·–—-"
_ENDS_PART = re.compile(r"[\s.]*(?:$|[,;|·•&\n]|and\b)")
# A bold beginning with a colon is the name of a system: the title goes on behind it.
_GOES_ON = re.compile(r"\s*[:–—-]\s*\w|\s+[a-z]|[’']s\b|[^\W_]")


def find_kind(text: str, lines: Sequence[Line]) -> str:
    """Return how nearly all titles of a page are set apart, within their lines too; "" if they are not."""
    counts: Counter[str] = Counter()
    for line in lines:
        for kind, letter in _DRESS.items():
            counts[kind] += letter in line.dress or _only(text, line, kind) is not None
    kind, count = counts.most_common(1)[0] if counts else ("", 0)
    return kind if count >= max(_MIN_LINES, _SHARE * len(lines)) else ""


def find_tags(text: str, lines: Iterable[Line]) -> frozenset[str]:
    """Return what is set apart at an edge of several titles alike: "Spotlight", "Journal article"."""
    counts: Counter[str] = Counter()
    for line in lines:
        if sum(mark.end - mark.start for mark in line.marks) < line.end - line.start - len(line.marks):
            counts.update(
                {text[mark.start : mark.end].casefold() for mark in line.marks if _at_edge(mark, line)}
            )
    return frozenset(
        tag
        for tag, count in counts.items()
        if count >= _MIN_LINES and len(tag) <= _MAX_TAG_CHARS and tag.count(" ") < _MAX_TAG_WORDS
    )


def narrow_title(text: str, line: Line, kind: str, tags: frozenset[str]) -> tuple[int, int]:
    """Return where the title stands in a line (code points): what is set apart as ``kind``, without tags."""
    title = _only(text, line, kind) if kind else None
    if title is not None:
        return title.start, title.end
    start, end = line.start, line.end
    for mark in line.marks:
        tag = text[mark.start : mark.end]
        if not _at_edge(mark, line) or not (tag.casefold() in tags or is_presentation(tag)):
            continue
        if text[mark.start - 1 : mark.start] in ("(", "["):
            continue  # the title's end is cut with its brackets
        if mark.start <= line.start + 1:
            start = mark.end
        else:
            end = min(end, mark.start)
    return (start, end) if text[start:end].strip() else (line.start, line.end)


def _only(text: str, line: Line, kind: str) -> Mark | None:
    """Return the one stretch of a line set apart as ``kind`` that could be all of a title."""
    found = [mark for mark in line.marks if mark.kind == kind and _could_be_title(text, mark)]
    if len(found) != 1 or _GOES_ON.match(text, found[0].end, line.end):
        return None
    return found[0]


def _could_be_title(text: str, mark: Mark) -> bool:
    return text.count(" ", mark.start, mark.end) + 1 >= _MIN_TITLE_WORDS


def _at_edge(mark: Mark, line: Line) -> bool:
    return mark.start <= line.start + 1 or mark.end >= line.end - 1


def is_link_bar(line: Line) -> bool:
    """Tell whether a line is links side by side and nothing else: the navigation of a site."""
    links = [mark for mark in line.marks if mark.kind == "link"]
    covered = sum(mark.end - mark.start + 1 for mark in links)
    return len(links) >= _MIN_LINKS and covered >= line.end - line.start and "," not in line.text


def find_asides(text: str, line: Line, kinds: frozenset[str] = frozenset()) -> list[tuple[int, int]]:
    """Return what is set apart behind the names of a list and is no name: where people work.

    On a page where all that is set apart as one of ``kinds`` is that, it may look like a name: "Inria".
    """
    asides: list[tuple[int, int]] = []
    for mark in sorted(line.marks[:_MAX_ASIDES], key=lambda mark: (mark.start, -mark.end)):
        is_inside = bool(asides) and mark.start < asides[-1][1]
        if is_inside or not _could_be_aside(text, line, mark):
            continue
        if mark.kind in kinds or not _is_name(text, mark):
            asides.append((mark.start, mark.end))
    return asides


def find_aside_kinds(text: str, lines: Sequence[Line]) -> frozenset[str]:
    """Return what the places of work in the author lists of a page are set apart as."""
    found: Counter[tuple[str, bool]] = Counter()
    for line in lines:
        for mark in line.marks[:_MAX_ASIDES]:
            if _could_be_aside(text, line, mark):
                found[mark.kind, _is_name(text, mark)] += 1
    return frozenset(
        kind
        for kind, is_name in found
        if not is_name
        and found[kind, False] >= max(_MIN_ASIDES, _SHARE * (found[kind, False] + found[kind, True]))
    )


def _could_be_aside(text: str, line: Line, mark: Mark) -> bool:
    return (
        mark.kind != "link"
        and line.start < mark.start
        and mark.end - mark.start <= _MAX_ASIDE_CHARS
        and bool(text[mark.start : mark.end].strip(_EDGES))
        and _ENDS_PART.match(text, mark.end, line.end) is not None
    )


def _is_name(text: str, mark: Mark) -> bool:
    inner = text[mark.start : mark.end].strip(_EDGES)
    return score_name(inner) > 0 or find_names(inner).strength >= CERTAIN
