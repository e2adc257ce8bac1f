"""HTML cut into tokens with their places, in time linear in the text.

Python's ``html.parser`` and tree-sitter's grammar were both measured first: on 100 KB of ``<!--`` they took 2.7
and 17 seconds, four times the input taking sixteen times as long. What is read here follows the
tokenization of the WHATWG standard in what matters for reading: tags, attributes, comments, raw text.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_OPENING = re.compile(r"<(?:(?P<close>/)?(?P<name>[a-zA-Z][^\s/>]{0,60})|(?P<comment>!--)|(?P<bogus>[!?/]))")
_ATTRIBUTE = re.compile(
    r"[\s/]*(?P<name>[^\s=/>\"']{1,200})(?:\s{0,20}=\s{0,20}(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s>\"']+)))?"
)
_MAX_TAG_CHARS = 20_000
_MAX_ATTRIBUTES = 200
RAW_TEXT = frozenset({"script", "style", "textarea", "title", "xmp", "noembed", "noframes"})


class Token(NamedTuple):
    """A piece of markup.

    ``kind`` is ``text``, ``raw`` (what no tags are read in), ``open``, ``close``, ``image`` or ``skip`` (comments).
    """

    kind: str
    name: str
    start: int
    end: int
    value: str | None = None
    """What a text stands for, where that is not what is written; the address of an image."""
    inner: tuple[int, int] | None = None
    """Where the description of an image stands."""


def tokenize(source: str, begin: int = 0, end: int | None = None) -> Iterator[Token]:
    """Yield the tokens of ``source[begin:end]`` in order; they cover it without gaps."""
    stop = len(source) if end is None else end
    at = begin
    text_from = begin
    no_comment_end = False
    lower_closings: dict[str, int] = {}
    while True:
        found = _OPENING.search(source, at, stop)
        if found is None:
            break
        start = found.start()
        if found["comment"]:
            closing = -1 if no_comment_end else source.find("-->", found.end(), stop)
            no_comment_end = closing < 0
            # An unfinished comment hides nothing but its own mark.
            finish = closing + 3 if closing >= 0 else found.end()
            token = Token("skip", "", start, finish)
        elif found["bogus"]:
            closing = source.find(">", found.end(), min(stop, found.end() + _MAX_TAG_CHARS))
            if closing < 0:
                at = found.end()
                continue
            token = Token("skip", "", start, closing + 1)
        else:
            finish = _tag_end(source, found.end(), stop)
            if finish < 0:
                at = found.end()
                continue
            token = Token("close" if found["close"] else "open", found["name"].lower(), start, finish)
        if start > text_from:
            yield Token("text", "", text_from, start)
        yield token
        at = text_from = token.end
        if token.kind == "open" and token.name in RAW_TEXT:
            closing = lower_closings.get(token.name, 0)
            if 0 <= closing < at:
                hit = re.compile(rf"</{token.name}(?=[\s/>])", re.IGNORECASE).search(source, at, stop)
                closing = lower_closings[token.name] = hit.start() if hit else -1
            if closing >= at:
                if closing > at:
                    yield Token("raw", token.name, at, closing)
                at = text_from = closing
    if text_from < stop:
        yield Token("text", "", text_from, stop)


def _tag_end(source: str, at: int, stop: int) -> int:
    """Return where the tag ends whose name ends at ``at``, -1 if it does not within its bound."""
    limit = min(stop, at + _MAX_TAG_CHARS)
    closing = source.find(">", at, limit)
    if closing < 0:
        return -1
    quote = _first_quote(source, at, closing)
    while quote >= 0:
        # A ">" in quotes ends no tag.
        end_of_quote = source.find(source[quote], quote + 1, limit)
        if end_of_quote < 0:
            return closing + 1
        closing = source.find(">", end_of_quote + 1, limit) if end_of_quote > closing else closing
        if closing < 0:
            return -1
        quote = _first_quote(source, end_of_quote + 1, closing)
    return closing + 1


_QUOTE = re.compile(r"=\s{0,20}[\"']")


def _first_quote(source: str, at: int, end: int) -> int:
    found = _QUOTE.search(source, at, end)
    return found.end() - 1 if found else -1


def read_attributes(source: str, token: Token) -> dict[str, tuple[int, int]]:
    """Return where the values of an opening tag's attributes stand, by name in lower case."""
    attributes: dict[str, tuple[int, int]] = {}
    at = token.start + 1 + len(token.name)
    end = token.end - 1
    for _ in range(_MAX_ATTRIBUTES):
        found = _ATTRIBUTE.match(source, at, end)
        if found is None:
            break
        group = found.lastgroup or "name"
        span = found.span(group) if group != "name" else (found.end(), found.end())
        attributes.setdefault(found["name"].lower(), span)
        at = found.end()
    return attributes
