"""What a run leaves with Prefect for people to read: its pages as Markdown, and a link to its report."""

from collections.abc import Sequence
from pathlib import Path

from prefect.artifacts import create_link_artifact, create_markdown_artifact

from flows.fetching.rounds import Round
from flows.report import RunSummary
from flows.run_pages import Page, make_pages, one_line
from warehouse.lake_address import Published

REPORT_KEY = "roundup-report"
_ROWS = 50


def leave_artifacts(summary: RunSummary, published: Published) -> None:
    """Give Prefect the pages of a run, and the link to its report where there is one.

    Raises:
        RoundupError: the published warehouse cannot be read.
    """
    if summary.report:
        create_link_artifact(
            Path(summary.report).absolute().as_uri(),
            link_text=_plain(Path(summary.report).name),
            key=REPORT_KEY,
            description="The report of the last run that changed something, a file beside the warehouse",
        )
    for page in make_pages(summary, published):
        create_markdown_artifact(to_markdown(page), key=page.key, description=page.description)


def to_markdown(page: Page) -> str:
    """Return a page as Markdown in which no text of a document is markup."""
    parts = [f"# {_plain(page.title)}", _plain(page.intro)]
    parts += [_table(table.columns, table.rows) for table in page.tables]
    return "\n\n".join(filter(None, [*parts, _plain(page.more)]))


def round_page(done: Round) -> str:
    """Return the page of a round of fetching: what failed and what is new comes first."""
    order = ("failed", "new", "changed", "same")
    listed = sorted(done.fetched, key=lambda one: order.index(one.outcome))
    rows = [(one.source, one.address, one.outcome, one.problem or "") for one in listed[:_ROWS]]
    return f"# {done.headline()}\n\n" + _table(("source", "address", "outcome", "problem"), rows)


def _table(columns: Sequence[str], rows: Sequence[tuple[str, ...]]) -> str:
    if not rows:
        return "None."
    lines = [tuple(columns), ("---",) * len(columns), *rows]
    head, rule, *body = (" | ".join(map(_plain, line)) for line in lines)
    return "\n".join(f"| {line} |" for line in (head, rule, *body))


def _plain(text: str) -> str:
    """Return text that stays in its line and cell, and that no viewer takes for markup."""
    plain = one_line(text)
    for char in "\\`*_[]<>|!&":
        plain = plain.replace(char, f"\\{char}")
    return plain
