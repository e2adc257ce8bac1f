"""Makes roundups in the reference layout: deterministic by seed.

The prose is drawn from the reference document's sentences, with some words replaced by made-up ones, so that
punctuation and vocabulary are those of real text and yet no two documents are alike. Titles and names are
made up.
"""

import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).parents[2] / "raw" / "amazon-science" / "icml-2023.txt"
_NEW_WORDS_SHARE = 0.05
_ONSETS = "b br c ch d dr f fl g gr h j k kl l m n p pr qu r s sh st t tr v w z".split()  # noqa: SIM905
_VOWELS = "a e i o u ai ea io ou é ö".split()  # noqa: SIM905
_CODAS = ["", "", "n", "r", "l", "s", "m", "nd", "rt", "ck"]
_PLACES = [
    "US, WA, Seattle",
    "US, NY, New York",
    "US, CA, San Francisco",
    "US, MA, N.reading",
    "IN, KA, Bengaluru",
    "BR, SP, Sao Paulo",
    "GB, London",
    "DE, BE, Berlin",
]
_HEADINGS = ["Key job responsibilities", "A day in the life", "About the team"]
_TOPICS = 14
_PAPERS = 18
_JOBS = 10


@cache
def _reference_sentences() -> tuple[tuple[str, ...], ...]:
    """Return the sentences of the reference document's paragraphs, each as its words."""
    paragraphs = [line for line in REFERENCE.read_text("utf-8").splitlines() if len(line) > 200]
    sentences = re.split(r"(?<=[a-z][.!?]) (?=[A-Z])", " ".join(paragraphs))
    headings = re.compile("|".join(_HEADINGS))
    return tuple(tuple(headings.sub("", sentence).split()) for sentence in sentences)


class _Writer:
    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - documents, not secrets
        words = {word for sentence in _reference_sentences() for word in sentence}
        self._words = sorted(word for word in words if word.isalpha() and word.islower())

    def new_word(self) -> str:
        pick = self._random.choice
        return "".join(
            pick(_ONSETS) + pick(_VOWELS) + pick(_CODAS) for _ in range(self._random.randint(1, 3))
        )

    def words(self, count: int) -> list[str]:
        return [self._random.choice(self._words) for _ in range(count)]

    def sentence(self) -> str:
        words = list(self._random.choice(_reference_sentences()))
        for index, word in enumerate(words):
            if word.isalpha() and word.islower() and self._random.random() < _NEW_WORDS_SHARE:
                words[index] = self.new_word()
        return " ".join(words)

    def paragraph(self, characters: int) -> str:
        text = self.sentence()
        while len(text) < characters:
            text += " " + self.sentence()
        return text

    def title(self) -> str:
        return " ".join([self.new_word(), *self.words(self._random.randint(5, 11))]).capitalize()

    def name(self) -> str:
        last = self.new_word().capitalize() + self._random.choice(_ONSETS) + "o"
        return f"{self.new_word().capitalize()} {last}"

    def document(self) -> str:
        year = self._random.randint(2015, 2031)
        publisher = self.new_word().capitalize() + "ax"
        blocks = [
            f"A quick guide to {publisher}’s papers at XCML {year}",
            f"Across a range of topics, {publisher} research blends {' and '.join(self.words(2))}.",
            self.paragraph(220),
        ]
        papers = [1] * _TOPICS
        for _ in range(_PAPERS - _TOPICS):
            papers[self._random.randrange(_TOPICS)] += 1
        for number, count in enumerate(papers):
            blocks += [" ".join([self.new_word(), *self.words(2)]).capitalize(), self.paragraph(120)]
            for _ in range(count):
                title = self.title()
                names = [self.name() for _ in range(self._random.choice([1, 3, 4, 5, 5, 6, 7]))]
                blocks.append(f"{title}\n{', '.join(names)}")
            if number % 5 == 0:
                blocks.append(
                    f'{" ".join(self.words(2))}.png\nThe method proposed in "{title}". {self.paragraph(60)}'
                )
        jobs = []
        for _ in range(_JOBS):
            sections = [
                f"{heading} {self.paragraph(450)}" for heading in _HEADINGS[: self._random.randint(0, 3)]
            ]
            jobs.append(
                f"{self._random.choice(_PLACES)}\n{self.paragraph(1150)} {' '.join(sections)}".rstrip()
            )
        return "\n\n".join([*blocks, "Research areas", "Related content", "\n".join(jobs)]) + "\n"


def generate(count: int, *, seed: int = 0) -> Iterator[str]:
    """Yield ``count`` different documents of about 29 kB; equal seeds give equal documents."""
    writer = _Writer(seed)
    for _ in range(count):
        yield writer.document()
