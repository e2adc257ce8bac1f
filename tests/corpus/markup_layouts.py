"""Layouts of Markdown and HTML pages, as blogs, workshops and conference systems make them."""

from html import escape

from tests.corpus.build import Page
from tests.corpus.layouts import layout
from tests.corpus.words import Words, and_last

_NAVIGATION = (
    '<nav><ul><li><a href="/">Home</a></li><li><a href="/cfp">Call for Papers</a></li></ul></nav>'
    '<script>var papers = ["<li>No Paper Here<br>Jane Doe, Al Roe</li>"];</script>'
)


@layout
def markdown_bold_titles(words: Words, page: Page) -> None:
    page.suffix = "md"
    page.add(
        "---",
        "layout: page",
        "title: Accepted papers",
        "---",
        "",
        words.sentences(2),
        "",
        "## Long papers",
        "",
    )
    for paper in words.papers(6):
        page.add(f"- **{paper.title}** <br/>", and_last(paper.authors), "")
        page.hold(paper, "Long papers")


@layout
def markdown_reading_list(words: Words, page: Page) -> None:
    page.suffix = "md"
    page.add(
        "# Awesome maps [![Awesome](https://example.org/badge.svg)](https://example.org)",
        "",
        "## Contents",
        "",
    )
    for topic in words.topics(2):
        page.add(f"### {topic}", "")
        for paper in words.papers(4):
            page.add(f"- **{paper.title} (XCML 2031)**", f"  - {', '.join(paper.authors)}")
            page.add("  - [[Paper]](https://example.org/a.pdf)", "  - [[Code]](https://example.org/b)", "")
            page.hold(paper, topic)


@layout
def markdown_citations(words: Words, page: Page) -> None:
    page.suffix = "md"
    page.add(f"# {words.headline()}", "")
    for paper in words.papers(6):
        page.add(f"* **{paper.title}** (2031), {paper.authors[0]} et al. [[pdf]](https://example.org/x.pdf)")
        page.hold(paper, authors=[paper.authors[0]], et_al=True)


@layout
def markdown_report(words: Words, page: Page) -> None:
    page.suffix = "md"
    page.add(f"# {words.headline()}", "", words.sentences(3))
    for paper in words.papers(5, least=2, most=3):
        names = and_last(paper.authors)
        link = f"[{paper.title}](https://example.org/x)"
        page.add(
            "",
            words.rng.choice(
                (
                    f"In *{paper.title}*, {names} show that it can be done. {words.sentences(1)}",
                    f"My favorite was *{link}* by {names}. {words.sentences(1)}",
                    f"{names} started with *{paper.title}*. {words.sentences(1)}",
                )
            ),
        )
        page.hold(paper)


@layout
def markdown_table(words: Words, page: Page) -> None:
    page.suffix = "md"
    page.add(f"# {words.headline()}", "", "| Author(s) | Title |", "|-----------|-------|")
    for paper in words.papers(6):
        page.add(f"| {and_last(paper.authors)} | {paper.title} |")
        page.hold(paper)


@layout
def markdown_links_and_code(words: Words, page: Page) -> None:
    page.suffix = "md"
    page.add("---", "title: Papers to read", "---", "")
    for paper in words.papers(4, least=2):
        page.add(f"[{paper.title}](https://example.org/p)", "", ", ".join(paper.authors), "")
        page.add("[PDF](https://example.org/q)", "", "```bibtex", "{% raw %}", "@inproceedings{x,")
        page.add(f"  title={{{paper.title}}},", "}", "{% endraw %}", "```")
        page.add("", words.sentences(1), "", "---", "")
        page.hold(paper)


@layout
def html_list(words: Words, page: Page) -> None:
    page.suffix = "html"
    page.add("<!DOCTYPE html><html><head><title>XCML</title></head><body style='display: none'>", _NAVIGATION)
    page.add("<h1>Accepted papers</h1>", "<h3>Long papers</h3><ul>")
    for paper in words.papers(6):
        page.add(f"<li>{escape(paper.title)}<br/><i>{escape(and_last(paper.authors))}</i></li><br/>")
        page.hold(paper, "Long papers")
    page.add("</ul><footer><p>Copyright 2031. All rights reserved.</p></footer></body></html>")


@layout
def html_unclosed(words: Words, page: Page) -> None:
    page.suffix = "html"
    page.add("<HTML><HEAD><TITLE>Accepted</TITLE></HEAD>", "<H1> ACCEPTED PAPERS </H1>", "<UL>")
    for paper in words.papers(5):
        page.add("<LI>", f"Name:  {escape(', '.join(paper.authors))}", "<br>")
        page.add(f"Title: {escape(paper.title)}", "<br><br>")
        page.hold(paper)


@layout
def html_divs(words: Words, page: Page) -> None:
    page.suffix = "html"
    page.add("<html><body>", _NAVIGATION, f"<h2>{escape(words.headline())}</h2>")
    for paper in words.papers(5, least=2):
        people = "; ".join(f"{escape(name)} <i>({escape(words.affiliation())})</i>" for name in paper.authors)
        page.add(
            f'<div class="paper"><div><a href="#">{escape(paper.title)}</a></div>', f" <div>{people}</div>"
        )
        page.add(f'<div class="sr-only">Hidden twin: {escape(paper.title)}</div>')
        page.add(f"<div>{words.sentences(3)}</div></div>")
        page.hold(paper)
    page.add("</body></html>")


@layout
def html_table(words: Words, page: Page) -> None:
    page.suffix = "html"
    page.encoding = "windows-1252"
    page.add("<html><body>", f"<h1>{escape(words.headline())}</h1><table><tr><th>#<th>Paper<th>Links")
    for number, paper in enumerate(words.papers(5), start=1):
        names = [_in_windows_1252(name) for name in paper.authors]
        people = escape(", ".join(names))
        page.add(f"<tr><td>{number}<td><b>{escape(paper.title)}</b><br>{people}<td><a href=p>PDF</a>")
        page.hold(paper, authors=names)
    page.add("</table>")


@layout
def html_spans(words: Words, page: Page) -> None:
    page.suffix = "html"
    page.add("<h2>Accepted long papers</h2><ul>")
    for paper in words.papers(6, least=2):
        people = escape(and_last(paper.authors))
        page.add(f"<li>{escape(paper.title)}  <span>{people}</span><br/><p>{words.sentences(3)}</p></li>")
        page.hold(paper, "Accepted long papers")
    page.add("</ul>")


def _in_windows_1252(name: str) -> str:
    return name.encode("windows-1252", "ignore").decode("windows-1252").strip() or "Jo Park"
