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


BODIES = (
    "We are looking for an engineer who likes microphones. Please apply by 3 May 2031.",
    "You will work for four years on plans that people can follow. Applicants hold a master's degree.",
    "You will study records of a million births. Candidates have experience with messy data.",
)
POSTS = (
    "Research Engineer (Audio)",
    "PhD Student in Explainable Planning",
    "Postdoctoral Researcher, Health",
)


def test_ads_without_place_and_headings_are_one_each() -> None:
    ads = [f"{post}\n\n{body}" for post, body in zip(POSTS, BODIES, strict=True)]
    found = extract("Jobs in our group\n\n" + "\n\n".join(ads)).job_postings
    assert [job.title for job in found] == list(POSTS)
    assert [job.description for job in found] == list(BODIES)


def test_ads_need_no_heading_above_them() -> None:
    places = ("Paris, France", "Kraków, Poland", "Kigali, Rwanda")
    ads = [
        f"# {post}\n{place} · Hybrid · Full-time\n\n{body}\n\n**To apply**, write to us."
        for post, place, body in zip(POSTS, places, BODIES, strict=True)
    ]
    assert _jobs("\n\n---\n\n".join(ads), "jobs.md") == list(zip(POSTS, places, strict=True))


def test_several_places_in_parentheses() -> None:
    jobs = [
        ("Machine Learning Researcher", "Sydney / Melbourne"),
        ("Compiler Engineer", "Remote (Canada or US)"),
        ("Scientific Editor", "London, UK or Berlin, Germany"),
        ("Chief of Staff", "Mexico City"),
    ]
    assert _jobs("We're hiring!\n\n" + "\n".join(f"* {post} ({place})" for post, place in jobs)) == jobs


def test_cards_below_related_jobs() -> None:
    places = ("Arlington, VA, USA", "Toronto, ON, CAN", "Luxembourg, LU")
    cards = [
        f"{post}\n{place}\nJob ID: 20177 | Posted May 2, 2031\n{body}"
        for post, place, body in zip(POSTS, places, BODIES, strict=True)
    ]
    assert _jobs("Related jobs\n\n" + "\n\n".join(cards)) == list(zip(POSTS, places, strict=True))


def test_commas_in_a_post_are_none_of_its_place() -> None:
    text = (
        "Open positions\n\nResearch Intern, Language, Bristol, UK\nResearch Scientist, Fire, Perth, Australia"
    )
    assert _jobs(text) == [
        ("Research Intern, Language", "Bristol, UK"),
        ("Research Scientist, Fire", "Perth, Australia"),
    ]


def test_team_named_like_a_city_is_no_place() -> None:
    text = "Careers\n\nApplied Scientist\nMobile\nOslo, Norway\n\nStaff Engineer\nMobile\nLima, Peru"
    assert _jobs(text) == [("Applied Scientist", "Oslo, Norway"), ("Staff Engineer", "Lima, Peru")]


def test_people_with_their_posts_are_no_jobs() -> None:
    text = "Join us at the spring school\n\n" + "\n\n".join(
        f"{name}, Senior Scientist\n{place}"
        for name, place in (
            ("Jane Doe", "Oslo, Norway"),
            ("Ravi Menon", "Pune, India"),
            ("Ola Nordin", "Lund"),
        )
    )
    assert _jobs(text) == []


def test_tables_of_jobs_are_read_by_their_labels() -> None:
    rows = [
        ("Fjordlight", "Maps Intern", "Oslo, Norway"),
        ("Pepperbox", "Radar Software Co-op", "Tampa, FL"),
        ("↳", "Data Engineer", "Remote"),
    ]
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in (*row, "1d")) + "</tr>" for row in rows)
    text = (
        "<h1>Summer roles</h1><table><tr><th>Company</th><th>Role</th><th>Location</th><th>Age</th></tr>"
        f"{cells}</table>"
    )
    postings = extract(text, source_uri="jobs.html").job_postings
    assert [(job.title, job.location_raw, job.employer) for job in postings] == [
        ("Maps Intern", "Oslo, Norway", "Fjordlight"),
        ("Radar Software Co-op", "Tampa, FL", "Pepperbox"),
        ("Data Engineer", "Remote", None),
    ]


def test_threads_that_ask_who_is_hiring() -> None:
    text = (
        "Fjordlight | Software Engineer | Bergen, Norway or Remote | Full-time\n\n"
        "Fjordlight is a hub for maps. We help teams to find rivers.\n\n"
        "Pepperbox | Senior Full-Stack Developer | Boston, MA | https://pepperbox.example\n\n"
        "We are looking for a developer who likes large lakes.\n"
    )
    assert _jobs(text) == [
        ("Software Engineer", "Bergen, Norway or Remote"),
        ("Senior Full-Stack Developer", "Boston, MA"),
    ]


def test_linked_posts_with_closing_dates() -> None:
    text = "# Vacancies\n\n" + "\n\n".join(
        f"* [{post}](j.html), {where} - closes 8 April 2031"
        for post, where in (
            ("Data Scientist (6 months)", "The Riverflow Foundation, Southampton, UK"),
            ("Scientific Software Engineer", "The Weather House, Exeter, UK"),
            ("Research Engineer (Fixed Term)", "Institute of Lakes, University of Leicester, UK"),
        )
    )
    assert _jobs(text, "jobs.md") == [
        ("Data Scientist (6 months)", "Southampton, UK"),
        ("Scientific Software Engineer", "Exeter, UK"),
        ("Research Engineer (Fixed Term)", "UK"),
    ]


def test_ads_headed_alike_need_no_place() -> None:
    text = "# Fjord University\n\n## Current openings\n\n" + "\n\n".join(
        f"### {post}\n\n- **Link:** [View](j.html)\n- **Department:**\n- **Deadline:** 2031-03-0{number}"
        for number, post in enumerate(
            ("Doctoral student in Rivers", "Senior lecturer in ethnology", "Amanuens within Lakes"), start=1
        )
    )
    assert _jobs(text, "jobs.md") == [
        ("Doctoral student in Rivers", None),
        ("Senior lecturer in ethnology", None),
        ("Amanuens within Lakes", None),
    ]


def test_advice_on_interviews_is_no_ad() -> None:
    text = (
        "# Thoughts on interviewing\n\nWe want to hire people with strong skills, and a candidate has an"
        " interview with each of us.\n\n## Process\n\nThe candidate will give a talk.\n\n### On-site\n\n"
        "Lunch, a seminar and a series of interviews.\n\n## Technical skills\n\nWe ask for code.\n"
    )
    assert _jobs(text, "post.md") == []
