"""Decides what a page says: its kind, its size, and everything in it."""

from typing import Final

from flows.generating.draws import Draws
from flows.generating.jobs import job
from flows.generating.pages import Figure, Page, Paper, Topic
from flows.generating.people import person, pool_size
from flows.generating.prose import WORK, Prose
from flows.generating.works import WORKS_PER_DOCUMENT, title_case, topic, work

REFERENCE_KILOBYTES: Final = 30
_PAPERS, _JOBS = 18, 10
# Sizes in percent of the reference document; a few of them lie in a tail that halves as sizes double.
_SIZES: Final = (12, 20, 28, 36, 44, 52, 60, 68, 76, 84, 92, 100, 108, 118, 130, 145, 165, 190)
_MIDDLE_PERCENT: Final = 92
_TAIL: Final = 200
_TAIL_STEPS: Final = 64
_LARGEST: Final = 4_000
_KINDS: Final = (
    *("papers and jobs",) * 64,
    *("papers",) * 24,
    *("jobs",) * 6,
    *("interview",) * 6,
)
_VENUES: Final = ("ICML", "NeurIPS", "ICLR", "ACL", "EMNLP", "NAACL", "CVPR", "ICCV", "ECCV", "KDD", "AAAI",
    "IJCAI", "SIGIR", "Interspeech", "ICASSP", "WWW", "RecSys", "UAI", "COLT", "AISTATS")  # fmt: skip
_FIRST_YEAR, _LAST_YEAR = 2012, 2031
_REPEAT_PERCENT: Final = 4
_FIGURE_PERCENT: Final = 22
_TITLE_CASE_PERCENT: Final = 35
_ABSTRACT_CHARS: Final = 500
_BLURB_CHARS: Final = 240
_TALK_CHARS: Final = 900


class Composer:
    """Writes the pages of a seed, of about ``kilobytes`` each on the average."""

    def __init__(self, seed: int, *, kilobytes: int = REFERENCE_KILOBYTES) -> None:
        self._seed = seed
        self._kilobytes = kilobytes

    def page(self, number: int, publisher: str, *, abstracts: bool) -> Page:
        """Return the page of a number, the same whatever other pages are asked for."""
        draws = Draws(self._seed, "page", number)
        prose = Prose(draws)
        kind = draws.pick(_KINDS)
        percent = max(1, _size(draws) * self._kilobytes // REFERENCE_KILOBYTES)
        venue, year = draws.pick(_VENUES), draws.between(_FIRST_YEAR, _LAST_YEAR)
        papers = max(2, _PAPERS * percent // 100) if kind.startswith("papers") else 0
        jobs = max(1, _JOBS * percent // 100) if kind.endswith("jobs") else 0
        topics = self._topics(draws, prose, number, papers, abstracts=abstracts)
        talk = self._talk(draws, prose, number, percent) if kind == "interview" else []
        return Page(
            publisher=publisher,
            venue=venue,
            year=year,
            headline=_headline(draws, kind, publisher, f"{venue} {year}"),
            dek=prose.sentences(1, WORK if kind == "jobs" else _DEKS),
            introduction=prose.paragraph(320, WORK if kind == "jobs" else _INTRODUCTIONS),
            topics=topics,
            jobs=[job(draws, prose, publisher) for _ in range(jobs)],
            talk=talk,
        )

    def _topics(
        self, draws: Draws, prose: Prose, number: int, papers: int, *, abstracts: bool
    ) -> list[Topic]:
        as_title = title_case if draws.chance(_TITLE_CASE_PERCENT) else str
        topics: dict[str, Topic] = {}
        seen: set[str] = set()
        left = papers
        while left > 0:
            name = topic(draws)
            count = min(left, draws.pick((1, 1, 1, 1, 2, 4)))
            left -= count
            if name in topics:
                continue
            found = [self._paper(draws, prose, number, left + place, abstracts) for place in range(count)]
            new = {paper.title: paper for paper in found if paper.title not in seen}
            seen |= new.keys()
            if new:
                printed = [paper._replace(title=as_title(paper.title)) for paper in new.values()]
                figure = _figure(draws, prose, name, printed[0].title)
                topics[name] = Topic(name, _blurb(draws, prose, name), printed, figure)
        return list(topics.values())

    def _paper(self, draws: Draws, prose: Prose, number: int, place: int, abstracts: bool) -> Paper:  # noqa: FBT001
        """Return the paper of a place on the page; now and then it is one of an earlier page."""
        if number and draws.chance(_REPEAT_PERCENT):
            number, place = draws.below(number), draws.below(_PAPERS)
        found = work(self._seed, number * WORKS_PER_DOCUMENT + place)
        abstract = prose.paragraph(_ABSTRACT_CHARS) if abstracts else ""
        return Paper(found.title, found.authors, abstract)

    def _talk(self, draws: Draws, prose: Prose, number: int, percent: int) -> list[str]:
        name = person(self._seed, draws.below(pool_size(number)))
        paragraphs = []
        for _ in range(2 + 30 * percent // 100):
            said = prose.sentences(1).rstrip(".")
            paragraphs.append(f"“{said},” says {name}. {prose.paragraph(_TALK_CHARS)}")
        return paragraphs


_DEKS: Final = (
    "Across many topics, research blends theory and practice, so that each %s %s may %s something new.",
    "From the first %s %s to those that %s at scale, this year's papers cover a wide range.",
)
_INTRODUCTIONS: Final = (
    "At this year's conference, researchers have several papers on the %s %s and on ways to %s it.",
    "But they also explore a variety of other subjects, where any %s %s may %s the next.",
    "Below is a quick guide to the papers, each of which takes one %s %s and tries to %s it better.",
)


def _size(draws: Draws) -> int:
    """Return a size in percent of the reference document: most in the middle, the rest in the tail."""
    if draws.chance(_MIDDLE_PERCENT):
        return draws.pick(_SIZES)
    return min(_LARGEST, _TAIL * _TAIL_STEPS // draws.between(1, _TAIL_STEPS))


def _headline(draws: Draws, kind: str, publisher: str, venue: str) -> str:
    if kind == "jobs":
        return f"Jobs at {publisher}"
    if kind == "interview":
        return f"How {venue} changed the field"
    return draws.pick(
        (
            f"A quick guide to {publisher}’s papers at {venue}",
            f"{publisher} at {venue}",
            f"{publisher}’s papers at {venue}",
        )
    )


def _blurb(draws: Draws, prose: Prose, name: str) -> str:
    text = prose.paragraph(draws.between(1, 2) * _BLURB_CHARS)
    return f"{name} {draws.pick(('has seen much progress', 'remains an open problem'))}. {text}"


def _figure(draws: Draws, prose: Prose, name: str, title: str) -> Figure | None:
    if not draws.chance(_FIGURE_PERCENT):
        return None
    file = f"{name.split(maxsplit=1)[0]} {draws.pick(('overview', 'setup', 'results'))}.png"
    start = draws.pick(("Overview of the method proposed in", "The setup considered in"))
    return Figure(file, f'{start} "{title}". {prose.sentences(1)}', title)
