"""What the elements of HTML mean to a reader: which end a line or a paragraph, which nobody sees."""

from typing import Final

VOID: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905
)
RAW_TEXT: Final = frozenset("script style textarea title iframe noembed noframes".split())  # noqa: SIM905
"""Elements that hold no tags."""
DROPPED: Final = frozenset(
    """script style template noscript svg iframe object select button textarea nav dialog audio video canvas
    annotation annotation-xml noembed noframes datalist""".split()  # noqa: SIM905
)
_PARAGRAPHS: Final = """address article aside blockquote body caption details dl dt fieldset figure footer
    form h1 h2 h3 h4 h5 h6 header hgroup hr html legend main menu nav ol optgroup p pre search section summary
    table tbody tfoot thead tr ul"""
_LINES: Final = "center dd dialog div figcaption li option td th"
LINE: Final = 1
BLOCK: Final = 2
BREAKS: Final = dict.fromkeys(_PARAGRAPHS.split(), BLOCK) | dict.fromkeys(_LINES.split(), LINE)
"""How many line ends an element makes before and behind it."""
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
MARKS: Final = {
    "b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis", "cite": "emphasis", "a": "link",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code", "pre": "code", "span": "span",
    "figcaption": "caption", "td": "cell", "th": "cell", "li": "item", **{name: name for name in HEADINGS},
}  # fmt: skip
_SHOWN: Final = frozenset(BREAKS) | frozenset(MARKS) | {"br", "img"}
SHOWN: Final = {name: name for name in _SHOWN} | {f"/{name}": f"/{name}" for name in _SHOWN}
"""Tags that change what is read; all others are as if they were not there."""
FORMATTING: Final = frozenset("a b cite code em i kbd samp span strong tt".split())  # noqa: SIM905
# What an opening tag ends without saying so, up to the next border.
CLOSES: Final = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr", "td", "th"}), frozenset({"table"})),
    "tbody": (frozenset({"tr", "td", "th"}), frozenset({"table"})),
    "tfoot": (frozenset({"tr", "td", "th"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
    "a": (frozenset({"a", "a "}), frozenset({"td", "th", "table"})),
}
