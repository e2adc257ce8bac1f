"""The gold of a page: what ``roundup eval`` compares with what was extracted."""

from typing import Any

from flows.generating.layouts import ABOUT_ROLE, Layout
from flows.generating.pages import Job, Page


def gold_of(page: Page, layout: Layout, *, family: str) -> dict[str, Any]:
    """Return what a page in a layout says, as far as the layout prints it."""
    gold: dict[str, Any] = {
        "family": family,
        "headline": page.headline,
        "papers": [
            {"title": paper.title, "authors": list(paper.authors)}
            | ({"topic": topic} if layout.has_topics else {})
            for paper, topic in page.papers
        ],
        "captions": [],
        "jobs": [_job(job, layout) for job in page.jobs],
    }
    if layout.has_topics:
        gold["topics"] = [topic.name for topic in page.topics]
    if layout.has_figures:
        gold["captions"] = [
            {"file": figure.file, "text": figure.caption, "paper": figure.title}
            for figure in (topic.figure for topic in page.topics)
            if figure
        ]
    if page.topics:
        gold |= {"venue": page.venue, "year": page.year, "publisher": page.publisher}
    return gold


def _job(job: Job, layout: Layout) -> dict[str, Any]:
    gold = {"location": job.place} | job.facts
    if layout.format == "txt":
        gold["body"] = job.body
    if not layout.has_cards:
        gold["sections"] = [{"heading": ABOUT_ROLE, "items": []}, *job.facts.get("sections", [])]
    return gold
