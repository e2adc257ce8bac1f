"""Job ads that are told by their posts and places alone: cards and lists, many on a page."""

import pytest

from extractors.pipeline import extract

_TEXT = (
    "You will build small models, watch them fail, and write down why; we pay for lunch and for conferences."
)


def places_and_titles(text: str, uri: str = "page.txt") -> list[tuple[str | None, str | None]]:
    return [(job.location_raw, job.title) for job in extract(text, source_uri=uri).job_postings]


@pytest.mark.parametrize("place", ["Zürich, CH", "Munich or Berlin", "Toronto, ON / Montréal, QC", "Nairobi"])
def test_places_below_posts_may_be_loosely_written(place: str) -> None:
    page = f"Meadow\n\nData Engineer\n{place}\n{_TEXT}\n\nResearch Intern\nRemote (EU)\n{_TEXT}\n"
    assert places_and_titles(page) == [(place, "Data Engineer"), ("Remote (EU)", "Research Intern")]


def test_a_labelled_card_without_text_has_its_place() -> None:
    cards = "".join(
        f"<h3>{post}</h3><ul><li>Team: Maps</li><li>Location: {place}</li><li>Salary: £50k</li></ul>"
        for post, place in (("Data Engineer", "Paris, France"), ("PhD Intern", "London"))
    )
    page = f"<h1>Open roles at Pomelo</h1>{cards}"
    assert places_and_titles(page, "page.html") == [
        ("Paris, France", "Data Engineer"),
        ("London", "PhD Intern"),
    ]


def test_a_headline_is_no_post_where_a_post_stands_below() -> None:
    page = f"""Kessler Institute: open positions
We offer two positions. {_TEXT}

PhD Student
Place of work: Jena, Germany
{_TEXT}
Your tasks
Work on lenses

Postdoctoral Researcher
Place of work: Jena, Germany
{_TEXT}
Your tasks
Work on mirrors
"""
    assert [title for _, title in places_and_titles(page)] == ["PhD Student", "Postdoctoral Researcher"]
