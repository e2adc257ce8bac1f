"""Layouts of Markdown and HTML pages."""

from typing import Final

from flows.generating.layouts import ABOUT_ROLE, Layout, and_last
from flows.generating.pages import Job, Page, Paper, Topic

_NAVIGATION: Final = (
    '<nav><ul><li><a href="/">Home</a></li><li><a href="/research">Research</a></li></ul></nav>\n'
    "<script>var loaded = [1, 2].map(function (n) { return n < 2; });</script>"
)
_DOCTYPE: Final = '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
_FOOTER: Final = "<footer><p>Copyright. All rights reserved.</p></footer>"


def _markdown_headings(page: Page) -> str:
    blocks = _markdown_head(page)
    for topic in page.topics:
        blocks += [f"## {topic.name}", topic.blurb, *_markdown_figure(topic)]
        for paper in topic.papers:
            blocks += [f"### {paper.title}", f"*{', '.join(paper.authors)}*", paper.abstract]
    return _markdown_end(page, blocks, cards=True)


def _markdown_bold(page: Page) -> str:
    blocks = _markdown_head(page)
    for topic in page.topics:
        blocks += [f"## {topic.name}", topic.blurb]
        blocks.append(
            "\n".join([f"- **{row.title}** <br/>\n  {and_last(row.authors)}" for row in topic.papers])
        )
    return _markdown_end(page, blocks)


def _markdown_table(page: Page) -> str:
    blocks = _markdown_head(page)
    for topic in page.topics:
        rows = [f"| {row.title} | {', '.join(row.authors)} |" for row in topic.papers]
        table = "\n".join(["| Title | Authors |", "| --- | --- |", *rows])
        blocks += [f"## {topic.name}", topic.blurb, table]
    return _markdown_end(page, blocks)


def _markdown_head(page: Page) -> list[str]:
    front = f"---\nlayout: post\ntitle: {page.headline}\n---"
    return [front, f"# {page.headline}", page.dek, page.introduction, *page.talk]


def _markdown_figure(topic: Topic) -> list[str]:
    return [f"{topic.figure.file}\n{topic.figure.caption}"] if topic.figure else []


def _markdown_end(page: Page, blocks: list[str], *, cards: bool = False) -> str:
    if page.jobs:
        blocks.append("## Open positions")
    for job in page.jobs:
        if cards:
            blocks += [f"### {job.place}", job.opening]
        else:
            blocks += [f"### {job.title}", f"**Location:** {job.place}", f"#### {ABOUT_ROLE}", job.opening]
        for section in job.sections:
            items = "\n".join([f"- {item}" for item in section.items])
            blocks += [f"#### {section.heading}", section.text or items]
    return "\n\n".join([block for block in blocks if block]) + "\n"


def _html_list(page: Page) -> str:
    blocks = _html_head(page)
    for topic in page.topics:
        rows = [
            f"<li>{_escape(row.title)}<br/><i>{_escape(and_last(row.authors))}</i></li>"
            for row in topic.papers
        ]
        blocks += [*_html_topic(topic), "<ul>", *rows, "</ul>"]
    return _html_end(page, blocks)


def _html_table(page: Page) -> str:
    blocks = _html_head(page)
    for topic in page.topics:
        rows = [
            f"<tr><td><b>{_escape(row.title)}</b></td><td>{_escape(', '.join(row.authors))}</td></tr>"
            for row in topic.papers
        ]
        head = "<table><tr><th>Title</th><th>Authors</th></tr>"
        blocks += [*_html_topic(topic), head, *rows, "</table>"]
    return _html_end(page, blocks, cards=True)


def _html_articles(page: Page) -> str:
    blocks = _html_head(page)
    for topic in page.topics:
        blocks += [*_html_topic(topic), *map(_html_article, topic.papers)]
    return _html_end(page, blocks, cards=True)


def _html_article(paper: Paper) -> str:
    return (
        f'<article><h3><a href="/p">{_escape(paper.title)}</a></h3>\n'
        f'<p class="authors">{_escape(", ".join(paper.authors))}</p>\n'
        f"<p>{_escape(paper.abstract)}</p></article>"
    )


def _html_head(page: Page) -> list[str]:
    return [
        f"{_DOCTYPE}<title>{_escape(page.headline)}</title></head><body>",
        f"{_NAVIGATION}\n<main><h1>{_escape(page.headline)}</h1>",
        *(f"<p>{_escape(text)}</p>" for text in (page.dek, page.introduction, *page.talk)),
    ]


def _html_topic(topic: Topic) -> list[str]:
    return [f"<h2>{_escape(topic.name)}</h2>", f"<p>{_escape(topic.blurb)}</p>"]


def _html_end(page: Page, blocks: list[str], *, cards: bool = False) -> str:
    if page.jobs:
        blocks.append("<h2>Open positions</h2>")
    for job in page.jobs:
        blocks += _html_job(job, cards=cards)
    return "\n".join([*blocks, f"</main>{_FOOTER}</body></html>"]) + "\n"


def _html_job(job: Job, *, cards: bool) -> list[str]:
    if cards:
        lines = [f"<h3>{_escape(job.place)}</h3>"]
    else:
        lines = [
            f"<h3>{_escape(job.title)}</h3>",
            f"<p>Location: {_escape(job.place)}</p>",
            f"<h4>{ABOUT_ROLE}</h4>",
        ]
    lines.append(f"<p>{_escape(job.opening)}</p>")
    for section in job.sections:
        lines.append(f"<h4>{_escape(section.heading)}</h4>")
        if section.items:
            lines += ["<ul>", *(f"<li>{_escape(item)}</li>" for item in section.items), "</ul>"]
        if section.text:
            lines.append(f"<p>{_escape(section.text)}</p>")
    return lines


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


MARKUP_LAYOUTS: Final = (
    Layout("markdown_headings", "md", _markdown_headings, has_abstracts=True),
    Layout("markdown_bold", "md", _markdown_bold, has_figures=False, has_cards=False),
    Layout("markdown_table", "md", _markdown_table, has_figures=False, has_cards=False),
    Layout("html_list", "html", _html_list, has_figures=False, has_cards=False),
    Layout("html_table", "html", _html_table, has_figures=False),
    Layout("html_articles", "html", _html_articles, has_figures=False, has_abstracts=True),
)
