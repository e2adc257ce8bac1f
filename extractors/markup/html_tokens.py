"""HTML cut into tokens with their places, in time linear in the text.

Python's ``html.parser`` and tree-sitter's grammar were both measured first: on 100 KB of ``<!--`` they took
2.7 and 17 seconds, four times the input taking sixteen times as long. What is read here follows the
tokenization of the WHATWG standard in what matters for reading: tags, attributes, comments, raw text.
"""

import re
from array import array
from itertools import islice
from typing import Any, Final

from extractors.markup.elements import BREAKS, DROPPED, RAW_TEXT, SHOWN, VOID

TEXT: Final = "#text"
"""Text with entities; ``#literal`` is text as it is, ``#value`` text whose value is given."""
LITERAL: Final = "#literal"
VALUE: Final = "#value"
TITLE: Final = "#title"
IMAGE: Final = "#image"

Span = tuple[int, int]

# A tag as nearly all are; a rare one, and what else begins with "<", ends with the second alternative. All
# quantifiers are possessive and no value holds "<", so that no stretch is scanned twice.
_MARKUP = re.compile(
    r"""
    <(?:
        (/?[a-zA-Z][\w:.-]*+)
        (?:[ \t\r\n\f]++[^ \t\r\n\f=>"'/<]++(?:=(?:"[^"<>]*+"|'[^'<>]*+'|[^ \t\r\n\f"'=<>`]++))?+)*+
        [ \t\r\n\f]*+/?>
    |
        (?=/?[a-zA-Z]|[!?/])
    )
    """,
    re.VERBOSE,
)
_NAME = re.compile(r"/?[a-zA-Z][^ \t\r\n\f/><]*+")
_COMMENT_END = re.compile(r"--!?>")
_QUOTED = re.compile(r"=[ \t\r\n\f]*+[\"']")
_ATTRIBUTE = re.compile(
    r"[ \t\r\n\f/]*+([^ \t\r\n\f/>][^ \t\r\n\f/=>]*+)"
    r"(?:[ \t\r\n\f]*+=[ \t\r\n\f]*+(?:\"([^\"]*+)\"|'([^']*+)'|([^ \t\r\n\f>\"'][^ \t\r\n\f>]*+)))?+"
)
_MAX_ATTRIBUTES = 100
_MAY_HIDE = re.compile(r"hidden|none|sr-only|screen-reader|element-invisible", re.IGNORECASE)
_HIDING_STYLE = re.compile(
    r"(?:^|[;\s])(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)", re.IGNORECASE
)
_HIDING_CLASSES = frozenset(
    """sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only element-invisible d-none
    is-hidden hidden""".split()  # noqa: SIM905
)
# Shown from some width of the window on: Bootstrap's and Tailwind's ways to say so.
_SHOWN_CLASS = re.compile(r"(?:^|\s)(?:d-(?:sm|md|lg|xl|xxl|print)-(?!none)|(?:sm|md|lg|xl|2xl):(?!hidden))")
_SHORT = len("< hidden")
_REVEALED_SHARE = 0.2
_SAMPLE_CHARS, _SAMPLES, _MAX_REVEALED = 20, 5, 8
_NEVER_HIDDEN = frozenset({"html", "body", "main", "article"})


class Tokens:
    """Tokens in columns, as a hostile page has millions: a name and a stretch of the source each.

    Names are those of elements in lower case, with ``/`` where they close, or begin with ``#``.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.names: list[str] = []
        self.starts = array("I")
        self.ends = array("I")
        self.values: dict[int, Any] = {}
        """What a token stands for, where its stretch does not say it."""
        self.dropped: dict[int, int] = {}
        """Where elements end that no reader sees: number of the opening token -> of the closing one."""
        self.figures: dict[int, int] = {}
        """The same of figures."""
        self.captions = array("I")
        """Numbers of the tokens that open captions of figures."""
        self._unclosed: dict[str, list[tuple[dict[int, int] | None, int]]] = {}

    def add(self, name: str, start: int, end: int) -> None:
        """Append a token that is no tag of HTML."""
        self.names.append(name)
        self.starts.append(start)
        self.ends.append(end)

    def add_tag(self, name: str, start: int, end: int) -> None:
        """Append a tag; one that shows in no way is left out."""
        if name[0] == "/":
            is_awaited = name[1:] in self._unclosed
            if is_awaited:
                self._close(name[1:])
        else:
            is_awaited = name not in VOID and self._awaits_end(name, start, end)
            if name == "figcaption":
                self.captions.append(len(self.names))
        if is_awaited or name in SHOWN:
            self.add(name, start, end)

    def _awaits_end(self, name: str, start: int, end: int) -> bool:
        """Note an element whose end matters: it is dropped, or has the name of one that is."""
        unclosed = self._unclosed
        if "p" in unclosed and name in BREAKS:
            del unclosed["p"]  # a block ends a paragraph, and what is not closed hides nothing
        if name in DROPPED or (end - start > len(name) + _SHORT and self._hides(name, start, end)):
            ends: dict[int, int] | None = self.dropped
        elif name == "figure":
            ends = self.figures
        elif name in unclosed:
            ends = None
        else:
            return False
        unclosed.setdefault(name, []).append((ends, len(self.names)))
        return True

    def _close(self, name: str) -> None:
        ends, opening = self._unclosed[name].pop()
        if not self._unclosed[name]:
            del self._unclosed[name]
        if ends is not None:
            ends[opening] = len(self.names)

    def reveal(self) -> None:
        """Let readers see large hidden parts that say what is nowhere else: tabs that a button shows."""
        hidden = [
            (opening, closing)
            for opening, closing in self.dropped.items()
            if self.names[opening] not in DROPPED
            and closing < len(self.ends)
            and self.ends[closing] - self.starts[opening] >= _REVEALED_SHARE * len(self.source)
        ]
        for opening, closing in hidden[:_MAX_REVEALED]:
            start, end = self.starts[opening], self.ends[closing]
            texts = (
                self.source[self.starts[token] : self.ends[token]].strip()
                for token in range(opening, closing)
                if self.names[token] == TEXT
            )
            samples = list(islice((text for text in texts if len(text) >= _SAMPLE_CHARS), _SAMPLES))
            is_copy = any(
                self.source.find(text, 0, start) >= 0 or self.source.find(text, end) >= 0 for text in samples
            )
            if samples and not is_copy:
                del self.dropped[opening]

    def _hides(self, name: str, start: int, end: int) -> bool:
        if name in _NEVER_HIDDEN or not _MAY_HIDE.search(self.source, start, end):
            return False
        attributes = read_attributes(self.source, start, end)
        values = {key: self.source[slice(*span)] for key, span in attributes.items()}
        if "hidden" in values or values.get("aria-hidden", "").strip().lower() == "true":
            return True
        if _HIDING_STYLE.search(values.get("style", "")):
            return True
        classes = values.get("class", "")
        return not _HIDING_CLASSES.isdisjoint(classes.split()) and not _SHOWN_CLASS.search(classes)


def read_attributes(source: str, start: int, end: int) -> dict[str, Span]:
    """Return where the attributes of the tag ``source[start:end]`` have their values, by lower-case name."""
    attributes: dict[str, Span] = {}
    name = _NAME.match(source, start + 1, end)
    at = name.end() if name else end
    for _ in range(_MAX_ATTRIBUTES):
        found = _ATTRIBUTE.match(source, at, end - 1)
        if found is None:
            break
        at = found.end()
        group = found.lastindex or 1
        attributes.setdefault(found[1].lower(), found.span(group) if group > 1 else (at, at))
    return attributes


def tokenize(tokens: Tokens, begin: int, stop: int) -> None:
    """Append the tokens of ``tokens.source[begin:stop]``; comments and inert tags are left out."""
    _Scanner(tokens, stop).scan(begin)


class _Scanner:
    """One pass over a stretch of HTML; remembers what is not to be found, so as not to look for it again."""

    def __init__(self, tokens: Tokens, stop: int) -> None:
        self._tokens = tokens
        self._source = tokens.source
        self._stop = stop
        self._next: dict[str, Span] = {}
        self._has_comment_end = True
        self._raw_ends: dict[str, int] = {}
        self._dead_quotes: set[int] = set()

    def scan(self, begin: int) -> None:
        at = text_from = begin
        tokens, source, stop = self._tokens, self._source, self._stop
        is_done = False
        while not is_done:
            is_done = True
            for found in _MARKUP.finditer(source, at, stop):
                start, at = found.span()
                tag = found[1]
                if tag is None:
                    tag, at = self._rare(start)
                    is_done = False
                if tag is not None:
                    if start > text_from:
                        tokens.add(TEXT, text_from, start)
                    text_from = at
                    if tag:
                        name = SHOWN.get(tag) or tag.lower()
                        tokens.add_tag(name, start, at)
                        if name in RAW_TEXT:
                            at = text_from = self._skip_raw(name, at)
                            is_done = False
                if not is_done:
                    break
        if text_from < stop:
            tokens.add(TEXT, text_from, stop)

    def _rare(self, start: int) -> tuple[str | None, int]:
        """Return the name and end of what begins with ``<``: none if it is text, empty if it is no tag."""
        source, stop = self._source, self._stop
        if source.startswith("<!--", start):
            found = _COMMENT_END.search(source, start + 2, stop) if self._has_comment_end else None
            self._has_comment_end = found is not None
            # An unfinished comment hides nothing but its own mark.
            return "", found.end() if found else min(start + 4, stop)
        name = _NAME.match(source, start + 1, stop)
        if name is None:
            ending = "]]>" if source.startswith("<![CDATA[", start) and self._find("]]>", start) >= 0 else ">"
            end = self._find(ending, start)
            return ("", end + len(ending)) if end >= 0 else (None, start + 1)
        end = self._tag_end(name.end())
        return (name.group(), end) if end >= 0 else (None, start + 1)

    def _find(self, what: str, at: int) -> int:
        """Return where ``what`` next is, -1 if nowhere; the last answer is remembered."""
        asked, found = self._next.get(what, (at + 1, 0))
        if not (asked <= at and (found < 0 or found >= at)):
            found = self._source.find(what, at, self._stop)
            self._next[what] = (at, found)
        return found

    def _tag_end(self, at: int) -> int:
        """Return where the tag ends whose name ends at ``at``, -1 if nowhere; a ``>`` in quotes ends none.

        Where the quotes do not close, they do not count. A quote that led nowhere is not followed twice.
        """
        first = closing = self._find(">", at)
        followed = []
        while closing >= 0:
            quote = _QUOTED.search(self._source, at, closing)
            if quote is None:
                return closing + 1
            opening = quote.end() - 1
            followed.append(opening)
            end = -1 if opening in self._dead_quotes else self._find(self._source[opening], opening + 1)
            if end < 0:
                break
            at = end + 1
            if end > closing:
                closing = self._find(">", at)
        self._dead_quotes.update(followed)
        return first + 1 if first >= 0 else -1

    def _skip_raw(self, name: str, at: int) -> int:
        """Return where to read on in an element that holds no tags: at its end tag, if it has one."""
        end = self._raw_ends.get(name, 0)
        if 0 <= end < at:
            found = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(self._source, at, self._stop)
            end = self._raw_ends[name] = found.start() if found else -1
        if end < 0:
            return self._stop if name in ("script", "style") else at
        if name == "title":
            self._tokens.add(TITLE, at, end)
        return end
