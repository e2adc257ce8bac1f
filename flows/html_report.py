"""The report of a run as one HTML file beside the warehouse: no scripts, nothing fetched, text escaped."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import RoundupError
from flows.report import RunSummary
from flows.run_pages import Page, make_pages, one_line
from warehouse.lake_address import Published
from warehouse.layout import Layout

if TYPE_CHECKING:
    from jinja2 import Template


def report_run(
    summary: RunSummary, layout: Layout, published: Published, *, is_news: bool, keep: int
) -> RunSummary:
    """Write the report of a run; return its summary, with the report's file or why there is none.

    A run without news keeps the report of the one before, which still says what the warehouse holds; where
    that is gone, it writes one. What goes wrong here is told: the run is published all the same.
    """
    reports = layout.list_reports()
    if reports and not is_news:
        return summary.model_copy(update={"report": str(reports[0])})
    target = layout.report(summary.run_id)
    try:
        _write(target, to_html(make_pages(summary, published)))
        for old in layout.list_reports()[keep:]:
            old.unlink(missing_ok=True)
        for partial in layout.reports.glob("*.partial"):  # what a killed run left behind
            partial.unlink(missing_ok=True)
    except OSError as error:
        return summary.model_copy(update={"report_problem": f"{target}: {error.strerror or error}"})
    except RoundupError as error:
        return summary.model_copy(update={"report_problem": str(error)})
    return summary.model_copy(update={"report": str(target)})


def to_html(pages: list[Page]) -> str:
    """Return the pages as one HTML document in which no text of theirs is markup."""
    return _template().render(pages=pages)


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - a run without news does without

    environment = Environment(
        autoescape=True, finalize=one_line, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(files("flows").joinpath("report.html.jinja").read_text("utf-8"))


def _write(target: Path, text: str) -> None:
    """Write a file that has its name only once it is whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".partial")
    try:
        partial.write_text(text, "utf-8")
        partial.replace(target)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
