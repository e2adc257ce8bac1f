"""What takes minutes: hostile texts of megabytes, and many more random ones."""

import pytest
from hypothesis import HealthCheck, settings

from extractors.decode import Source
from extractors.pipeline import extract_many
from tests.extractors import test_any_text as any_text
from tests.extractors import test_layouts as layouts

pytestmark = pytest.mark.slow
MANY = settings(max_examples=4_000, deadline=None, suppress_health_check=list(HealthCheck))


def test_many_texts() -> None:
    MANY(any_text.test_any_text)()


def test_keys_of_many_texts() -> None:
    MANY(any_text.test_keys_are_unique_and_resolve)()


def test_many_damaged_pages() -> None:
    layouts.check_damaged(2, 8_000)


UNITS = [
    "a",
    ",",
    " ",
    "\n",
    "1",
    "(",
    "“",
    "Ada Lovelace, ",
    "Ada Lovelace\n",
    "Ada Lovelace, Bo Li\n",
    "A study of maps\nAda Lovelace, Bo Li\n",
    "Lovelace, Ada; Li, Bo; ",
    "to Ada Lovelace “a b c d” ",
    "Auteurs : Ada Lovelace, Bo Li\n",
    "| a b | Ada Lovelace, Bo Li |\n",
    "abc def\n-----\n",
    "Related content\nBy Ada Lovelace\n",
    "US, WA, Seattle\n",
    "Jobs\nEngineer – Paris, France\n",
]


@pytest.mark.parametrize("unit", UNITS)
def test_megabytes_take_linear_time(unit: str) -> None:
    """Eight times the text takes well under 64 times as long."""
    check_growth("x.txt", unit)


JOB_UNITS = [
    "Python, R and Go, ",
    "- a ",
    "About Acme Labs The team is kind. ",
    "$100,000 to ",
    "PhD in physics, ",
    "5 years of experience, ",
    "three days a week in the office ",
    "Acme's Maps team is hiring a Scientist ",
    "Benefits:\n\nWe give you maps, and more of them.\n\n",
    "What you will do ",
    "Acme Maps is hiring at Acme. ",
    "\n\nOslo, Norway\n\nWe are hiring people who know maps. " + "They will draw more of them. " * 10,
]


@pytest.mark.parametrize("unit", JOB_UNITS)
def test_megabytes_of_postings_take_linear_time(unit: str) -> None:
    """One ad of any length, and any number of ads: eight times the text, under 64 times the time."""
    head = "US, WA, Seattle\n\nAcme is hiring. You will draw maps. Your tasks - Draw - Fold "
    check_growth("x.txt", unit, head=head + "You will like them. " * 10)


HTML_UNITS = [
    "<a",
    "<b>",
    "<p>Ada Lovelace, Bo Li",
    "<table>",
    "&",
    "<!--",
    "\n",
    ",",
    "Ada Lovelace <span>Inria</span>, ",
    "<p>Ada Lovelace, <span>Acme</span>; ",
    "<i>A study of old maps</i>, Ada Lovelace, ",
    "<span>A study of maps ",
    "<div hidden>Ada Lovelace and her maps",
    "<tr><td><a>Lovelace, Ada</a><td>University of X",
    "<h2>Keynote</h2><p><b>A study of maps</b><p>Ada Lovelace",
]


@pytest.mark.parametrize("unit", HTML_UNITS)
def test_megabytes_of_html_take_linear_time(unit: str) -> None:
    """Open tags too: eight times the text takes well under 64 times as long."""
    check_growth("x.html", unit)


@pytest.mark.parametrize("unit", ['!!! a "b"\n\n    c\n\n', ":::a\n", ":", "{{", '=== "', "{ .a }\n"])
def test_megabytes_of_markdown_take_linear_time(unit: str) -> None:
    """Eight times the text takes well under 64 times as long."""
    check_growth("x.md", unit)


def check_growth(name: str, unit: str, *, head: str = "") -> None:
    def seconds(size: int, enough: float = 0.0) -> float:
        source = Source(name, (head + unit * (size // len(unit))).encode())
        return any_text.best_seconds(lambda: list(extract_many([source])), times=2, enough=enough)

    limit = 20 * seconds(500_000) + 0.1
    assert seconds(4_000_000, enough=limit) < limit
