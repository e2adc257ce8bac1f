"""HTML to readable text, case by case."""

import pytest

from extractors.markup import read_html
from tests.extractors.markup.checks import check, marked

LAYOUT = {
    "paragraphs": ("<p>One\n  two</p><p>Three</p>", "One two\n\nThree"),
    "a heading and its text": ("<h2> On\tbandits </h2>Ada", "On bandits\n\nAda"),
    "a line break": (
        "<p>On bandits<br/>Ada Lovelace<BR>Alan Turing</p>",
        "On bandits\nAda Lovelace\nAlan Turing",
    ),
    "two line breaks": ("One<br><br>Two<br><br><br>Three", "One\n\nTwo\n\nThree"),
    "a break at the end of a block": (
        "<p>One<br></p><div>Two<br></div><div>Three</div>",
        "One\n\nTwo\nThree",
    ),
    "white space around tags": ("<p>a<b> b </b>c <i>d</i> , e</p>", "a b c d , e"),
    "no white space between tags": ("<p>a<b>b</b><span>c</span></p>", "abc"),
    "divs with a line each": ("<div>On bandits</div><div>Ada</div>", "On bandits\nAda"),
    "divs with several lines": (
        "Papers<div><div>T1</div><div>A1</div></div><div><div>T2</div><div>A2</div></div>End",
        "Papers\n\nT1\nA1\n\nT2\nA2\n\nEnd",
    ),
    "divs with paragraphs": ("<div><p>One</p></div><div><p>Two</p></div>", "One\n\nTwo"),
    "a list": ("<p>Two:</p><ul>\n<li>One</li>\n<li>Two</li></ul>End", "Two:\n\nOne\nTwo\n\nEnd"),
    "a numbered list": ("<ol start=3><li>One</li><li>Two</li></ol>", "One\nTwo"),
    "items with breaks": (
        "<ul><li>One</li><li>T1<br>A1</li><li>T2<br>A2</li><li>Two</li></ul>",
        "One\n\nT1\nA1\n\nT2\nA2\n\nTwo",
    ),
    "items with lists": (
        "<ul><li>T1<ul><li>A1<li>Link</ul><li>T2<ul><li>A2</li></ul></li></ul>",
        "T1\nA1\nLink\n\nT2\nA2",
    ),
    "items with paragraphs": ("<ul><li><p>One</p></li><li><p>Two</p></li></ul>", "One\n\nTwo"),
    "a list under an item's paragraph": ("<ul><li><p>T1</p><ul><li>A1</li></ul></li></ul>", "T1\nA1"),
    "lists in lists without items": ("<ul><ul><li>One<br>1<li>Two<br>2</ul></ul>", "One\n1\n\nTwo\n2"),
    "a table": (
        "<table><caption>C</caption><tr><th>a<th>b</tr><tr><td>c</td><td> </td><td>d&nbsp;</td></table>E",
        "C\n\na\nb\n\nc\nd\n\nE",
    ),
    "a definition list": ("<dl><dt>T1<dd>A1<dd>B1<dt>T2<dd>A2</dl>", "T1\nA1\nB1\n\nT2\nA2"),
    "a quotation": ("a<blockquote>b<p>c</blockquote>d", "a\n\nb\n\nc\n\nd"),
    "a rule": ("a<hr>b", "a\n\nb"),
    "nothing": ("", ""),
    "blocks without text": ("<div> <p>\n</p><ul><li></li></ul>&nbsp;</div>", ""),
    "line ends of all systems": ("a\r\nb\rc\nd", "a b c d"),
    "no-break spaces": ("<p>a&nbsp;b\u00a0c</p>", "a\u00a0b\u00a0c"),
    "no-break spaces at a line's ends": ("<p>&nbsp; \u00a0a&nbsp;</p><p>\u00a0b \u00a0</p>", "a\n\nb"),
    "soft hyphens": ("<p>ban&shy;dits\u00ad</p>", "ban\u00addits\u00ad"),
    "code": (
        "<p>a</p><pre>\n  x = <span>1</span> <b>+</b>\n\n\n\ty&lt;2  \n</pre><p>b</p>",
        "a\n\n  x = 1 +\n\n\ty<2\n\nb",
    ),
    "superscripts": ("<p>19<sup>th</sup> H<sub>2</sub>O</p>", "19th H2O"),
}

IMAGES = {
    "alone in its block": ('<p><img src="/a/b%20c.png?w=1#x" alt="A &amp; B"></p>', "b c.png\nA & B"),
    "alone in a link": ('<div><a href="x"><img alt="" src=https://x.y/fig.png></a></div>E', "fig.png\nE"),
    "described by its name": ('<p><img src="fig-1.png" alt="fig-1">', "fig-1.png"),
    "a figure with a caption": (
        '<figure><a><img src="f.png" alt="Alt"></a><figcaption>The <i>end</i></figcaption></figure>E',
        "f.png\nThe end\n\nE",
    ),
    "a caption above": ('<figure><figcaption>C</figcaption><img src="f.png" alt="A"></figure>', "C\nf.png"),
    "a figure without a caption": ('<figure><img src="f.png" alt="Alt"></figure>', "f.png\nAlt"),
    "several in a figure": (
        '<figure><img src="f.png"><img src="g.png"><figcaption>C</figcaption></figure>',
        "f.png\ng.png\nC",
    ),
    "an icon before text": ('<p><img src="i.png" alt="PDF"> Read it</p>', "Read it"),
    "an icon after text": ('<p>Read it <img src="i.png" alt="PDF"></p>', "Read it"),
    "badges": ('<p><img src="i.png"> <a><img src="j.svg"></a> <img src="k.svg"></p><p>a', "a"),
    "above a break": ('<p><img src="f.png"><br>Figure 1</p>', "f.png\nFigure 1"),
    "data in the address": ('<p><img src="data:image/png;base64,AAA" alt="x"></p>', ""),
    "no address": ("<p><img alt=x></p>", ""),
    "loaded later": ('<p><img data-src="f.png"></p>', "f.png"),
    "of an image service": (
        '<p><img src="https://x.y/?url=https%3A%2F%2Fz.w%2Ffig%201.png&amp;w=9"></p>',
        "fig 1.png",
    ),
}

HIDDEN = {
    "comments": ("a<!-- b <p> --><!---->c<!-->d<!--->e", "acde"),
    "comments for old browsers": ("<!--[if IE]>x<![endif]--><!--[if !IE]><!-->a<!--<![endif]-->b", "ab"),
    "an unfinished comment": ("a <!-- b", "a b"),
    "scripts and styles": ("a<script>if (a<b) '</p>'</script><STYLE>p {}</STYLE>b", "ab"),
    "an unfinished script": ("a<p>b<script>c<p>d", "a\n\nb"),
    "what is not for reading": (
        "<template>x</template><noscript>x</noscript><svg><text>x</text></svg><iframe>x</iframe>a",
        "a",
    ),
    "forms": (
        "<form>a<select><option>x</select><button>x</button><textarea><p>x</textarea><input value=x></form>",
        "a",
    ),
    "annotations of formulas": ("<math><mi>x</mi><annotation>\\x</annotation></math>", "x"),
    "navigation between lines": ("a<nav><ul><li>Home</ul></nav>b", "a\nb"),
    "nested navigation": ("<nav>x<nav>y</nav>z</nav>a", "a"),
    "navigation that never ends": ("<nav>a<p>b", "a\n\nb"),
    "hidden elements": (
        "a<p hidden>x</p><div style='color: red; DISPLAY : none'>x</div><i aria-hidden=true>x</i>b",
        "a\nb",
    ),
    "a hidden element that never ends": ("<div hidden>a<p hidden>b<p>c</p>", "a\n\nb\n\nc"),
    "a hidden body": ("<html hidden><body style='display:none'><main hidden>a</main></body></html>", "a"),
    "for screen readers": (
        '<b class="sr-only">x</b><a class="a visually-hidden">x</a><p class="screen-reader-text">x</p>a',
        "a",
    ),
    "hidden on small screens only": ('<p class="d-none d-md-block">a</p><p class="d-none">b</p>', "a"),
    "invisible": ('<p>a<span style="visibility:hidden">x</span>b', "ab"),
    "objects and dialogs": ("<object>x</object><dialog>x</dialog>a", "a"),
    "not hidden": ("<p class='hidden-gem'>a</p><p style='display:none-such'>", "a"),
    "headers and footers stay": ("<header>a</header><aside>b</aside><footer>c</footer>", "a\n\nb\n\nc"),
    "a title beside a heading": ("<title>T</title><h1>H</h1>a", "H\n\na"),
    "a title and no heading": (
        "<head><title>T &amp;\nU</title><meta x></head><body><h2>H</h2>",
        "T & U\n\nH",
    ),
    "a heading without text": ("<title>T</title><h1><img src=''></h1>a", "T\n\na"),
    "a title alone": ("<title>T</title>", "T"),
    "a title that never ends": ("<title>a<p>b", "a\n\nb"),
    "a title of a drawing": ("<svg><title>x</title></svg>a", "a"),
    "a head that never ends": ("<html><head><title>T</title><center><h1>H</h1></center><body>a", "H\n\na"),
}

SOUP = {
    "unclosed paragraphs": ("<p>a<p>b<div>c<p>d", "a\n\nb\n\nc\n\nd"),
    "unclosed cells": ("<table><tr><td>a<td>b<tr><td>c</table>", "a\nb\n\nc"),
    "unclosed bold": ("<p><b>a<p>b", "a\n\nb"),
    "stray end tags": ("</div></b>a</i></li></p>b</br>c</table>", "a\n\nb\nc"),
    "crossing tags": ("<b>a<i>b</b>c</i>d", "abcd"),
    "capitals": ('<P ALIGN=CENTER>a<A HREF="x">b</A></P>', "ab"),
    "attributes of all kinds": ('<p a b=c d=\'>\' e="<" f = ">" g=\'"\'>a<p =x>b<p a=>c', "a\n\nb\n\nc"),
    "quotes that do not close": ("<a href=\"x>a</a> <b x='>b", "a b"),
    "a tag that does not end": ("a <b", "a <b"),
    "less-than signs": ("1 < 2 <3 << a<", "1 < 2 <3 << a<"),
    "bogus comments": ("a<!x><?php x ?><!DOCTYPE html></ x>b</>c", "abc"),
    "character data": ("a<![CDATA[ x > y ]]>b", "ab"),
    "entities": ("&eacute;&#233;&#xE9;&AMP;&hellip;", "ééé&…"),
    "entities of Windows": ("a&#146;s &#150;", "a’s –"),
    "entities without a semicolon": ("&eacute&lt;&copy 1 &ampx", "é<© 1 &x"),
    "no entities": (
        "R&D &; &# &#x; &unknown; a&b=c &#99999999;",
        "R&D &; &# &#x; &unknown; a&b=c &#99999999;",
    ),
    "entities for spaces": ("a&#32;&#10;&ensp;b<p>&#9;c", "a \u2002b\n\nc"),
    "headings that close each other": ("<h2>a<h3>b</h2>c", "a\n\nb\n\nc"),
    "unknown elements": ("<x-y>a</x-y><o:p>b</o:p>", "ab"),
    "deep nesting": ("<div>" * 400 + "a" + "</div>" * 400 + "b", "a\nb"),
}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param(*case, id=name)
        for cases in (LAYOUT, IMAGES, HIDDEN, SOUP)
        for name, case in cases.items()
    ],
)
def test_text(source: str, text: str) -> None:
    page = read_html(source)
    assert page.text == text
    check(page, source)


@pytest.mark.parametrize(
    ("source", "marks"),
    [
        ("<h1>a</h1><h6>b</h6>", [("h1", "a"), ("h6", "b")]),
        ("<p>x <b>a <i>b</i></b> y", [("strong", "a b"), ("emphasis", "b")]),
        (
            "<strong>a</strong><em>b</em><cite>c</cite>",
            [("strong", "a"), ("emphasis", "b"), ("emphasis", "c")],
        ),
        ("x<b> a </b>y", [("strong", "a")]),
        ("<A HREF=x>a</A><a name=y>b</a>", [("link", "a")]),
        ("<a href=x><h2>a</h2></a>", [("h2", "a"), ("link", "a")]),
        ("<b><p>a</p></b>b", [("strong", "a")]),
        ("<p><b>a</p>b", [("strong", "a")]),
        ("<b><div>a</b>b</div>c", [("strong", "a")]),
        ("<p><span>a</span></p>", [("span", "a")]),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", [("item", "a\nb"), ("item", "b"), ("item", "c")]),
        ("<table><tr><td>a<th>b</table>", [("cell", "a"), ("cell", "b")]),
        ("<figure><img src=f.png><figcaption>a</figcaption></figure>", [("caption", "a")]),
        ("<pre><code>a\n <span>b</span></code></pre><code>c</code>", [("code", "a\n b"), ("code", "c")]),
        ("<title>T</title>a", [("title", "T")]),
        ("<b></b><b> </b><b>&nbsp;</b><h2></h2>", []),
        ("<p>a&nbsp;<b>&nbsp;</b></p><b>b</b>", [("strong", "b")]),
    ],
)
def test_marks(source: str, marks: list[tuple[str, str]]) -> None:
    page = read_html(source)
    assert marked(page) == marks
    check(page, source)


def test_the_map_leads_into_attributes() -> None:
    source = '<p><img alt="Fig. &amp;" src="/x/a%20b.png?c"></p>'
    page = read_html(source)
    assert page.text == "a b.png\nFig. &"
    start, end = check(page, source)(0, 7)
    assert source[start:end] == "a%20b.png"
    start, end = check(page, source)(8, 14)
    assert source[start:end] == "Fig. &amp;"
