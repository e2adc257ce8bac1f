"""Papers, tags and places of work told by how their markup sets them apart."""

import pytest

from tests.extractors.test_layouts import ONE, PEOPLE, THREE, TWO, papers_of, read


def html(entry: str, joint: str = "\n", head: str = "<h1>Papers</h1>") -> str:
    """Return a page with an entry for each paper, ``{title}`` and ``{names}`` filled in."""
    entries = [
        entry.format(title=title, names=", ".join(names), number=number)
        for number, (title, names) in enumerate(PEOPLE.items(), start=1)
    ]
    return f"<html><body>{head}{joint.join(entries)}</body></html>"


@pytest.mark.parametrize(
    "text",
    [
        html("<p><b>{title}</b>, XCML 203{number} (<a href=x>link</a>)<br>{names}</p>"),
        html("<p><a href=x>{title}</a> <span>Oral</span><br>{names}</p>"),
        html("<p><span>Spotlight</span> <a href=x>{title}</a><br>{names}</p>"),
        html("<p>{names}<br>{title} <span>Journal Article</span></p>"),
        html("<p>{title} <span>🏅 Honorable Mention</span><br>{names}</p>"),
        html("<dl><dt>{names}<dd>&quot;{title}.&quot; <i>Cartography</i>, vol. 3, 203{number}.</dl>"),
        html("<p>{title}</p><p>{names}; <i>Proceedings of The {number}th Meeting and Fair</i>, P 1:2-3</p>"),
        html("<p><b>{title}</b></p><p><i>{names}</i> | XCML 203{number} | <a href=x>notes</a></p>"),
    ],
)
def test_a_title_among_its_details(text: str) -> None:
    assert papers_of(read(text, "page.html")) == PEOPLE


def with_places(name: str, joint: str) -> str:
    entries = [
        f"<h3>{title}</h3><p>"
        + joint.join(
            name.format(name=name_, place=place)
            for name_, place in zip(names, ("Inria", "Acme University"), strict=False)
        )
        + "</p>"
        for title, names in PEOPLE.items()
    ]
    return "<html><body><h1>Papers</h1>" + "".join(entries) + "</body></html>"


@pytest.mark.parametrize(
    "text",
    [
        with_places("<a href=x>{name}</a> <span>{place}</span>", ", "),
        with_places("{name}, <em>{place}</em>", "; "),
        with_places("{name}<span>, {place}, Paris, France</span>", "<br>"),
    ],
)
def test_places_of_work_that_are_set_apart(text: str) -> None:
    extraction = read(text, "page.html")
    assert papers_of(extraction) == PEOPLE
    first = extraction.paper_authors[0].affiliation
    assert first is not None
    assert first.startswith("Inria")


def test_what_is_bold_and_goes_on_is_no_title() -> None:
    people = {f"MapNet{number}: {title}": PEOPLE[title] for number, title in enumerate(PEOPLE)}
    text = "# Papers\n\n" + "".join(
        f"**{title.partition(':')[0]}**:{title.partition(':')[2]}\n{', '.join(names)}\n\n"
        for title, names in people.items()
    )
    assert papers_of(read(text, "page.md")) == people


def test_rows_of_names_and_places() -> None:
    rows = "".join(
        f'<tr><td colspan="2"><a>{title}</a></td></tr>'
        + "".join(
            f"<tr><td><a>{', '.join(reversed(name.split()))}</a></td><td>University of {place}</td></tr>"
            for name, place in zip(names, ("Oslo", "Turin"), strict=False)
        )
        for title, names in PEOPLE.items()
    )
    extraction = read(f"<html><body><h1>Programme</h1><table>{rows}</table></body></html>", "page.html")
    assert papers_of(extraction) == {
        title: [", ".join(reversed(name.split())) for name in names] for title, names in PEOPLE.items()
    }
    assert [row.affiliation for row in extraction.paper_authors][:2] == [
        "University of Oslo",
        "University of Turin",
    ]


def test_headings_below_which_people_stand() -> None:
    text = "# Committee\n\n" + "".join(
        f"### {heading}\n\n- Maria Keller\n- Bo Li\n- Ada Lovelace\n\n"
        for heading in ("Area Chairs: Maps and Rivers", "Local Organization", "Maintainers")
    )
    assert papers_of(read(text, "page.md")) == {}


def test_a_sign_off_heads_no_paper() -> None:
    entries = "".join(f"{title}\n{', '.join(names)}\n\n" for title, names in PEOPLE.items())
    assert papers_of(read(f"{entries}Best wishes,\nOlga Petrova and Bo Li\n")) == PEOPLE


def test_who_wrote_the_page_wrote_no_paper() -> None:
    entries = "".join(f"## {title}\n\n{', '.join(names)}\n\n" for title, names in PEOPLE.items())
    more = "## Maps of Rivers Under Ice\n\nOlga Petrova, Bo Li\n"
    found = papers_of(read(f"# Recent work in our group\n\nMeera Menon\n\n{entries}{more}", "page.md"))
    assert found == {**PEOPLE, "Maps of Rivers Under Ice": ["Olga Petrova", "Bo Li"]}


def test_where_headings_are_marked_no_other_line_is_a_topic() -> None:
    text = "# Papers\n\n" + "".join(
        f"## {topic}\n\n`{topic.lower()}-1`\n\n**{title}**\n\n{', '.join(names)}\n\n1Acme; 2Inria\n\n"
        for topic, (title, names) in zip(("Maps", "Recipes", "Rivers"), PEOPLE.items(), strict=True)
    )
    extraction = read(text, "page.md")
    assert [topic.name for topic in extraction.topics] == ["Maps", "Recipes", "Rivers"]
    assert papers_of(extraction) == PEOPLE


def test_a_recommended_citation_names_the_authors() -> None:
    text = "# Publications\n\n" + "".join(
        f"### [{title}](/p)\n\nWe read maps.\n\n"
        f'Recommended citation: Keller, M., Li, B., and Hopper, G. (2031). "{title}." <i>XCML</i>.\n\n'
        for title in (ONE, TWO, THREE)
    )
    expected = {title: ["Keller, M.", "Li, B.", "Hopper, G."] for title in (ONE, TWO, THREE)}
    assert papers_of(read(text, "page.md")) == expected


def test_keys_before_citations() -> None:
    text = "Publications\n\n" + "".join(
        f'[C{number}] M. Keller and B. Li. "{title}." In Proceedings of XCML, 2031, pp. 1-2.\n\n'
        for number, title in enumerate((ONE, TWO, THREE))
    )
    assert papers_of(read(text)) == {title: ["M. Keller", "B. Li"] for title in (ONE, TWO, THREE)}


def test_a_list_of_links_with_venues_is_one_of_papers() -> None:
    text = "# Maps\n\n## Rivers\n\n" + "".join(
        f"* [{title} Across Many Years](https://example.org) (XCML 203{number})\n"
        for number, title in enumerate((ONE, TWO, THREE))
    )
    assert list(papers_of(read(text, "page.md"))) == [
        f"{title} Across Many Years" for title in (ONE, TWO, THREE)
    ]


def test_posts_above_labelled_places() -> None:
    text = "# Join us\n\n" + "".join(
        f"## {post}\n\n**Location:** {place}  \n**Start:** October 2031\n\nYou will draw maps with us.\n\n"
        for post, place in (("PhD position in maps", "Oslo, Norway"), ("Research engineer", "Turin, Italy"))
    )
    jobs = read(text, "page.md").job_postings
    assert [(job.title, job.location_raw) for job in jobs] == [
        ("PhD position in maps", "Oslo, Norway"),
        ("Research engineer", "Turin, Italy"),
    ]


ENTRIES = "".join(f"<li><b>{title}</b><br>{', '.join(names)}</li>" for title, names in PEOPLE.items())


def test_front_matter_and_templates_of_html_sources() -> None:
    text = f"---\nlayout: page\ntitle: Accepted papers\n---\n{{% include nav.html %}}\n<ul>{ENTRIES}</ul>\n"
    extraction = read(text, "page.html")
    assert extraction.document.headline == "Accepted papers"
    assert papers_of(extraction) == PEOPLE


def test_a_hidden_tab_is_read_unless_it_is_a_copy() -> None:
    tab = f'<div style="display:none">{ENTRIES}</div>'
    assert papers_of(read(f"<h1>Papers</h1><p>Choose a tab.</p>{tab}", "page.html")) == PEOPLE
    shown = f"<h1>Papers</h1><ul>{ENTRIES}</ul>{tab}"
    assert read(shown, "page.html").document.text.count(ONE) == 1


def test_subjects_of_keynotes_are_no_papers() -> None:
    keynotes = "".join(
        f"<h3>{event}</h3><p><b>How to Read Old Maps {number}</b><br>Olga Petrova</p>"
        for number, event in enumerate(("Keynote 1", "Workshop Keynote: Afternoon"))
    )
    assert (
        papers_of(read(f"<h1>Programme</h1>{keynotes}<h3>Session 1</h3><ul>{ENTRIES}</ul>", "p.html"))
        == PEOPLE
    )


def test_venues_and_positions_beside_papers() -> None:
    entries = "".join(
        f"<div>{title}<div>Int. Conf. on Maps (XCML), 203{number}.</div><div>{', '.join(names)}</div></div>"
        for number, (title, names) in enumerate(PEOPLE.items())
    )
    people = "<p>Olga Petrova, Applied Scientist, Acme</p><p>Jane Roe, Senior Researcher, Acme</p>"
    assert papers_of(read(f"<h1>Papers</h1>{entries}{people}", "page.html")) == PEOPLE


def test_affiliations_between_names_without_a_separator() -> None:
    text = "".join(
        f"<p><i>{title}</i><br>{' (RMIT) '.join(names)} (Acme University) <a href=x>Short paper</a></p>"
        for title, names in PEOPLE.items()
    )
    assert papers_of(read(f"<h1>Papers</h1>{text}", "page.html")) == PEOPLE


def test_journals_behind_names() -> None:
    text = "".join(
        f"<li>“{title},” {' and '.join(names)}, <em>J. Phys. Maps. C.</em> <b>12</b>, 203{number}</li>"
        for number, (title, names) in enumerate(PEOPLE.items())
    )
    assert papers_of(read(f"<h1>Papers</h1><ul>{text}</ul>", "page.html")) == PEOPLE


def test_a_name_in_lower_case_within_a_citation() -> None:
    text = "<h1>Papers</h1>" + "".join(
        f"<li><i>{title}</i>. Maria Keller, olga petrova, Bo Li.</li>" for title in (ONE, TWO, THREE)
    )
    expected = {title: ["Maria Keller", "olga petrova", "Bo Li"] for title in (ONE, TWO, THREE)}
    assert papers_of(read(text, "page.html")) == expected
