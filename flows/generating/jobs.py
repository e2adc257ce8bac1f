"""Job postings, with what their text states."""

from typing import Any, Final, NamedTuple

from flows.generating.draws import Draws
from flows.generating.pages import Job, Section
from flows.generating.prose import WORK, Prose


class _Place(NamedTuple):
    printed: str
    country_code: str
    region_code: str | None
    city: str


_PLACES: Final = (
    _Place("US, WA, Seattle", "US", "US-WA", "Seattle"),
    _Place("US, WA, Bellevue", "US", "US-WA", "Bellevue"),
    _Place("US, NY, New York", "US", "US-NY", "New York"),
    _Place("US, CA, San Francisco", "US", "US-CA", "San Francisco"),
    _Place("US, CA, Santa Clara", "US", "US-CA", "Santa Clara"),
    _Place("US, MA, Boston", "US", "US-MA", "Boston"),
    _Place("US, TX, Austin", "US", "US-TX", "Austin"),
    _Place("US, VA, Arlington", "US", "US-VA", "Arlington"),
    _Place("CA, BC, Vancouver", "CA", "CA-BC", "Vancouver"),
    _Place("CA, ON, Toronto", "CA", "CA-ON", "Toronto"),
    _Place("IN, KA, Bengaluru", "IN", "IN-KA", "Bengaluru"),
    _Place("BR, SP, Campinas", "BR", "BR-SP", "Campinas"),
    _Place("DE, BE, Berlin", "DE", "DE-BE", "Berlin"),
    _Place("GB, London", "GB", None, "London"),
    _Place("LU, Luxembourg", "LU", None, "Luxembourg"),
    _Place("JP, Tokyo", "JP", None, "Tokyo"),
    _Place("IL, Haifa", "IL", None, "Haifa"),
)
_TITLES: Final = ("Applied Scientist", "Research Scientist", "Data Scientist", "Machine Learning Engineer",
    "Software Engineer", "Research Engineer", "Economist")  # fmt: skip
_RANKS: Final = (("", None), ("", None), ("Senior ", "senior"), ("Principal ", "principal"))
_SKILLS: Final = ("Python", "PyTorch", "SQL", "Kubernetes", "Spark", "C++", "TensorFlow", "Docker", "Linux",
    "causal inference", "reinforcement learning", "computer vision", "time series forecasting",
    "natural language processing", "Airflow", "Git", "scikit-learn", "pandas", "AWS", "Kafka")  # fmt: skip
_DEGREES: Final = (("PhD", "phd"), ("Master's degree", "master"), ("Bachelor's degree", "bachelor"))
_FIELDS: Final = ("computer science", "mathematics", "statistics", "physics", "electrical engineering")
_PAY_PERCENT: Final = 25
_BARE_PERCENT: Final = 25
_OPENING_CHARS: Final = 750
_SECTION_CHARS: Final = 520


def job(draws: Draws, prose: Prose, employer: str) -> Job:
    """Return a posting of an employer."""
    place = draws.pick(_PLACES)
    prefix, seniority = draws.pick(_RANKS)
    title = prefix + draws.pick(_TITLES)
    facts: dict[str, Any] = {
        "country_code": place.country_code,
        "region_code": place.region_code,
        "city": place.city,
        "title": title,
        "seniority": seniority,
    }
    article = "an" if title[0] in "AE" else "a"
    opening = f"{employer} is looking for {article} {title}. " + prose.paragraph(
        draws.between(1, 2) * _OPENING_CHARS, WORK
    )
    sections = [] if draws.chance(_BARE_PERCENT) else _sections(draws, prose, facts)
    if sections:
        facts["sections"] = [{"heading": row.heading, "items": row.items} for row in sections]
    return Job(place.printed, title, opening, sections, facts)


def _sections(draws: Draws, prose: Prose, facts: dict[str, Any]) -> list[Section]:
    sections = [Section("Key job responsibilities", prose.items(draws.between(3, 9)), "")]
    if draws.chance(45):
        sections.append(Section("A day in the life", [], prose.paragraph(_SECTION_CHARS, WORK)))
    if draws.chance(60):
        sections.append(Section("About the team", [], prose.paragraph(_SECTION_CHARS, WORK)))
    if draws.chance(50):
        sections += _qualifications(draws, facts)
    return sections


def _qualifications(draws: Draws, facts: dict[str, Any]) -> list[Section]:
    printed, degree = draws.pick(_DEGREES)
    first, second = draws.distinct(_FIELDS, 2)
    years = draws.between(2, 8)
    skills = draws.distinct(_SKILLS, 5)
    required, preferred = skills[:3], skills[3:]
    facts["degrees"] = [{"value": degree, "requirement": "required"}]
    facts["fields_of_study"] = [{"value": name, "requirement": "required"} for name in (first, second)]
    facts["years_of_experience"] = [{"min": years, "requirement": "required"}]
    facts["skills"] = [
        {"skill": name, "requirement": need}
        for names, need in ((required, "required"), (preferred, "preferred"))
        for name in names
    ]
    if "Machine Learning" in facts["title"]:
        facts["skills"].append({"skill": "machine learning", "requirement": "mentioned"})
    basic = [
        f"{printed} in {first} or {second}",
        f"{years}+ years of experience in industry or academia",
        f"Experience with {required[0]}, {required[1]} and {required[2]}",
    ]
    sections = [
        Section("Basic qualifications", basic, ""),
        Section("Preferred qualifications", [f"Experience with {name}" for name in preferred], ""),
    ]
    if draws.chance(_PAY_PERCENT) and facts["country_code"] == "US":
        sections.append(_pay(draws, facts))
    return sections


def _pay(draws: Draws, facts: dict[str, Any]) -> Section:
    least = draws.between(90, 190) * 1_000
    most = least + draws.between(20, 90) * 1_000
    facts["pay"] = {"min": least, "max": most, "currency": "USD", "period": "year"}
    text = f"The base salary for this position ranges from ${least:,} to ${most:,} per year."
    return Section("Compensation and benefits", [], text)
