"""The parts of postings: headings wherever they stand, and items that are whole."""

import pytest

from extractors.jobs.sections import kind_of
from extractors.pipeline import extract
from extractors.records import Extraction

INTRO = (
    "We make maps for people who are lost, and our office has a view of the harbour. Our maps are printed on "
    "paper that survives the rain, and most of them have been read by somebody who came home."
)
Parts = list[tuple[str, str, list[str]]]


def parts(found: Extraction) -> Parts:
    """Return heading, kind and items of each section."""
    return [
        (
            section.heading,
            section.kind,
            [item.text for item in found.job_section_items if item.section_position == section.position],
        )
        for section in found.job_sections
    ]


DUTIES = ("responsibilities", ["Draw maps", "Fold maps well"])
ASKED = ("basic_qualifications", ["You know maps", "You have sea legs"])


PARAGRAPH = "US, WA, Seattle\n\n{intro} Key job responsibilities {duties} Basic qualifications {asked}\n"
LINES = "Cartographer\nOslo, Norway\n\n{intro}\n\n{first}\n{duties}\n\n{second}\n{asked}\n"
PAGES = {
    "one paragraph": PARAGRAPH.format(
        intro=INTRO,
        duties="- Draw maps - Fold maps well",
        asked="- You know maps - You have sea legs",
    ),
    "bullets in it": PARAGRAPH.format(
        intro=INTRO,
        duties="• Draw maps • Fold maps well",
        asked="• You know maps • You have sea legs",
    ),
    "lines": LINES.format(
        intro=INTRO,
        first="Key job responsibilities",
        duties="- Draw maps\n- Fold maps well",
        second="Basic qualifications",
        asked="- You know maps\n- You have sea legs",
    ),
    "upper case, wrapped": LINES.format(
        intro=INTRO,
        first="KEY JOB RESPONSIBILITIES",
        duties="* Draw maps\n* Fold maps\n  well",
        second="BASIC QUALIFICATIONS:",
        asked="* You know maps\n* You have sea legs",
    ),
    "numbers": LINES.format(
        intro=INTRO,
        first="Key job responsibilities:",
        duties="1. Draw maps\n2. Fold maps well",
        second="Basic qualifications:",
        asked="1. You know maps\n2. You have sea legs",
    ),
}


@pytest.mark.parametrize("text", PAGES.values(), ids=list(PAGES))
def test_sections_and_items(text: str) -> None:
    found = [(heading.lower(), kind, items) for heading, kind, items in parts(extract(text))]
    assert found == [("key job responsibilities", *DUTIES), ("basic qualifications", *ASKED)]


@pytest.mark.parametrize("mark", ["## {}", "**{}**", "**{}:**", "### {}:"])
def test_sections_of_markdown(mark: str) -> None:
    text = (
        f"# Cartographer\n\n**Location:** Oslo, Norway\n\n{INTRO}\n\n{mark.format('What you will do')}\n\n"
        f"- Draw maps\n- Fold maps\n  well\n\n{mark.format('What you bring')}\n\n"
        "- You know maps\n- You have sea legs\n"
    )
    found = parts(extract(text, source_uri="ad.md"))
    assert found == [("What you will do", *DUTIES), ("What you bring", *ASKED)]


def test_dashes_that_are_no_bullets() -> None:
    text = (
        f"US, WA, Seattle\n\n{INTRO} Key job responsibilities - Build state-of-the-art maps "
        "- Work 20 - 30 hours with long-term partners "
        "- Draw roads, rivers - and lakes About the team We are kind.\n"
    )
    (duties, team) = parts(extract(text))
    assert duties[2] == [
        "Build state-of-the-art maps",
        "Work 20 - 30 hours with long-term partners",
        "Draw roads, rivers - and lakes",
    ]
    assert team == ("About the team", "about_team", [])


def test_words_of_headings_in_a_sentence_head_nothing() -> None:
    text = (
        f"US, WA, Seattle\n\n{INTRO} We care about the team and its benefits, and the basic qualifications.\n"
    )
    assert parts(extract(text)) == []


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("What you'll do", "responsibilities"),
        ("YOUR TASKS", "responsibilities"),
        ("A day in the life", "day_in_the_life"),
        ("About Fjordlight", "about_team"),
        ("Minimum qualifications", "basic_qualifications"),
        ("You might thrive here if you", "basic_qualifications"),
        ("Nice to have", "preferred_qualifications"),
        ("What would set you apart", "preferred_qualifications"),
        ("Compensation & benefits", "benefits"),
        ("Equal opportunity", "legal"),
        ("How to apply", "other"),
        ("Harbour", "other"),
    ],
)
def test_kinds(heading: str, kind: str) -> None:
    assert kind_of(heading) == kind


def test_several_ads_on_a_page() -> None:
    ad = (
        "{}\nLocation: {}\n\n" + INTRO + "\n\nYour tasks\n- Draw maps\n- Fold maps\n\n"
        "Your profile\n- You know maps\n- You have sea legs\n\n"
    )
    found = extract(ad.format("Cartographer", "Oslo, Norway") + ad.format("Data Engineer", "Porto, Portugal"))
    assert [(job.title, job.country_code, job.city) for job in found.job_postings] == [
        ("Cartographer", "NO", "Oslo"),
        ("Data Engineer", "PT", "Porto"),
    ]
    assert len(found.job_sections) == 4
    assert len(found.job_section_items) == 8


def test_a_job_in_front_matter() -> None:
    text = (
        '---\ntitle: Cartographer\nlocation: "Oslo, Norway"\ntype: Full-time\n'
        "salary: NOK 700,000 - 850,000\n---\n\n"
        f"{INTRO}\n\n## What you bring\n\n- You know maps\n"
    )
    (job,) = extract(text, source_uri="ad.md").job_postings
    assert (job.title, job.city, job.pay_min, job.pay_max) == ("Cartographer", "Oslo", 700_000, 850_000)
    assert job.employment_types == ("full_time",)


@pytest.mark.parametrize(
    ("text", "heading", "kind"),
    [
        ("- You know maps Inclusive Team Culture Here we are kind.", "Inclusive Team Culture", "other"),
        ("We sail. Work/Life Balance We value harmony.", "Work/Life Balance", "other"),
        ("We sail. You have - Sea legs - Patience", "You have", "basic_qualifications"),
        ("- You know maps Pay The base salary depends on you.", "Pay", "benefits"),
        ("We sail. ABOUT FJORDLIGHT Fjordlight is old.", "ABOUT FJORDLIGHT", "about_team"),
        (
            "We sail. As a Cartographer, you will... - Draw",
            "As a Cartographer, you will...",
            "responsibilities",
        ),
        ("We sail. Why Fjordlight? Fjordlight is kind.", "Why Fjordlight?", "other"),
    ],
)
def test_headings_run_into_the_text(text: str, heading: str, kind: str) -> None:
    found = parts(extract(f"US, WA, Seattle\n\n{INTRO} {text}\n"))
    assert [(printed, told) for printed, told, _ in found] == [(heading, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "You have Python and sea legs.",
        "We pay well. Pay is fair.",
        "You know the Terms of Art.",
        "Apply now.",
    ],
)
def test_words_of_short_headings_in_a_sentence_head_nothing(text: str) -> None:
    assert parts(extract(f"US, WA, Seattle\n\n{INTRO} {text}\n")) == []


def test_the_bold_beginning_of_a_paragraph_heads_it() -> None:
    page = """# Robot Perception Internship

Gripwerk · Oslo · 6 months · NOK 32,000 per month

**Who you are.** You study for a Master's in robotics or mechanics, write decent Python, and have patience.
"""
    extraction = extract(page, source_uri="page.md")
    assert [(s.heading, s.kind) for s in extraction.job_sections] == [("Who you are", "basic_qualifications")]
    studied = [fact.value for fact in extraction.job_facts if fact.field == "field_of_study"]
    assert studied == ["robotics", "mechanics"]
