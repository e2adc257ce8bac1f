"""Ways of laying out papers that single pages show, each with the reading that a careful reader has of it."""

import pytest

from extractors.pipeline import extract
from extractors.render import to_json

ENTRIES = (
    ("Paper Boats in Parallel", ["Sunniva Dahl", "Kofi Mensah"]),
    ("Cold Starts, Warm Hearts", ["Ricardo Lemos"]),
    ("Honest Averages", ["Beatrix Lang", "Tariq Nasser", "Ji-ho Moon"]),
    ("Weaving Graph Kernels", ["Amit Desai", "Noor Jansen"]),
    ("Late Bloomers in Deep Ensembles", ["Sade Cole", "Max Wirth"]),
)


def _papers(text: str, name: str = "page.txt") -> list[tuple[str, list[str]]]:
    """Return the titles of a page with the names of their authors, in order."""
    papers = to_json(extract(text, source_uri=name))["papers"]
    return [(paper["title"], [author["name"] for author in paper["authors"]]) for paper in papers]


def _joined(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


@pytest.mark.parametrize("label", ["With", "Presented by", "Written by", "Team:", "Speaker(s):"])
def test_labels_of_author_lists(label: str) -> None:
    text = "Selected work of the year\n\n" + "\n\n".join(
        f"{title}\n{label} {_joined(names)}\nA short note on why it matters and to whom we owe it."
        for title, names in ENTRIES
    )
    assert _papers(text) == list(ENTRIES)


def test_speakers_are_no_authors_where_a_page_names_authors() -> None:
    text = "Selected work\n\n" + "\n\n".join(
        f"{title}\n{', '.join(names)}\nTeam: Olga Tamm and Peter Grau"
        for title, names in ENTRIES
        if len(names) > 1
    )
    assert _papers(text) == [entry for entry in ENTRIES if len(entry[1]) > 1]


@pytest.mark.parametrize(
    "title",
    [
        "A Program of Dense Students",
        "Large Language Models as Judges",
        "Learning from Noisy Mentors",
        "Federated Learning with Lazy Participants",
    ],
)
def test_titles_that_end_in_a_word_for_people(title: str) -> None:
    entries = [(title, ["Nikola Petrović", "Asha Rao"]), *(entry for entry in ENTRIES if len(entry[1]) > 1)]
    text = "Accepted papers\n\n" + "\n\n".join(f"{name}\n{', '.join(authors)}" for name, authors in entries)
    thanked = "\n\nThanks to our reviewers\nIvo Lang, Bea Frost, Kai Moe\n"
    chairs = "\n\nProgram chairs\nDana Brook, Yuki Sato\n"
    assert _papers(text + chairs + thanked) == entries


def test_citations_that_turn_round_the_first_name_only() -> None:
    text = (
        "# Bibliography\n\n"
        "- Stathis, Pavlos, and Imran Qureshi. “Why Noise Helps Small Fleets.” *Quiet Craft*, 2020.\n"
        "- Restrepo, Camila. “Learning to Knit from Video.” *Workshop on Craft*, vol. 5, 2021, pp. 42-62.\n"
        "- van der Meer, Nils, Wei Song, and Abdoulaye Ba. “Sampling without Sorrow.” *Annals*, 2022.\n"
        "- Nils Bergström, Wei Song, and Abdoulaye Ba. “Sampling with Some Sorrow.” *Annals*, 2023.\n"
    )
    assert _papers(text, "page.md") == [
        ("Why Noise Helps Small Fleets", ["Stathis, Pavlos", "Imran Qureshi"]),
        ("Learning to Knit from Video", ["Restrepo, Camila"]),
        ("Sampling without Sorrow", ["van der Meer, Nils", "Wei Song", "Abdoulaye Ba"]),
        ("Sampling with Some Sorrow", ["Nils Bergström", "Wei Song", "Abdoulaye Ba"]),
    ]


def test_number_of_a_session_may_hold_a_letter() -> None:
    first, second = [entry for entry in ENTRIES if len(entry[1]) > 1][:2]
    text = "".join(
        f"Session {number}: {topic}\n\n{title}\n{', '.join(names)}\n\n"
        for number, topic, (title, names) in (("1A", "Earth and Sea", first), ("B2", "Health", second))
    )
    assert [topic.name for topic in extract(f"Programme\n\n{text}").topics] == ["Earth and Sea", "Health"]


def test_running_text_introduces_titles() -> None:
    text = (
        "A busy spring for the Harrow Lab\n\n"
        "In “Listening to Bridges,” Marta Silva and Qasim Raza glue microphones to seven steel bridges.\n\n"
        "Heejin Yoo's “Compression by Conversation” shows that two small models that talk compress text.\n\n"
        "In “Patience in Bandits,” Svetlana Orlova asks how long a learner should wait.\n\n"
        "“We had never waited for so long before,” Svetlana Orlova says of the work that she did.\n"
    )
    assert _papers(text) == [
        ("Listening to Bridges", ["Marta Silva", "Qasim Raza"]),
        ("Compression by Conversation", ["Heejin Yoo"]),
        ("Patience in Bandits", ["Svetlana Orlova"]),
    ]


def test_a_consortium_may_sign_a_paper() -> None:
    entries = [
        *ENTRIES,
        ("Common Yardsticks for Law", ["Lena Blum", "Kofi Diop", "The Yardstick Consortium"]),
    ]
    text = "Papers of the month\n\n" + "\n\n".join(f"{title}\n{', '.join(names)}" for title, names in entries)
    assert _papers(text) == entries


def test_events_and_prizes_are_no_papers() -> None:
    entries = [entry for entry in ENTRIES if len(entry[1]) > 1]
    text = "Papers\n\n" + "\n\n".join(f"{title}\n{', '.join(names)}" for title, names in entries)
    workshop = "\n\nWorkshops\nMachine Learning for Lighthouses, organised by Tom Reyes and Kaja Vik\n"
    assert _papers(text + workshop) == entries
    picnic = (
        "Our summer picnic\n\nPrizes\n- Fastest kayak: Olaf Brandt\n- Best pie: Sunita Verma and Leo Katz\n"
    )
    assert _papers(picnic, "page.md") == []


def test_a_list_of_people_goes_on() -> None:
    entries = [entry for entry in ENTRIES if len(entry[1]) > 1]
    text = "# Publications\n\n" + "\n".join(
        f"- **{title}**  \n  {', '.join(names)}" for title, names in entries
    )
    board = "\n\n## Advisory board\n\n- Dana Brook, Yuki Sato\n- Ivo Lang, Bea Frost\n"
    assert _papers(text + board, "page.md") == entries


def test_authors_grouped_by_their_place_of_work() -> None:
    text = "Accepted papers\n\n" + "\n\n".join(
        f"{title}\n" + "\n".join(f"{names} (Wexford University)" for names in groups)
        for title, groups in (
            ("Paper Boats in Parallel", ["Sunniva Dahl", "Kofi Mensah, Ricardo Lemos", "Noor Jansen"]),
            ("Honest Averages", ["Beatrix Lang, Tariq Nasser", "Ji-ho Moon"]),
            ("Weaving Graph Kernels", ["Amit Desai", "Sade Cole"]),
        )
    )
    assert _papers(text) == [
        ("Paper Boats in Parallel", ["Sunniva Dahl", "Kofi Mensah", "Ricardo Lemos", "Noor Jansen"]),
        ("Honest Averages", ["Beatrix Lang", "Tariq Nasser", "Ji-ho Moon"]),
        ("Weaving Graph Kernels", ["Amit Desai", "Sade Cole"]),
    ]


def test_panels_and_invited_talks_are_no_papers() -> None:
    listed = "\n".join(f"* *[{title}](p.pdf)* by {_joined(names)}" for title, names in ENTRIES)
    text = (
        "# Panels\n\n1. **The Future of Maps**: Olga Tamm (chair), Peter Grau, Yuki Sato\n"
        "2. **Rivers Without Names**: Dana Brook (chair), Ivo Lang, Bea Frost\n\n# Talks\n\n"
        f"Invited Talk #4: *Bridges We Have Burnt* by [Kai Moe](k.html)\n\n# Posters\n\n{listed}\n"
    )
    assert _papers(text, "page.md") == list(ENTRIES)


def test_topics_of_a_call_for_papers_are_no_papers() -> None:
    text = (
        "# Call for Papers\n\nWe welcome submissions of long and short papers on topics including:\n\n"
        "- Annotation of old maps by hand\n- Machine learning for tired rivers\n"
        "- Evaluation of strategies for boats\n- Best practices for naming lakes\n"
    )
    assert _papers(text, "page.md") == []


def test_authors_set_apart_behind_a_tag_and_a_title() -> None:
    entries = [entry for entry in ENTRIES if len(entry[1]) > 1 and entry[0].count(" ") > 1]
    text = "<h1>Papers</h1>" + "".join(
        f"<p><span>Poster & Demo</span> {title}. <i>{', '.join(names)}</i></p><p>Abstract: We look at it.</p>"
        for title, names in entries
    )
    assert _papers(text, "page.html") == entries


def test_markdown_goes_on_behind_a_void_element() -> None:
    text = "# Our papers\n\n## Accepted\n" + "".join(
        f'#### [{title}](p.pdf)\n<img src="img{number}"/>\n**Authors**: {", ".join(names)}\n'
        f"<br>**Keywords**: maps, rivers\n<hr>\n"
        for number, (title, names) in enumerate(ENTRIES)
    )
    assert _papers(text, "page.md") == list(ENTRIES)


def test_a_count_of_papers_above_lists_that_come_before_their_titles() -> None:
    entries = [entry for entry in ENTRIES if len(entry[1]) > 1] * 2
    text = "5 papers with our authors will appear at XCML 2031 in Oslo, Norway.\n\n" + "\n\n".join(
        f"{_joined(names)}\n\n**{title}**" for title, names in entries
    )
    assert _papers(text, "page.md") == entries


def test_links_that_say_what_they_lead_to_are_no_papers() -> None:
    text = "# A week in Oslo\n\nJeff Lang gave [an interesting talk](t.html) on the use of old maps.\n"
    assert _papers(text, "page.md") == []


def test_numbered_citations_wrapped_by_hand_with_abbreviated_journals() -> None:
    text = (
        "Publications\n\n"
        "1. Solvation of tired rivers by a reference site model, B. Lang,\nA.V. Nasser, S. Dahl, and N. Moon,"
        " Comp. Theor. Chem. 1051,\n151-160 (2031).\n\n"
        "2. Load balancing for old boats: application to hybrid lakes,\nA. Desai, S. Cole, N. Moon,"
        " Int. J. Quantum Chem. 114, 813\n(2030).\n\n"
        "3. Scalable properties of paper clusters: a comparative study of\nworn treatments, R. Jansen,"
        " A. Desai, and\nN. Moon, Chem. Phys. Lett. 578, 92 (2029).\n\n"
        "4. How the rope breaks during decomposition on small palladium\nhooks, I. Brook, A. Nasser,\n"
        "K. Lemos and N. Moon, J. Am. Chem. Soc. 130, 9342 (2028).\n"
    )
    assert _papers(text) == [
        (
            "Solvation of tired rivers by a reference site model",
            ["B. Lang", "A.V. Nasser", "S. Dahl", "N. Moon"],
        ),
        ("Load balancing for old boats: application to hybrid lakes", ["A. Desai", "S. Cole", "N. Moon"]),
        (
            "Scalable properties of paper clusters: a comparative study of worn treatments",
            ["R. Jansen", "A. Desai", "N. Moon"],
        ),
        (
            "How the rope breaks during decomposition on small palladium hooks",
            ["I. Brook", "A. Nasser", "K. Lemos", "N. Moon"],
        ),
    ]
