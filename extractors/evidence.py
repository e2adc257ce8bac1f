"""What a single line looks like, before its neighbours are asked."""

import re
from functools import cache

from extractors.patterns import read_patterns

MAX_HEADING_CHARS = 120
MAX_HEADING_WORDS = 14
MAX_TITLE_CHARS = 350
MAX_FILE_NAME_CHARS = 160
_LONG_SENTENCE_WORDS = 25
_PARAGRAPH_WORDS = 40
_SENTENCE_WORDS = 6
_IMAGE_LINE = re.compile(
    r"[\[(]?([^/\\<>|\"\n\[\](:]{1,160}?\.(?:png|jpe?g|gif|svg|webp|avif|tiff?|bmp|eps|heic))[\])]?"
    r"(?:$|(\s*[:–—]\s+)(?=\S))",
    re.IGNORECASE,
)
_FIGURE_LABEL = re.compile(
    r"(?:figure|fig\.?|abbildung|abb\.?)\s?\d{1,3}[a-z]?\s*(?:$|[.:|–—-]\s*)", re.IGNORECASE
)
_CREDIT = re.compile(
    r"(?:(?:photo|image|figure|illustration|picture)\s+)?(?:credits?|by|courtesy|photo(?:graph)?s?)\s*[:：]\s*",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?:https?://|www\.|doi:|mailto:)\S*|\S{1,80}@\S{1,80}\.\w+", re.IGNORECASE)
_LINK_STARTS = ("www.", "doi:", "mail")
_SENTENCE_BREAK = re.compile(r"(?<=[a-z0-9)\"”’])(?<!\bvs)[.!?][\"”’)]?\s+[\"“(]?[A-Z]")
_LETTER = re.compile(r"[^\W\d_]")
_HAS_BAR = re.compile("[|·•/>›»]")
_BREADCRUMBS = re.compile(r"[^>›»]{1,40}(?:\s[>›»]\s[^>›»]{1,40}){1,5}")
_BAR = re.compile(r"\s*[|·•/]\s*")
_TEASER_CHARS = 40
_CLOSING = "\"'”’)]*"


@cache
def boilerplate_lines() -> dict[str, str]:
    """Return the lines, in folded case, that page furniture consists of on any site, and what each heads."""
    return {row["line"]: row.get("heads", "") for row in read_patterns("boilerplate")}


def is_boilerplate(text: str) -> bool:
    """Tell whether the whole line is page furniture: "Related content", "Home | Privacy | Contact"."""
    if len(text) > MAX_HEADING_CHARS:
        return False
    known = boilerplate_lines()
    found = known.get(text.strip(" :#*>").casefold())
    if found is not None or not _HAS_BAR.search(text):
        return found is not None and found != "bar"
    items = _BAR.split(text)
    if _BREADCRUMBS.fullmatch(text):
        return True
    return len(items) > 1 and all(item.strip().casefold() in known for item in items)


def heads_teasers(text: str) -> bool:
    """Tell whether the line is furniture below which other pages are announced: "Related content"."""
    return len(text) <= _TEASER_CHARS and boilerplate_lines().get(text.strip(" :#*>").casefold()) == "teasers"


def is_image_file(text: str) -> bool:
    """Tell whether the whole line is the name of an image file."""
    found = image_file(text)
    return found is not None and found[2] == len(text)


def image_file(text: str) -> tuple[int, int, int] | None:
    """Return where the name of an image file stands that the line begins with, and where its caption begins.

    "map.png", "[map.png]", "map.png: Our campus"; the last number is the line's length without a caption.
    """
    found = _IMAGE_LINE.match(text[: MAX_FILE_NAME_CHARS + 8]) if "." in text else None
    if found is None:
        return None
    has_caption = found.group(2) is not None
    return (*found.span(1), found.end(2) if has_caption else len(text))


def figure_label_end(text: str) -> int:
    """Return where the label of a figure ends that the line begins with ("Figure 3: "), 0 without one."""
    found = _FIGURE_LABEL.match(text) if text[:1] in "FfAa" else None
    return found.end() if found else 0


def credit_label_end(text: str) -> int:
    """Return where the label ends behind which the line credits an image to somebody, 0 without one."""
    found = _CREDIT.match(text) if ":" in text or "：" in text else None
    return found.end() if found else 0


def is_credit(text: str) -> bool:
    """Tell whether the line credits an image to somebody."""
    return credit_label_end(text) > 0


def is_link(text: str) -> bool:
    """Tell whether the line is nothing but a web or mail address."""
    return ("://" in text or "@" in text or text[:4].lower() in _LINK_STARTS) and bool(_LINK.fullmatch(text))


def is_prose(text: str) -> bool:
    """Tell whether the line is running text: a paragraph, or at least one whole sentence."""
    words = text.count(" ") + 1
    if words > _PARAGRAPH_WORDS:
        return True
    last = text.rstrip(_CLOSING)[-1:]
    return words >= (_SENTENCE_WORDS if last in ".!…" else _LONG_SENTENCE_WORDS)


def is_heading(text: str) -> bool:
    """Tell whether the line could head something: short, no sentence, no address."""
    return (
        len(text) <= MAX_HEADING_CHARS
        and text.count(" ") < MAX_HEADING_WORDS
        and text[-1] not in ".,;!…"
        and _LETTER.search(text) is not None
        and not text[0].islower()
        and not is_link(text)
    )


def could_be_title(text: str) -> bool:
    """Tell whether the line could be a paper's title (a full stop or a question mark may end it)."""
    return (
        len(text) <= MAX_TITLE_CHARS
        and text.count(" ") < _PARAGRAPH_WORDS
        and _LETTER.search(text) is not None
        and (". " not in text or count_sentence_breaks(text) < 2)  # noqa: PLR2004 - "vs. X" is like one
        and not (is_boilerplate(text) or is_image_file(text) or is_link(text) or is_credit(text))
    )


def count_sentence_breaks(text: str) -> int:
    """Return how often a sentence seems to end inside ``text`` and another to begin."""
    return len(_SENTENCE_BREAK.findall(text))
