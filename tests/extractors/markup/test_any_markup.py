"""Whatever the source: no crash, all promises kept, in time linear in it."""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extractors.markup import Readable, read_html, read_markdown, to_source
from tests.extractors.markup.checks import check
from tests.extractors.test_any_text import best_seconds

# Pieces of markup, so that chance builds documents that get far into the readers; "~" stands for a space.
PIECES = """
    <div> </div> <p> </p> <ul> </ul> <li> </li> <b> </b> <i> </i> <a~href="x"> </a> <br> <hr> <nav> </nav>
    <pre> <img~src="a%20b.png"~alt="An~&amp;~a"> <IMG~SRC=q.gif> <figure> </figure> <figcaption> </figcaption>
    </pre> <code> </code> <table> <tr> <td> </table> <dl> <dt> <dd> <h1> </h1> <h2> <title>T</title> <center>
    <div~hidden> <span~class="d-none"> </span> <svg> </svg> <script> </script> <!-- --> <![CDATA[ ]]> &amp;
    &nbsp; &lt &#146; &#x41; &#0; &#1; &ThickSpace; &nvlt; text Ada~Lovelace,~Alan - 1. * ** ` ``` > # \\ * _
    {% ![al](p.png) [l](u) [r]:~x.png ![q][r] {%~raw~%} {%~endraw~%} {%~comment~%} {%~endcomment~%} {{~x~}}
    {:~.c} {#id} --- +++ title:~"T" | |---| [^1] [^1]:~f :~def < > " & %} {{ }}
"""
SPACES = [
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "  ",
    "\t",
    "    ",
    "\n- ",
    "\n  - ",
    "\n> ",
    "~~",
    "\n|a|b|\n|-|-|\n|c|d|\n",
]
ODD = ["\u00a0", "\u00ad", "\u2003", "\u2028", "\x0b", "\x0c", "\x85", "\x00", "\ud800", "é", "😀"]
FRAGMENTS = st.sampled_from([piece.replace("~", " ") for piece in PIECES.split()] + SPACES + ODD)
ANY_MARKUP = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=200),
    st.lists(FRAGMENTS, max_size=40).map("".join),
)


@pytest.mark.parametrize("read", [read_html, read_markdown])
@given(source=ANY_MARKUP, data=st.data())
@example(source="", data=None)
def test_any_markup(read: Callable[[str], Readable], source: str, data: st.DataObject | None) -> None:
    page = read(source)
    place = check(page, source)
    assert read(source) == page
    if data is None or not page.text:
        return
    start = data.draw(st.integers(0, len(page.text) - 1))
    end = data.draw(st.integers(start + 1, len(page.text)))
    if to_source(page.source_map, start, end):
        place(start, end)


# What hostile files repeat; the rest is for those who have minutes.
UNITS = [
    "<div>",
    "<b>",
    "<!--",
    '<a href="',
    '<a x=">" ',
    "&",
    "[",
    "*",
    "`",
    "> ",
    "- ",
    "<li>",
    "</div>",
    "|",
    "{% ",
]
UNITS += ["---\n", "x", "![]("]
MORE = """
    &amp; &# ** {{ {: word~ ]( [a]( _ <p>x</p> <b><p> <img~src=a.png> <table><tr><td> <div~hidden> <nav>
    <p~hidden> <title> <script> <pre> <svg> <figure><img~src="a.png"> < <! <? </ <![CDATA[ ="' " ' \\ : [^1] é
    a<b>c</b> <ul><li> <x~y=1~ *a*b <pre>~ a<br> >
"""
MORE_UNITS = [unit.replace("~", " ") for unit in MORE.split()]
MORE_UNITS += [
    "- a\n",
    "  ",
    "\n",
    "\t",
    "\r",
    "> a\n",
    "| a | b |\n",
    "|-|\n",
    "a\n---\n",
    "[a]: b\n",
    "# a\n",
    "a  \n",
]


@pytest.mark.parametrize("read", [read_html, read_markdown])
@pytest.mark.parametrize("unit", UNITS)
def test_time_is_linear(read: Callable[[str], Readable], unit: str) -> None:
    """Four times the markup takes well under 16 times as long: quadratic time would take it all."""

    def seconds(size: int, enough: float = 0.0) -> float:
        source = unit * (size // len(unit))
        return best_seconds(lambda: read(source), times=3, enough=enough)

    limit = 7 * seconds(30_000) + 0.05
    assert seconds(120_000, enough=limit) < limit


@pytest.mark.slow
@pytest.mark.parametrize("read", [read_html, read_markdown])
@pytest.mark.parametrize("unit", [*UNITS, *MORE_UNITS])
def test_megabytes_take_linear_time(read: Callable[[str], Readable], unit: str) -> None:
    """Eight times the markup takes well under 64 times as long."""

    def seconds(size: int, enough: float = 0.0) -> float:
        source = unit * (size // len(unit))
        return best_seconds(lambda: read(source), times=2, enough=enough)

    limit = 20 * seconds(200_000) + 0.1
    assert seconds(1_600_000, enough=limit) < limit
