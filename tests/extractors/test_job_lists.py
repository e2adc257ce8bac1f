"""Lists of jobs: each post with its place, however the entries are built."""

from extractors.pipeline import extract


def _jobs(text: str, name: str = "jobs.txt") -> list[tuple[str | None, str | None]]:
    return [(job.title, job.location_raw) for job in extract(text, source_uri=name).job_postings]


def test_posts_in_one_line_each_are_no_papers() -> None:
    text = (
        "Open positions\n\n- PhD Intern (Summer 2031) — Montréal, Canada\n- Lab Manager — Austin, TX\n"
        "- Data Steward — Utrecht, Netherlands\n- Machine Learning Engineer — Remote (EU)\n\n"
        "Send your CV to jobs@lab.example."
    )
    assert _jobs(text) == [
        ("PhD Intern (Summer 2031)", "Montréal, Canada"),
        ("Lab Manager", "Austin, TX"),
        ("Data Steward", "Utrecht, Netherlands"),
        ("Machine Learning Engineer", "Remote (EU)"),
    ]
    assert extract(text).papers == ()


def test_team_may_stand_between_post_and_place() -> None:
    text = "Careers at Windmill Labs\n5 open roles\n\n" + "\n\n".join(
        f"{post}\n{team} team\n{place}\n€ 58.000 - 71.000\nPosted 3 days ago\nApply now"
        for post, team, place in (
            ("Applied Scientist", "Maps", "Zürich, Switzerland"),
            ("Staff Engineer, Search", "Retrieval", "Tokyo, Japan"),
            ("Quantum Algorithms Fellow", "Qubits", "Hybrid – Delft, Netherlands"),
        )
    )
    assert _jobs(text) == [
        ("Applied Scientist", "Zürich, Switzerland"),
        ("Staff Engineer, Search", "Tokyo, Japan"),
        ("Quantum Algorithms Fellow", "Hybrid – Delft, Netherlands"),
    ]


def test_rows_of_a_table_are_jobs_whatever_their_words() -> None:
    rows = (
        ("Research Fellow, Causality", "Causality", "Singapore", "Full-time"),
        ("Technical Writer", "Docs", "Dublin, Ireland", "Contract"),
        ("Research Intern, Vision", "Vision", "Hanoi, Vietnam", "Internship"),
        ("Principal Investigator", "Biology", "São Paulo, Brazil", "Full-time"),
        ("Operations Analyst", "Ops", "Accra, Ghana", "Part-time"),
    )
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    head = "<tr><th>Role</th><th>Team</th><th>Location</th><th>Type</th></tr>"
    page = f"<html><body><h1>Job openings</h1><table>{head}{table}</table></body></html>"
    assert _jobs(page, "jobs.html") == [(row[0], row[2]) for row in rows]


def test_place_may_be_a_part_of_its_line() -> None:
    text = (
        "Vacancies\n\nResearch Associate (m/f/d)\nMunich | 65 % TV-L E13 | Apply by 12.05.2031\n"
        "You will run long experiments on short budgets, and tell us when we fool ourselves.\n\n"
        "Scientific Programmer\nGrenoble | Fixed-term, 18 months | Apply by 2031-06-30\n"
        "You will look after a cluster and the people who overload it."
    )
    assert _jobs(text) == [("Research Associate (m/f/d)", "Munich"), ("Scientific Programmer", "Grenoble")]


def test_labelled_city_is_a_place_in_a_list() -> None:
    text = "# Work with us\n\n" + "\n".join(
        f"## {post}\n\n**Location:** {place}  \n**Contract:** Permanent\n\n"
        "You will join a team of four and own one part of what we build.\n\n- You write clear code\n"
        for post, place in (("Senior Data Scientist", "Lisbon, Portugal"), ("Robotics Technician", "Boden"))
    )
    assert _jobs(text, "jobs.md") == [
        ("Senior Data Scientist", "Lisbon, Portugal"),
        ("Robotics Technician", "Boden"),
    ]


def test_people_below_an_invitation_are_no_jobs() -> None:
    text = (
        "Join us at the spring school\n\nSpeakers\n\nJane Doe\nSenior Scientist\nAcme Labs\n\n"
        "Ravi Menon\nProfessor\nUniversity of Accra\n\nOla Nordin\nResearch Engineer\nAcme Labs"
    )
    assert _jobs(text) == []
