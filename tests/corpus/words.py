"""Made-up papers, people and sentences: our own grammar, so that nothing in the gold is anybody's."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

_GIVEN = """Anna Marco Wei Yuki Priya Fatima Jonas Chloé Diego Ingrid Tomasz Leila Kwame Sofia Haruto
    Min-jun Olga Rashid Elena Pedro Xiaoming Ananya Bjørn Zoë Mateo Nadia Viktor Amara Hiroshi
    Jean-Luc María Søren Ayşe Ivan Lucía Farid Katarzyna Thiago Noor Emil""".split()  # noqa: SIM905
_FAMILY = """Keller Rossi Zhang Tanaka Sharma Hassan Weber Dubois Fernández Larsen Kowalski Ahmadi Mensah
    Petrova Sato Kim Ivanova Khan García Silva Chen Gupta Nielsen Müller Okafor Novak Lindqvist
    Moreau O’Brien Yılmaz Costa Nakamura Schmidt Haddad Wiśniewski Almeida Park Björk Ferrari
    Lopez-Ruiz""".split()  # noqa: SIM905
_SINGLE = ("Suharto", "Mausam", "Björk", "Devika")
_OTHER_SCRIPTS = ("王小明", "李 华", "Иван Петров", "김민수", "佐藤 太郎", "Мария Соколова")
_METHODS = """pruning distillation attention retrieval sampling alignment clustering quantization compression
    tracking ranking segmentation matching calibration planning translation summarization
    denoising""".split()  # noqa: SIM905
_THINGS = """graphs sensors documents proteins robots dialogues images markets forests satellites recipes
    maps contracts songs queries molecules lectures gestures""".split()  # noqa: SIM905
_KINDS = """sparse causal modular bilingual streaming private federated neural symbolic robust contrastive
    hierarchical low-rank few-shot multi-view open-world""".split()  # noqa: SIM905
_SENTENCES = (
    "We show that {kind} {method} needs half the memory that earlier methods take.",
    "A key step is {method}, which most systems skip.",
    "Experiments on {thing} and {other} cut the error by 3.4% relative, i.e., from 11.8% to 11.4%.",
    "Whether {thing} can be read without {method} has long been an open question; this work says yes.",
    "The method runs on one machine, learns from ten examples, and explains what it does.",
)
TOPICS = (
    "Speech and sound", "Active learning", "Robots at home", "Graph learning", "Fairness", "Optimization",
    "Language resources", "Vision", "Privacy", "Information retrieval", "Explainable systems", "Planning",
)  # fmt: skip
AFFILIATIONS = (
    "Acme Research", "University of Northfield", "ETC", "Institute of Useful Things", "Hill College, Easton",
    "Northern Polytechnic", "Bluebird Labs", "School of Engineering, Westmark University",
)  # fmt: skip


@dataclass(frozen=True)
class Paper:
    """A made-up paper."""

    title: str
    authors: tuple[str, ...]


class Words:
    """A source of made-up papers and sentences; the same seed gives the same ones."""

    def __init__(self, seed: str, papers: Sequence[Paper] = ()) -> None:
        self.rng = random.Random(seed)  # noqa: S311 - made-up text
        self._papers = papers

    def paper(self, *, least: int = 1, most: int = 6) -> Paper:
        """Return a paper: a made-up one, or one of those given."""
        if self._papers:
            fitting = [paper for paper in self._papers if least <= len(paper.authors) <= most]
            return self.rng.choice(fitting)
        names = [self.name() for _ in range(self.rng.randint(least, most))]
        return Paper(self.title(), tuple(dict.fromkeys(names)))

    def papers(self, count: int, *, least: int = 1, most: int = 6) -> list[Paper]:
        """Return ``count`` papers with different titles."""
        found: dict[str, Paper] = {}
        while len(found) < count:
            paper = self.paper(least=least, most=most)
            found.setdefault(paper.title, paper)
        return list(found.values())

    def name(self) -> str:
        """Return a person's name, in one of the ways that names are printed."""
        given, family = self.rng.choice(_GIVEN), self.rng.choice(_FAMILY)
        ways = (
            (66, f"{given} {family}"),
            (10, f"{given[0]}. {family}"),
            (10, f"{given} {self.rng.choice('ABCDEFGHJKLM')}. {family}"),
            (5, f"{given} van der {family}"),
            (3, f"{given} {family} Jr."),
            (2, self.rng.choice(_SINGLE)),
            (4, self.rng.choice(_OTHER_SCRIPTS)),
        )
        return self.rng.choices([way for _, way in ways], [weight for weight, _ in ways])[0]

    def title(self) -> str:
        """Return a paper's title, in one of the forms that titles have."""
        choose = self.rng.choice
        kind, method, thing, other = choose(_KINDS), choose(_METHODS), choose(_THINGS), choose(_THINGS)
        acronym = "".join(choose("ABDEGKLMNOPRSTX") for _ in range(4))
        title = choose(
            (
                f"{kind} {method} for {thing} in the wild",
                f"{acronym}: {kind} {method} with {thing} and {other}",
                f"Can {kind} {method} help with {thing}?",
                f"on the limits of {method} over {kind} {thing}",
                f"{thing}, {other} and beyond: a study of {kind} {method}",
                f"from {thing} to {other} by {kind} {method}",
                f"{acronym}-{self.rng.randint(2, 9)}: learning {kind} {method} from {thing}",
                f"why {method} fails on {thing}: lessons from {kind} data",
                f"{kind} {thing} vs. {kind} {other}: {method} revisited",
            )
        )
        title = title[0].upper() + title[1:]
        if self.rng.random() < 0.4:
            small = {"for", "in", "the", "with", "and", "on", "of", "over", "to", "by", "a", "from", "vs."}
            words = [word if word in small else word[0].upper() + word[1:] for word in title.split()]
            title = " ".join([words[0][0].upper() + words[0][1:], *words[1:]])
        return title

    def sentences(self, count: int) -> str:
        """Return running text."""
        choose = self.rng.choice
        return " ".join(
            choose(_SENTENCES).format(
                kind=choose(_KINDS), method=choose(_METHODS), thing=choose(_THINGS), other=choose(_THINGS)
            )
            for _ in range(count)
        )

    def affiliation(self) -> str:
        """Return where somebody works."""
        return self.rng.choice(AFFILIATIONS)

    def topics(self, count: int) -> list[str]:
        """Return different topics."""
        return self.rng.sample(TOPICS, count)

    def headline(self) -> str:
        """Return a page's headline."""
        return self.rng.choice(
            (
                "Acme at XCML 2031",
                "Our papers at XCCV 2032",
                "A guide to Acme’s papers at XACL 2030",
                "Accepted papers",
            )
        )


def and_last(names: Sequence[str], *, comma: bool = False) -> str:
    """Return names as a sentence lists them."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])}{',' if comma and len(names) > 2 else ''} and {names[-1]}"
