"""The reference document: everything that it holds, as counted and read by people."""

import json
from collections import Counter
from pathlib import Path

import pytest

from extractors.decode import Source
from extractors.pipeline import extract, extract_many
from extractors.records import Extraction
from extractors.render import to_json

GOLDEN = Path(__file__).parents[1] / "golden" / "icml-2023.json"


@pytest.fixture(scope="module")
def reference(reference_bytes: bytes) -> Extraction:
    (found,) = extract_many([Source("amazon-science/icml-2023.txt", reference_bytes)])
    assert isinstance(found, Extraction)
    return found


def test_golden(reference: Extraction, request: pytest.FixtureRequest) -> None:
    found = to_json(reference)
    # Changes with every edit of the extractor; it has a test of its own.
    del found["document"]["extractor_version"]
    if request.config.getoption("--update-golden"):
        GOLDEN.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    assert found == json.loads(GOLDEN.read_text("utf-8"))


def test_front_matter(reference: Extraction) -> None:
    document = reference.document
    assert document.headline == "A quick guide to Amazon’s papers at ICML 2023"
    assert document.dek == (
        "Across a range of topics, Amazon research blends the theoretical and the practical."
    )
    assert document.introduction is not None
    assert document.introduction.startswith(
        "At this year's International Conference on Machine Learning (ICML)"
    )
    assert document.introduction.endswith("a mix of theoretical analysis and practical application.")
    assert (document.publisher, document.venue, document.year) == ("Amazon", "ICML", 2023)
    assert (document.needs_review, document.review_reasons) == (False, ())


def test_front_matter_is_grounded(reference: Extraction) -> None:
    document = reference.document
    for field in ("dek", "introduction", "publisher", "venue", "year"):
        start = getattr(document, f"{field}_start_char")
        end = getattr(document, f"{field}_end_char")
        assert document.text[start:end] == str(getattr(document, field))


def test_topics(reference: Extraction) -> None:
    names = [topic.name for topic in reference.topics]
    assert len(names) == 14
    assert names[0] == "Adaptive neural computation"
    assert names[-1] == "Tabular data"
    assert not {"Research areas", "Related content"} & set(names)
    assert all(topic.description and topic.description.endswith(".") for topic in reference.topics)


def test_papers_and_authors(reference: Extraction) -> None:
    assert len(reference.papers) == 18
    assert len(reference.paper_authors) == 85
    assert len(reference.authors) == 72
    assert all(paper.topic_id for paper in reference.papers)
    counts = Counter(authorship.paper_id for authorship in reference.paper_authors)
    (single,) = [paper for paper in reference.papers if counts[paper.paper_id] == 1]
    assert single.title == "Incentivizing exploration with linear contexts and combinatorial actions"
    for paper in reference.papers:
        positions = [a.position for a in reference.paper_authors if a.paper_id == paper.paper_id]
        assert positions == list(range(1, counts[paper.paper_id] + 1))


def test_figures_belong_to_the_paper_that_they_quote(reference: Extraction) -> None:
    papers = {paper.paper_id: paper for paper in reference.papers}
    found = [
        (figure.file_name, papers[figure.paper_id or ""].title, papers[figure.paper_id or ""].start_char)
        for figure in reference.figures
    ]
    assert [(file, title) for file, title, _ in found] == [
        ("DP bookkeeper.png", "Differentially private optimization on large model at small cost"),
        ("RLS bench.png", "RLSbench: Domain adaptation under relaxed label shift"),
        ("Function approximation.png", "Optimizing hyperparameters with conformal quantile regression"),
    ]
    before = [
        figure.start_char < start for figure, (_, _, start) in zip(reference.figures, found, strict=True)
    ]
    assert before == [True, False, False]


def test_job_postings(reference: Extraction) -> None:
    jobs = reference.job_postings
    assert len(jobs) == 10
    assert len({job.location_raw for job in jobs}) == 8
    assert len({job.job_id for job in jobs}) == 10
    north_reading = jobs[0]
    assert north_reading.location_raw == "US, MA, N.reading"
    assert (north_reading.country_code, north_reading.region, north_reading.city) == (
        "US",
        "MA",
        "North Reading",
    )
    assert {job.position: job.location_warnings for job in jobs if job.location_warnings} == {
        1: ("city printed as 'N.reading' read as 'North Reading'",),
        6: (
            "city printed as 'Sao Paulo' read as 'São Paulo'",
            "the text names another place: 'Mexico City'",
        ),
    }
    assert [(job.country_code, job.region, job.city) for job in jobs[4:6]] == [
        ("IN", "KA", "Bengaluru"),
        ("BR", "SP", "São Paulo"),
    ]


def test_job_sections(reference: Extraction) -> None:
    duties, day, team = "Key job responsibilities", "A day in the life", "About the team"
    by_job: dict[str, list[str]] = {job.job_id: [] for job in reference.job_postings}
    for section in reference.job_sections:
        by_job[section.job_id].append(section.heading)
        assert section.text or section.heading == duties
    assert list(by_job.values()) == [
        [duties, team],
        ["Export Control Requirement", duties, day, team],
        ["Technical & Research Requirements", "Leadership & Influence", "Key Leadership Principles"],
        [duties, day],
        [duties],
        [duties, "About you", "Your Responsibilities"],
        [duties],
        [team],
        [],
        [duties],
    ]


def test_segments_partition_the_text(reference: Extraction) -> None:
    text = reference.document.text
    assert len(text) == 29_147
    assert reference.segments[0].start_char == 0
    assert reference.segments[-1].end_char == len(text)
    for one, other in zip(reference.segments, reference.segments[1:], strict=False):
        assert one.end_char == other.start_char
    assert reference.document.unclassified_share == 0
    assert reference.rejects == ()


def test_extract_of_the_text_is_the_same(reference: Extraction, reference_text: str) -> None:
    assert extract(reference_text, source_uri="amazon-science/icml-2023.txt") == reference
