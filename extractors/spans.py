"""What the pipeline's components leave in ``doc.spans``, and how spans of characters get there."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from spacy.tokens import Doc, Span

from extractors.names import NameList

PIECES = "pieces"
"""Labelled pieces in reading order; ``span.id`` numbers the record that a piece belongs to (0: none)."""
NAMES = "names"
"""Author names in reading order; the id is the one of their author list's piece."""
AFFILIATIONS = "affiliations"
"""Affiliations; the id is the index of their name in ``NAMES``, plus one."""
OTHERS = "not_names"
"""Parts of author lists that no name can be; the id is the one of their piece."""
ET_AL = "et_al"
"""Author lists that end in "et al."."""
JOB_HEADINGS = "job_headings"
"""Known headings inside job postings, labelled with the kind of their section."""
JOB_PHRASES = "job_phrases"
"""Phrases that say something of terms, degrees and requirements, labelled "kind:value"."""
JOB_SKILLS = "job_skills"
"""Skills named in postings, labelled with their canonical name."""

_TEXT = "roundup.text"
_NAME_LISTS = "roundup.name_lists"
_MARKS = "roundup.marks"
_DOUBTS = "roundup.doubts"


class Slice(NamedTuple):
    """A span as plain values, in characters: all that leaves the pipeline."""

    label: str
    start: int
    end: int
    group: int


def slices(doc: Doc, key: str) -> list[Slice]:
    """Return the spans of ``doc`` under ``key``, in order."""
    return [Slice(span.label_, span.start_char, span.end_char, span.id) for span in doc.spans[key]]


def set_text(doc: Doc, text: str) -> None:
    """Keep the text that ``doc`` was made from: joining it from the tokens again is slow."""
    doc.user_data[_TEXT] = text


def get_text(doc: Doc) -> str:
    """Return the text of ``doc``."""
    text = doc.user_data.get(_TEXT)
    return text if isinstance(text, str) else doc.text


def set_marks(doc: Doc, marks: Sequence[tuple[str, int, int]]) -> None:
    """Keep what the document's markup sets apart: (kind, start, end)."""
    doc.user_data[_MARKS] = marks


def get_marks(doc: Doc) -> Sequence[tuple[str, int, int]]:
    """Return what the markup of ``doc`` sets apart; nothing for plain text."""
    marks: Sequence[tuple[str, int, int]] = doc.user_data.get(_MARKS, ())
    return marks


def set_doubts(doc: Doc, doubts: dict[str, int]) -> None:
    """Keep how often the layout was decided on thin evidence, by kind."""
    doc.user_data[_DOUBTS] = doubts


def get_doubts(doc: Doc) -> dict[str, int]:
    """Return how often the layout of ``doc`` was decided on thin evidence, by kind."""
    return dict(doc.user_data[_DOUBTS])


def set_name_lists(doc: Doc, name_lists: list[tuple[int, NameList]]) -> None:
    """Keep the author lists that the layout was read by: (group, names)."""
    doc.user_data[_NAME_LISTS] = name_lists


def get_name_lists(doc: Doc) -> list[tuple[int, NameList]]:
    """Return the author lists of ``doc`` in reading order: (group, names)."""
    return list(doc.user_data[_NAME_LISTS])


def split_tokens(doc: Doc, edges: Iterable[int]) -> None:
    """Split the tokens of ``doc`` that ``edges`` (characters) lie in; spans made before are void.

    Hardly ever needed: where markup ends within a word, or a combining mark stands alone.
    """
    starts = [token.idx for token in doc]
    cuts: dict[int, set[int]] = {}
    for edge in edges:
        index = bisect_right(starts, edge) - 1
        if index >= 0 and starts[index] < edge < starts[index] + len(doc[index]):
            cuts.setdefault(index, set()).add(edge - starts[index])
    with doc.retokenize() as retokenizer:
        for index, inside in cuts.items():
            token = doc[index]
            places = [0, *sorted(inside), len(token)]
            parts = [token.text[first:last] for first, last in pairwise(places)]
            retokenizer.split(token, parts, heads=[(token, 0)] * len(parts))


def char_span(doc: Doc, start: int, end: int, label: str, group: int = 0) -> Span:
    """Return the span of ``doc`` over the characters ``start:end``, without white space at its edges.

    Raises:
        ValueError: a boundary lies inside a token, which ``split_tokens`` can help; or the span is empty.
    """
    span = doc.char_span(start, end, label=label, span_id=group)
    if span is None:
        value = get_text(doc)[start:end]
        tight = value.strip()
        start += len(value) - len(value.lstrip()) if tight else 0
        span = doc.char_span(start, start + len(tight), label=label, span_id=group) if tight else None
    if span is None:
        raise ValueError(f"characters {start}:{end} do not lie on token boundaries")
    return span
