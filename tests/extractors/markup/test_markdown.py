"""Markdown to readable text, case by case."""

import pytest

from extractors.markup import read_markdown
from tests.extractors.markup.checks import check, marked

LAYOUT = {
    "paragraphs": ("One\n\n\nTwo  two\n", "One\n\nTwo two"),
    "title and authors in a paragraph": (
        "**On bandits**\nAda Lovelace, Alan Turing",
        "On bandits\nAda Lovelace, Alan Turing",
    ),
    "hard breaks": ("One  \nTwo\\\nThree<br/>\nFour <br>\n<br>Five", "One\nTwo\nThree\nFour\n\nFive"),
    "headings": ("# One #\nText\n\nTwo\n---\n### Three", "One\n\nText\n\nTwo\n\nThree"),
    "emphasis": ("*a* _b_ **c** __d__ ***e*** ~~f~~", "a b c d e f"),
    "emphasis that is none": ("* Title* and ** x ** 2 * 3", "Title* and ** x ** 2 * 3"),
    "a word with underscores": ("snake_case_name a*b", "snake_case_name a*b"),
    "links": ("[a](u 'T') [b][r] [r] <http://x.y/z> [no]\n\n[r]: /u", "a b r http://x.y/z [no]"),
    "a tight list": ("Two:\n- One\n* Two\n+ Three\n\nEnd", "Two:\n\nOne\n\nTwo\n\nThree\n\nEnd"),
    "a numbered list": ("2. One\n3. Two", "One\nTwo"),
    "items of several lines": ("- T1\n  A1\n- T2\n  A2", "T1\nA1\n\nT2\nA2"),
    "items with a break": ("- **T1** <br/>\nA1\n\n- **T2**<br>\nA2", "T1\nA1\n\nT2\nA2"),
    "items with lists": ("- T1\n  - A1\n  - L\n- T2\n  1. A2", "T1\nA1\nL\n\nT2\nA2"),
    "a loose list with tight lists": ("- T1\n  - A1\n  - L\n  \n- T2\n  - A2", "T1\nA1\nL\n\nT2\nA2"),
    "a loose list": ("- One\n\n- Two", "One\n\nTwo"),
    "a task list": ("- [x] One\n- [ ] Two", "One\nTwo"),
    "a quotation": ("> a\n> b\n>\n> > c\n\nd", "a\nb\n\nc\n\nd"),
    "a table": ("| a | b |\n|---|:-:|\n| **c** | |\n| d \\| e | `f\\|g` |\n", "a\nb\n\nc\n\nd | e\nf|g"),
    "rules": ("a\n\n---\n\nb\n\n***\nc", "a\n\nb\n\nc"),
    "fenced code": ("a\n```py\n  x *= 1\n\n\n\n    y  \n```\nb", "a\n\n  x *= 1\n\n    y\n\nb"),
    "indented code": ("a\n\n    <b>\n      c\n\nd", "a\n\n<b>\n  c\n\nd"),
    "code in a quotation": ("> ```\n> a\n>   b\n> ```", "a\n  b"),
    "code with other line ends": ("```\r\na\r\n  b\r\n```\r\nc\r\nd", "a\n  b\n\nc\nd"),
    "inline code": ("a `b  *c*` ``d ` e`` `f\ng`", "a b *c* d ` e f g"),
    "escapes": (r"51.4\% \*a\* \[b\] 1\. C:\d", r"51.4% *a* [b] 1. C:\d"),
    "entities": ("&eacute; &#233; &amp;lt; `&lt;`", "é é &lt; &lt;"),
    "footnotes": ("a[^1] b[^2]\n\n[^1]: Note\n", "a b[^2]\n\nNote"),
    "a definition list": ("T1\n: A1\n\nT2\n: A2", "T1\nA1\n\nT2\nA2"),
    "nothing": ("", ""),
    "characters of all widths": ("# é ☃\n*😀 ü*\n\n- é **☃** `😀`\n", "é ☃\n\n😀 ü\n\né ☃ 😀"),
    "characters that no parser takes": ("a\x00b \ud800 **c**", "a\x00b \ud800 c"),
    "no-break spaces": ("a\u00a0b&nbsp;c\u00a0", "a\u00a0b\u00a0c"),
}

IMAGES = {
    "alone": ('![The *plot*](x/fig%201.png "T")\n\na', "fig 1.png\nThe plot\n\na"),
    "alone in a link": ("[![](a.png)](u)", "a.png"),
    "by reference": ("![A map][r]\n\n[r]: a.png", "a.png\nA map"),
    "above its caption": ("![](a.png)\n*Caption*", "a.png\nCaption"),
    "badges": ("[![A](a.svg)](u) [![B](b.svg)](v)\n![C](c.svg)\n\na", "a"),
    "inside text": ("See ![A](a.png) there", "See there"),
    "with a template in the address": ("![A map]({{ site.url }}/b/a.png)", "a.png\nA map"),
    "of an icon": ("![Back](back.png)\n\n![[new map]](new.png)", "back.png\n\nnew.png"),
    "in a figure": ("<figure>\n<img src='a.png' alt='x'>\n<figcaption>C</figcaption>\n</figure>", "a.png\nC"),
}

HTML = {
    "inline": ("a<sup>th</sup> <span class='x'>b</span> <b>c</b><!-- d -->", "ath b c"),
    "blocks": ("<div>\na\n b\n</div>\n\nc", "a b\n\nc"),
    "Markdown in blocks": ("<div>\n\n*a*\n\n</div>", "a"),
    "a table": ("<table>\n<tr><td>a</td>\n<td>b</td></tr>\n\n<tr><td>c</td></tr>\n</table>", "a\nb\n\nc"),
    "comments over lines": ("a\n\n<!--\nb\n\n- c\n-->\n\nd <!-- e\nf --> g", "a\n\nd g"),
    "hidden": ("<div hidden>\n\n# a\n\n</div>\nb <nav>c</nav><script>d</script>", "b"),
    "in quotations": ("> <div>\n> a\n> </div>", "a"),
    "comments in quotations": ("> <!-- a -->\n> b", "b"),
    "a title and a heading": ("<h1>a</h1>\n", "a"),
}

TEMPLATES = {
    "front matter": ("---\nlayout: post\ntitle: 'A: b'\n---\nc", "A: b\n\nc"),
    "front matter in double quotes": ('---\ntitle: "A"  # x\n---\n', "A"),
    "front matter without quotes": ("\ufeff---\r\ntitle: A & *b*  # x\r\n---\r\nc", "A & *b*\n\nc"),
    "front matter in TOML": ('+++\ntitle = "A"\n+++\nb', "A\n\nb"),
    "front matter with a folded title": ("---\ntitle: >-\n  A\n  b\nx: y\n---\nc", "A b\n\nc"),
    "front matter beside a heading": ("---\ntitle: A\n---\n# B", "B"),
    "front matter without a title": ("---\n# x\nlayout: y\n---\na", "a"),
    "no front matter": ("---\n\na\n\n---\nb", "a\n\nb"),
    "front matter that never ends": ("---\ntitle: A\nb", "title: A\nb"),
    "Liquid": (
        "{% include x.html\n y='%' %}\na {{ page.title | escape }}b\n{%- if x -%}\nc\n{% endif %}",
        "a b\n\nc",
    ),
    "Liquid in code and HTML": ("```\n{{ x }}a\n```\n\n<p class='{{ y }}'>b{% z %}</p>", "a\n\nb"),
    "Liquid that is text": ("{% raw %}{{a}} {% b %}{% endraw %}{{c}}", "{{a}} {% b %}"),
    "Liquid's comments": ("a{% comment %}b\n\n# c{% endcomment %}d", "ad"),
    "Liquid before Markdown": ("{{ x }}# a\n\n{{ y }} b", "a\n\nb"),
    "braces that are no Liquid": ("{a} {% b\n\nc %} {{ d", "{a} {% b\n\nc %} {{ d"),
    "attribute lists": (
        "# a {#b}\nc\n{: .d #e f='g'}\n\n## h {#i .j}\nk{:target=\"_blank\"}",
        "a\n\nc\n\nh\n\nk",
    ),
    "braces that are no attribute list": ("`{:a => 1}` {:} {#}", "{:a => 1} {:} {#}"),
}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param(*case, id=name)
        for cases in (LAYOUT, IMAGES, HTML, TEMPLATES)
        for name, case in cases.items()
    ],
)
def test_text(source: str, text: str) -> None:
    page = read_markdown(source)
    assert page.text == text
    check(page, source)


@pytest.mark.parametrize(
    ("source", "marks"),
    [
        ("# a\n###### b", [("h1", "a"), ("h6", "b")]),
        ("*a **b***", [("emphasis", "a b"), ("strong", "b")]),
        ("[a](b) <http://c.d>", [("link", "a"), ("link", "http://c.d")]),
        ("- a\n  - b", [("item", "a\nb"), ("item", "b")]),
        ("```\na\n\n b\n```\n`c`", [("code", "a\n\n b"), ("code", "c")]),
        ("| a |\n|---|\n| b |", [("cell", "a"), ("cell", "b")]),
        ("<b>a</b> <span>b</span>", [("strong", "a"), ("span", "b")]),
        ("---\ntitle: a\n---\n*b*", [("title", "a"), ("emphasis", "b")]),
        ("{{ x }}é *ü*{{ y }} **☃{{ z }}a**", [("emphasis", "ü"), ("strong", "☃a")]),
    ],
)
def test_marks(source: str, marks: list[tuple[str, str]]) -> None:
    page = read_markdown(source)
    assert marked(page) == marks
    check(page, source)


def test_the_map_leads_over_what_is_left_out() -> None:
    source = "---\ntitle: Tü\n---\n{% x %}é&amp;{{ y }}b **c**\n\n![d e](e/f%20g.png)"
    page = read_markdown(source)
    assert page.text == "Tü\n\né&b c\n\nf g.png\nd e"
    place = check(page, source)

    def written(text: str) -> str:
        start = page.text.index(text)
        found = place(start, start + len(text))
        return source[slice(*found)]

    assert written("Tü") == "Tü"
    assert written("é") == "é"
    assert written("&") == "&amp;"
    assert written("&b") == "&amp;{{ y }}b"
    assert written("b c") == "b **c"
    assert written("f g") == "f%20g.png"
    assert written("d") == "d"


def test_boxes_tabs_and_containers() -> None:
    source = (
        '!!! abstract "Maps"\n\n    Bo *Li*\n\n    x\n\n=== "Tab"\n\n\ty\n\nz\n\n:::tip Note\n\nw\n\n:::\n'
    )
    page = read_markdown(source)
    assert page.text == "Maps\n\nBo Li\n\nx\n\nTab\n\ny\n\nz\n\nNote\n\nw"
    check(page, source)
