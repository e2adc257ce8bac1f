"""What postings state: each value with its words, and nothing where they speak of something else."""

import pytest

from extractors.jobs.dates import parse_date
from extractors.pipeline import extract
from extractors.records import Extraction, JobPosting

PLACE = "US, WA, Seattle"
INTRO = (
    "We make maps for people who are lost, and our office has a view of the harbour. Our maps are printed on "
    "paper that survives the rain, and most of them have been read by somebody who came home."
)
TAIL = "We read every application, and we answer all of them within a month of the closing date."


def posting(text: str, *, place: str = PLACE) -> Extraction:
    """Return what comes of a page with one posting, whose text holds ``text``."""
    found = extract(f"Jobs at Fjordlight\n\n{place}\n\n{INTRO} {text} {TAIL}\n")
    assert len(found.job_postings) == 1
    return found


def job(text: str, *, place: str = PLACE) -> JobPosting:
    return posting(text, place=place).job_postings[0]


def values(text: str, *fields: str) -> list[tuple[str, str | None]]:
    """Return the values of fields with what is asked of them, in reading order."""
    return [(fact.value, fact.requirement) for fact in posting(text).job_facts if fact.field in fields]


def test_each_fact_holds_the_words_that_state_it() -> None:
    found = posting("You have a PhD in physics and 3+ years of experience. Pay: $120,000 - $160,000 a year.")
    words = {fact.field: fact.verbatim for fact in found.job_facts}
    assert words["degree"] == "PhD"
    assert words["field_of_study"] == "physics"
    assert words["pay_min"] == words["pay_max"] == "$120,000 - $160,000"
    assert all(found.document.text[f.start_char : f.end_char] == f.verbatim for f in found.job_facts)


PAY = [
    ("The salary is $120,000 - $160,000 a year.", (120_000, 160_000, "USD", "year")),
    ("Pay: $120k–$160k.", (120_000, 160_000, "USD", "year")),
    ("The base salary is 140-180k USD.", (140_000, 180_000, "USD", "year")),
    ("We pay £48,000 to £61,000 per annum.", (48_000, 61_000, "GBP", "year")),
    ("Salary: € 4.500 bis 5.200 brutto pro Monat.", (4_500, 5_200, "EUR", "month")),
    ("Gross salary: CHF 110'000 to 130'000 per year.", (110_000, 130_000, "CHF", "year")),
    ("The hourly rate is $52.00 - $68.50.", (52, 68.5, "USD", "hour")),
    ("CTC: ₹ 25 – 35 lakh per annum.", (2_500_000, 3_500_000, "INR", "year")),
    ("Annual salary of RMB 300,000-500,000.", (300_000, 500_000, "CNY", "year")),
    ("Compensation up to $90,000 per year.", (None, 90_000, "USD", "year")),
    ("Salary from €58,000 a year.", (58_000, None, "EUR", "year")),
    ("From $180,000/year in our lowest market up to $330,600/year.", (180_000, 330_600, "USD", "year")),
    ("We have raised $40 million from people who like maps.", None),
    ("A sign-on bonus of $20,000 is paid on the first day.", None),
    ("There is a travel budget of $5,000 a year.", None),
    ("You will own a market of $2 billion a year.", None),
    ("The salary is negotiable, and we have 120,000 customers.", None),
]


@pytest.mark.parametrize(("text", "expected"), PAY, ids=lambda value: str(value)[:40])
def test_pay(text: str, expected: tuple[float | None, float | None, str, str] | None) -> None:
    found = job(text)
    pay = (found.pay_min, found.pay_max, found.pay_currency, found.pay_period)
    assert pay == (expected or (None, None, None, None))


def test_a_bare_dollar_is_that_of_the_place() -> None:
    text = "The salary is $120,000 - $160,000 a year."
    assert job(text, place="CA, ON, Toronto").pay_currency == "CAD"
    assert job(text, place="SG, Singapore").pay_currency == "SGD"
    (rule,) = (fact.rule for fact in posting(text).job_facts if fact.field == "pay_currency")
    assert rule == "currency_of_country"


@pytest.mark.parametrize(
    ("text", "remote", "hours", "types"),
    [
        ("This is a full-time position in our office.", None, None, ["full_time"]),
        ("Part time, 24 hours a week.", None, 24, ["part_time"]),
        ("These are full-time positions at 40 hours per week.", None, 40, ["full_time"]),
        ("The weekly working time is 26 hours.", None, 26, []),
        ("A FIXED-TERM CONTRACT OF 38.5 HOURS PER WEEK.", None, 38.5, ["contract"]),
        ("We work three days a week in the office.", "hybrid", None, []),
        ("This role is fully remote.", "remote", None, []),
        ("We serve remote sensing to remote villages.", None, None, []),
        ("It is a step into full-time roles in industry.", None, None, []),
    ],
)
def test_terms(text: str, remote: str | None, hours: float | None, types: list[str]) -> None:
    found = job(text)
    assert (found.remote_mode, found.hours_per_week, list(found.employment_types)) == (remote, hours, types)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Candidates must be US citizens.", ["citizenship_required"]),
        ("We cannot sponsor visas for this role.", ["sponsorship_unavailable"]),
        ("Visa sponsorship is available.", ["sponsorship_available"]),
        ("An active security clearance is required.", ["clearance_required"]),
        ("Export control regulations apply.", ["export_control"]),
        ("We sponsor a chess club.", []),
    ],
)
def test_conditions(text: str, expected: list[str]) -> None:
    assert list(job(text).work_authorization) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You have a PhD in physics.", [("phd", "required"), ("physics", "required")]),
        ("A master's degree is a plus.", [("master", "preferred")]),
        (
            "You have a Bachelor's or Master's degree in computer science, statistics or a related field.",
            [
                ("bachelor", "required"),
                ("master", "required"),
                ("computer science", "required"),
                ("statistics", "required"),
            ],
        ),
        (
            "You need a Master's degree with 3 years of experience, in health informatics.",
            [("master", "required"), ("health informatics", "required")],
        ),
        ("Several of us hold PhDs in linguistics.", []),
        ("No degree is required.", []),
        ("Our PhD students publish at ICML.", []),
    ],
)
def test_degrees(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text, "degree", "field_of_study") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You have 3+ years of experience.", [("3", "required")]),
        ("You have at least five years of experience in industry.", [("5", "required")]),
        ("2-4 years of experience are required.", [("2-4", "required")]),
        ("Ideally, you bring 5 years of experience.", [("5", "preferred")]),
        (
            "You have 8+ years of experience, of which three years in a leading role.",
            [("8", "required"), ("3", "required")],
        ),
        ("The company was founded 12 years ago.", []),
        ("The contract is for 3 years.", []),
        ("The project runs for 4 years.", []),
    ],
)
def test_years(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text, "years_of_experience") == expected


@pytest.mark.parametrize(
    ("text", "title", "seniority"),
    [
        ("We are seeking a talented Applied Scientist to join us.", "Applied Scientist", None),
        ("We are hiring Senior Research Engineers in two cities.", "Senior Research Engineers", "senior"),
        ("You will be hired as a Member of Technical Staff.", "Member of Technical Staff", None),
        (
            "Our PhD Economist Internship Program takes 12 weeks.",
            "PhD Economist Internship Program",
            "intern",
        ),
        ("We are hiring a Director of Polar Research to lead us.", "Director of Polar Research", "director"),
        (
            "We invite applications for an Assistant Professor in Sea Ice Physics at once.",
            "Assistant Professor in Sea Ice Physics",
            "professor",
        ),
        (
            "We look for a Research Scientist, Ice Cores. You will drill.",
            "Research Scientist, Ice Cores",
            None,
        ),
        ("We are looking for a Sr. Applied Scientist to lead.", "Sr. Applied Scientist", "senior"),
        ("We want an Economist II who counts.", "Economist II", None),
        ("We are seeking people who care.", None, None),
    ],
)
def test_title_in_the_text(text: str, title: str | None, seniority: str | None) -> None:
    found = job(text)
    assert (found.title, found.seniority) == (title, seniority)


@pytest.mark.parametrize(
    ("text", "team"),
    [
        ("You will join the Route Planning team in spring.", "Route Planning"),
        ("The Alpine Search team is hiring an engineer.", "Alpine Search"),
        ("This position is part of the Department of Glaciology.", "Department of Glaciology"),
        ("You will meet the Payments team now and then.", None),
        ("Each team has its own coffee machine.", None),
    ],
)
def test_team(text: str, team: str | None) -> None:
    found = job(text)
    assert found.team == team
    assert found.employer == "Fjordlight"  # whose jobs the page announces


@pytest.mark.parametrize(
    ("text", "employer", "team"),
    [
        ("Norvik Analytics is an equal opportunity employer.", "Norvik Analytics", None),
        (
            "Norvik Research seeks an engineer. Norvik's cars are blue, and so are Norvik's boats.",
            "Norvik",
            "Norvik Research",
        ),
        (
            "At the Chair of Optics, Domplein University invites applications.",
            "Domplein University",
            "Chair of Optics",
        ),
        ("Python is a snake.", None, None),
    ],
)
def test_employer(text: str, employer: str | None, team: str | None) -> None:
    found = extract(f"{PLACE}\n\n{text} {INTRO} {TAIL}\n").job_postings[0]
    assert (found.employer, found.team) == (employer, team)


def test_values_in_the_header() -> None:
    found = extract(
        "Research Engineer (f/m/x)\n\nCompany: Norvik Analytics\nLocation: Oslo, Norway (hybrid)\n"
        "Department: Route Planning\nEmployment type: Part-time\nHours per week: 30\n"
        "Salary: NOK 700,000 - 850,000 per year\nPosted: 12 March 2024\n\n"
        f"About us\n{INTRO}\n\nYour tasks\n- Draw maps\n- Fold maps\n\n"
        f"Your profile\n- You know maps\n\n{TAIL}\n"
    ).job_postings[0]
    assert found.title == "Research Engineer (f/m/x)"
    assert (found.employer, found.team) == ("Norvik Analytics", "Route Planning")
    assert (found.country_code, found.city, found.remote_mode) == ("NO", "Oslo", "hybrid")
    assert (found.employment_types, found.hours_per_week) == (("part_time",), 30)
    assert (found.pay_min, found.pay_max, found.pay_currency) == (700_000, 850_000, "NOK")
    assert str(found.posted_on) == "2024-03-12"


def test_another_city_in_the_text_is_a_warning() -> None:
    found = job("We are hiring engineers to work in our team in Mexico City.")
    assert found.city == "Seattle"
    assert found.location_warnings == ("the text names another place: 'Mexico City'",)
    assert job("We are hiring engineers to work in our team in Seattle.").location_warnings == ()


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("12 March 2024", "2024-03-12"),
        ("2024-03-12", "2024-03-12"),
        ("12.03.2024", "2024-03-12"),
        ("13/04/2024", "2024-04-13"),
        ("12/03/2024", None),  # two dates
        ("yesterday", None),
        ("March 2024", None),
    ],
)
def test_dates(printed: str, iso: str | None) -> None:
    found = parse_date(printed)
    assert (found.isoformat() if found else None) == iso


def cards(*texts: str) -> list[tuple[str | None, str | None]]:
    """Return employer and team of each posting on a page of several."""
    places = ("US, WA, Seattle", "GB, London", "Remote - Canada", "Boston, MA")
    page = "\n".join(f"{place}\n{text} {TAIL}" for place, text in zip(places, texts, strict=False))
    found = extract(f"Jobs\n{page}\n").job_postings
    assert len(found) == len(texts)
    return [(posting.employer, posting.team) for posting in found]


def test_the_house_that_names_its_units_is_the_employer() -> None:
    """What a page calls Norvik Maps, Norvik Boats and a product of Norvik belongs to Norvik."""
    assert cards(
        f"Norvik Maps is hiring a Data Scientist. {INTRO} You will draw what Norvik sells.",
        f"Norvik Boats in London builds the boats. {INTRO} We are seeking an Engineer to row at Norvik.",
        f"Wayfinder is how people find home. {INTRO} The Voice Science team hires for Norvik's boats.",
    ) == [("Norvik", "Norvik Maps"), ("Norvik", "Norvik Boats"), ("Norvik", "Voice Science")]


def test_a_page_of_several_employers_has_no_house() -> None:
    assert cards(
        f"Norvik Maps Ltd is hiring an engineer who knows French. {INTRO}",
        f"Tallow Robotics builds pickers. {INTRO} We are seeking an engineer who speaks French.",
        f"Kestrel Audio makes ears for machines. {INTRO} We need an Engineer.",
    ) == [("Norvik Maps Ltd", None), ("Tallow Robotics", None), ("Kestrel Audio", None)]


def test_a_name_does_not_reach_over_a_heading() -> None:
    text = f"{INTRO} Inclusive Team Culture Norvik Maps is an equal opportunity employer. {TAIL}"
    assert extract(f"{PLACE}\n\n{text}\n").job_postings[0].employer == "Norvik Maps"


def test_an_internship_is_told_by_the_title_in_the_text() -> None:
    assert job("We are looking for an Economist Intern to count fish.").employment_types == ("internship",)


@pytest.mark.parametrize("skill", ["Why AWS? AWS is the world's cloud.", "Here at AWS, we are kind."])
def test_the_maker_of_a_tool_is_no_skill(skill: str) -> None:
    assert posting(skill).job_skills == ()


@pytest.mark.parametrize(
    ("lines", "raw", "city"),
    [
        ("Location        Delft, Netherlands\nJob type        Full-time", "Delft, Netherlands", "Delft"),
        ("corporate_fare Fjordlight\nplace Oslo, Norway", "Oslo, Norway", "Oslo"),
        ("locations   Boston - Massachusetts - US", "Boston - Massachusetts - US", "Boston"),
        ("Location: Chicago, IL | London, UK", "Chicago, IL | London, UK", "Chicago"),
        ("Chicago | Atlanta | Dallas", "Chicago | Atlanta | Dallas", "Chicago"),
        ("Remote - United States", "Remote - United States", None),
        ("Fjordlight — Oslo, Norway", "Oslo, Norway", "Oslo"),
    ],
)
def test_places_in_the_lines_above_an_ad(lines: str, raw: str, city: str | None) -> None:
    page = (
        f"Cartographer\n{lines}\n\nWhat you will do\n- Draw maps\n- Fold maps\n\nRequirements\n- Sea legs\n"
    )
    (found,) = extract(page).job_postings
    assert (found.location_raw, found.city, found.title) == (raw, city, "Cartographer")
