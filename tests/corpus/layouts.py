"""Layouts of plain-text roundups: each function writes one page in one way that real pages are written."""

import textwrap
from collections.abc import Callable
from itertools import pairwise

from tests.corpus.build import Page
from tests.corpus.words import Paper, Words, and_last

Layout = Callable[[Words, Page], None]
LAYOUTS: dict[str, Layout] = {}


def layout(write: Layout) -> Layout:
    """Register a layout under its function's name."""
    LAYOUTS[write.__name__] = write
    return write


def _start(words: Words, page: Page) -> None:
    page.add(words.headline(), "", words.sentences(1), "", words.sentences(3))


def _inverted(name: str) -> str:
    *given, family = name.split()
    return f"{family}, {' '.join(given)}" if given and name.isascii() and name[-1] != "." else name


@layout
def topics_with_blurbs(words: Words, page: Page) -> None:
    _start(words, page)
    for topic in words.topics(3):
        page.add("", topic, "", words.sentences(2))
        for number, paper in enumerate(words.papers(2)):
            if number == 0:
                caption = f"Overview of the system in “{paper.title}”. {words.sentences(1)}"
                page.add("", f"{topic.split()[0]} fig.png", caption)
                page.captions.append(
                    {"file": f"{topic.split()[0]} fig.png", "text": caption, "paper": paper.title}
                )
            page.add("", paper.title, ", ".join(paper.authors))
            page.hold(paper, topic)
    page.add("", "Research areas", "", "Related content", "", "How we teach robots to cook", "A short story.")


@layout
def authors_before_titles(words: Words, page: Page) -> None:
    _start(words, page)
    for topic in words.topics(2):
        page.add("", topic, "", words.sentences(1))
        for paper in words.papers(4):
            page.add("", "; ".join(paper.authors), paper.title)
            page.hold(paper, topic)


@layout
def everything_spaced(words: Words, page: Page) -> None:
    page.add("Home", "", "Research", "", "Blog", "")
    _start(words, page)
    for paper in words.papers(5):
        page.add("", paper.title, "", and_last(paper.authors), "", words.sentences(3), "", "Read more")
        page.hold(paper)


@layout
def no_blank_lines(words: Words, page: Page) -> None:
    page.add(words.headline(), words.sentences(3))
    for topic in words.topics(2):
        page.add(topic, words.sentences(2))
        for paper in words.papers(3):
            page.add(paper.title, ", ".join(paper.authors), words.sentences(4))
            page.hold(paper, topic)


@layout
def labels(words: Words, page: Page) -> None:
    page.add(words.headline())
    for paper in words.papers(5):
        page.add("", f"Title: {paper.title}", f"Authors: {', '.join(paper.authors)}")
        page.add(
            f"Keywords: {words.rng.choice(('maps, songs', 'ranking'))}", f"Abstract: {words.sentences(2)}"
        )
        page.hold(paper)


@layout
def names_then_title_labels(words: Words, page: Page) -> None:
    page.add("ACCEPTED PAPERS")
    for paper in words.papers(6):
        page.add("", f"Name: {', '.join(paper.authors)}", f"Title: {paper.title}")
        page.hold(paper)


@layout
def family_name_first_with_affiliation(words: Words, page: Page) -> None:
    _start(words, page)
    for paper in words.papers(4, least=2):
        names = [_inverted(name) for name in paper.authors]
        page.add("", paper.title, *(f"{name} | {words.affiliation()}" for name in names))
        page.hold(Paper(paper.title, tuple(names)))


@layout
def one_name_a_line(words: Words, page: Page) -> None:
    page.add(words.headline(), "")
    for paper in words.papers(4, least=2):
        page.add("", paper.title, *(f"{name} ({words.affiliation()})" for name in paper.authors))
        page.hold(paper)


@layout
def shared_affiliations(words: Words, page: Page) -> None:
    page.add(words.headline(), "")
    for paper in words.papers(5, least=3):
        half = len(paper.authors) // 2
        first, second = and_last(paper.authors[:half]), and_last(paper.authors[half:])
        page.add("", paper.title, f"{first} ({words.affiliation()}), {second} ({words.affiliation()})")
        page.hold(paper)


@layout
def interpuncts(words: Words, page: Page) -> None:
    _start(words, page)
    for paper in words.papers(5, least=2):
        page.add("", f"### {paper.title}", "")
        page.add(
            " · ".join(f"{name} ({words.affiliation()})" for name in paper.authors), "", words.sentences(2)
        )
        page.hold(paper)


@layout
def marks_and_a_key(words: Words, page: Page) -> None:
    page.add(words.headline(), "* equal contribution", "")
    for paper in words.papers(5, least=2):
        marked = [name + words.rng.choice(("1", "2", "1,2", "1*")) for name in paper.authors]
        page.add("", paper.title, ", ".join(marked), f"1{words.affiliation()}, 2{words.affiliation()}")
        page.hold(paper)


@layout
def programme_by_the_hour(words: Words, page: Page) -> None:
    page.add(words.headline(), "", "Tuesday, June 8, 2031", "Session chair: Jo Placeholder")
    for number, paper in enumerate(words.papers(6)):
        page.add(f"{9 + number}:00–{9 + number}:30 {paper.title}", and_last(paper.authors))
        page.hold(paper)
    page.add("17:00–18:00 Keynote: Ten years of maps", "Jane Miller (Acme)")


@layout
def programme_numbers(words: Words, page: Page) -> None:
    page.add(words.headline(), "")
    for number, paper in enumerate(words.papers(6)):
        page.add(f"P1-{number + 1:02d} {paper.title}", ", ".join(paper.authors))
        page.hold(paper)


@layout
def awards_and_links_between(words: Words, page: Page) -> None:
    _start(words, page)
    for number, paper in enumerate(words.papers(5)):
        page.add("", paper.title + (" (Oral)" if number % 2 else ""))
        page.add(words.rng.choice(("Best Paper Award", "Paper | Code | Video", "July 14, Poster Session 3")))
        page.add(", ".join(paper.authors), words.sentences(2))
        page.hold(paper)


@layout
def by_lines(words: Words, page: Page) -> None:
    page.add(words.headline(), "", words.sentences(1))
    for number, paper in enumerate(words.papers(5), start=1):
        page.add(
            "", f"{number}. {paper.title} | 👾 Code", "", f"By {and_last(paper.authors, comma=True)}.", ""
        )
        page.add(f"TL;DR: {words.sentences(1)}")
        page.hold(paper)


@layout
def citations(words: Words, page: Page) -> None:
    page.add(words.headline(), "")
    for number, paper in enumerate(words.papers(6), start=1):
        page.add(f"[{number}] {', '.join(paper.authors)}. {paper.title.rstrip('?')}. In XCML, 2031.")
        page.hold(Paper(paper.title.rstrip("?"), paper.authors))


@layout
def et_al(words: Words, page: Page) -> None:
    page.add(words.headline(), "")
    for paper in words.papers(6):
        page.add("", paper.title, f"{paper.authors[0]} et al.")
        page.hold(Paper(paper.title, paper.authors[:1]), et_al=True)


@layout
def dashes_on_one_line(words: Words, page: Page) -> None:
    page.add(words.headline(), "")
    for paper in words.papers(6):
        page.add(f"- “{paper.title}” — {and_last(paper.authors)} [PDF]")
        page.hold(paper)


@layout
def glued_by_dashes(words: Words, page: Page) -> None:
    page.add(
        words.sentences(2),
        f"Within the area of {words.rng.choice(('speech', 'vision'))}, we apply new means.",
    )
    papers = words.papers(5, least=2)
    page.add(f"- {papers[0].title}")
    for paper, following in pairwise(papers):
        page.add(f"{', '.join(paper.authors)} - {following.title}")
    page.add(", ".join(papers[-1].authors), words.sentences(2))
    for paper in papers:
        page.hold(paper)


@layout
def titles_in_sentences(words: Words, page: Page) -> None:
    _start(words, page)
    for paper in words.papers(5, least=2, most=3):
        names = and_last(paper.authors)
        page.add(
            "",
            words.rng.choice(
                (
                    f"In “{paper.title},” {names} show that it can be done. {words.sentences(1)}",
                    f"{words.sentences(1)} The paper “{paper.title}” ({names}) looks at this.",
                    f"“{paper.title}” by {names} takes another way. {words.sentences(1)}",
                )
            ),
        )
        page.hold(paper)


@layout
def wrapped(words: Words, page: Page) -> None:
    page.add(words.headline(), "", *textwrap.wrap(words.sentences(4), 72))
    for paper in words.papers(5, least=3):
        page.add("", *textwrap.wrap(paper.title, 72, break_on_hyphens=False))
        page.add(*textwrap.wrap(", ".join(paper.authors), 72, break_on_hyphens=False), "")
        page.add(*textwrap.wrap(words.sentences(4), 72))
        page.hold(paper)


@layout
def upper_case_titles(words: Words, page: Page) -> None:
    page.add(words.headline().upper(), "")
    for paper in words.papers(5):
        page.add("", paper.title.upper(), and_last(paper.authors))
        page.hold(Paper(paper.title.upper(), paper.authors))


@layout
def table_by_tabs(words: Words, page: Page) -> None:
    page.add(words.headline(), "", "Title\tAuthors\tSession")
    for paper in words.papers(6):
        page.add(f"{paper.title}\t{', '.join(paper.authors)}\tPoster {words.rng.randint(1, 4)}")
        page.hold(paper)


@layout
def decoys(words: Words, page: Page) -> None:
    _start(words, page)
    page.add(
        "",
        "Keynote speakers",
        "",
        "Jane Miller, Rui Costa, Lena Weber",
        "",
        "Our team",
        "",
        "Wei Chen, Anna Rossi",
    )
    for paper in words.papers(4, least=2):
        page.add("", paper.title, ", ".join(paper.authors))
        page.hold(paper)
    page.add(
        "",
        "Program committee: Maria Keller, Tom Baker, Li Zhang",
        "",
        "Organizers include: Jo Park, Ivan Novak",
    )


@layout
def interview_without_papers(words: Words, page: Page) -> None:
    page.add(
        "The conference that changed the field",
        "",
        "Maria Keller on ten years of maps.",
        "",
        words.sentences(3),
    )
    page.add("", "“That is quite something,” says Maria Keller, the director, “for a young venue.”", "")
    page.add(
        "keller.jpeg",
        "Maria Keller, a principal scientist.",
        "Credit: Jo Placeholder",
        "",
        words.sentences(3),
    )
    caption = "Maria Keller, a principal scientist."
    page.captions.append({"file": "keller.jpeg", "text": caption, "credit": "Jo Placeholder"})


@layout
def organisers_without_papers(words: Words, page: Page) -> None:
    page.add(
        "XCML 2031: Call for papers", "", words.sentences(3), "", "Organizing committee", "General chairs"
    )
    page.add("Maria Keller, Wei Chen", "Program chairs", "Anna Rossi, Tomasz Kowalski, Yuki Tanaka", "")
    page.add(
        "Important dates", "Submission: March 3, 2031", "Notification: May 1, 2031", "", words.sentences(2)
    )


@layout
def job_cards_after_papers(words: Words, page: Page) -> None:
    _start(words, page)
    for paper in words.papers(3):
        page.add("", paper.title, ", ".join(paper.authors))
        page.hold(paper)
    page.add("", "Research areas", "")
    for place in ("US, WA, Seattle", "GB, London", "IN, KA, Bengaluru"):
        body = (
            f"Acme is hiring. {words.sentences(2)} Key job responsibilities - Build maps - "
            f"Ship them A day in the life "
            f"{words.sentences(1)} About the team {words.sentences(1)}"
        )
        page.add(place, body)
        page.jobs.append({"location": place, "body": body})


@layout
def job_ad(words: Words, page: Page) -> None:
    page.add(
        "Applied Scientist II - Maps", words.sentences(2), "", "Key job responsibilities", "- Design maps"
    )
    page.add(
        "- Write code",
        "",
        "About the team",
        words.sentences(1),
        "",
        "BASIC QUALIFICATIONS",
        "- 3+ years of maps",
    )
    page.add(
        "",
        "PREFERRED QUALIFICATIONS",
        "- Papers at good venues",
        "",
        "Acme is an equal opportunity employer.",
    )
    page.jobs.append({"title": "Applied Scientist II - Maps", "location": None})
