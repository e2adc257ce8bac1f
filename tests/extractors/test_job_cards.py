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


def test_ads_without_headings_and_labels_are_told_apart_by_their_posts() -> None:
    page = """Careers at Fernweh

Postdoctoral position in Topology
The chair invites applications for a postdoctoral researcher. The successful candidate holds a PhD.

PhD position in Optimal Transport
The same group has a second post. Applicants have a degree in mathematics; interviews take place in June.

Student assistant
We are looking for a student who helps with our web pages. Apply at any time, with a cover letter.
"""
    titles = [title for _, title in places_and_titles(page)]
    assert titles == [
        "Postdoctoral position in Topology",
        "PhD position in Optimal Transport",
        "Student assistant",
    ]


def test_a_line_of_place_pay_and_terms_below_a_post_makes_an_ad() -> None:
    page = """Robot Perception Internship
Gripwerk · Oslo · on-site · start: April · 6 months · NOK 32,000 per month

Bananas bruise. Gripwerk builds the grippers that pack fruit without leaving a mark.
"""
    (job,) = extract(page).job_postings
    assert (job.title, job.location_raw) == ("Robot Perception Internship", "Oslo")
    assert job.description.startswith("Bananas bruise.")


def test_the_employer_before_a_place_is_no_part_of_it() -> None:
    page = "".join(
        f"{post}\nBexample, {place} | Full-time | Search\n\n{_TEXT}\n\n"
        for post, place in (("Economist", "Remote – United States"), ("Linguist", "Seattle, WA"))
    )
    assert [place for place, _ in places_and_titles(page)] == ["Remote – United States", "Seattle, WA"]


_TEAM = """Our team

Jane Doe
Research Scientist
Zürich | jane@example.org

Bo Li
PhD student
Oslo | bo@example.org
"""
_PAPERS = """Papers

Helping Students Apply for Jobs
Jane Doe, Bo Li
You will find the code below.

Engineers Draw Maps
Al Roe, Ada Lovelace
Applicants and candidates are compared.
"""


@pytest.mark.parametrize("page", [_TEAM, _PAPERS])
def test_people_and_papers_are_no_ads(page: str) -> None:
    assert not extract(page).job_postings
