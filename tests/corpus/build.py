"""What a layout returns: the text of a page and its gold."""

from dataclasses import dataclass, field
from typing import Any

from tests.corpus.words import Paper


@dataclass
class Page:
    """A page being written: its lines, and what they hold."""

    suffix: str = "txt"
    lines: list[str] = field(default_factory=list)
    papers: list[dict[str, Any]] = field(default_factory=list)
    captions: list[dict[str, Any]] = field(default_factory=list)
    jobs: list[dict[str, Any]] = field(default_factory=list)
    encoding: str = "utf-8"

    def add(self, *lines: str) -> None:
        """Append lines."""
        self.lines += lines

    def hold(self, paper: Paper, topic: str | None = None, **other: Any) -> None:
        """Note a paper that the page holds."""
        gold: dict[str, Any] = {"title": paper.title, "authors": list(paper.authors)} | other
        if topic:
            gold["topic"] = topic
        self.papers.append(gold)

    @property
    def text(self) -> str:
        """The page."""
        return "\n".join(self.lines) + "\n"

    def gold(self, family: str) -> dict[str, Any]:
        """Return the gold, as ``roundup eval`` reads it."""
        return {
            "family": family,
            "synthetic": True,
            "papers": self.papers,
            "captions": self.captions,
            "jobs": self.jobs,
        }
