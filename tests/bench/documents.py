"""Makes roundups in the reference layout: deterministic by seed, all words and names made up."""

import random
from collections.abc import Iterator

_ONSETS = "b br c ch d dr f fl g gr h j k kl l m n p pr qu r s sh st t tr v w z".split()
_VOWELS = "a e i o u ai ea io ou é ö".split()
_CODAS = ["", "", "n", "r", "l", "s", "m", "nd", "rt", "ck"]
_FUNCTION_WORDS = "the of and to in a for with on is that by as from we at this are it or an be which can".split()
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


class _Writer:
    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - documents, not secrets
        self._words = [self._new_word() for _ in range(4_000)]

    def _new_word(self) -> str:
        pick = self._random.choice
        return "".join(pick(_ONSETS) + pick(_VOWELS) + pick(_CODAS) for _ in range(self._random.randint(1, 3)))

    def words(self, count: int) -> list[str]:
        # Common words are common: half are function words, the rest follow a long tail; a few are new.
        made = []
        for _ in range(count):
            draw = self._random.random()
            if draw < 0.45:
                made.append(self._random.choice(_FUNCTION_WORDS))
            elif draw < 0.97:
                made.append(self._words[int(len(self._words) * self._random.random() ** 2)])
            else:
                made.append(self._new_word())
        return made

    def sentence(self, low: int, high: int) -> str:
        words = self.words(self._random.randint(low, high))
        if len(words) > 12:
            words[5] += ","
        return " ".join(words).capitalize() + "."

    def paragraph(self, characters: int) -> str:
        text = self.sentence(10, 25)
        while len(text) < characters:
            text += " " + self.sentence(10, 25)
        return text

    def title(self) -> str:
        words = self.words(self._random.randint(5, 11))
        words[-1] = self._random.choice(self._words)
        return " ".join(words).capitalize()

    def name(self) -> str:
        return f"{self._new_word().capitalize()} {self._new_word().capitalize()}{self._random.choice(_ONSETS)}o"

    def document(self) -> str:
        year = self._random.randint(2015, 2031)
        publisher = self._new_word().capitalize() + "ax"
        blocks = [
            f"A quick guide to {publisher}’s papers at XCML {year}",
            self.sentence(12, 14),
            self.paragraph(300),
        ]
        papers = [1] * _TOPICS
        for _ in range(_PAPERS - _TOPICS):
            papers[self._random.randrange(_TOPICS)] += 1
        for number, count in enumerate(papers):
            blocks += [" ".join(self.words(2)).capitalize() + " methods", self.paragraph(230)]
            for _ in range(count):
                title = self.title()
                names = [self.name() for _ in range(self._random.choice([1, 3, 4, 5, 5, 6, 7]))]
                blocks.append(f"{title}\n{', '.join(names)}")
            if number % 5 == 0:
                blocks.append(
                    f'{" ".join(self.words(2))}.png\nThe method proposed in "{title}". {self.paragraph(120)}'
                )
        jobs = []
        for _ in range(_JOBS):
            sections = [f"{heading} {self.paragraph(500)}" for heading in _HEADINGS[: self._random.randint(0, 3)]]
            jobs.append(f"{self._random.choice(_PLACES)}\n{self.paragraph(1000)} {' '.join(sections)}".rstrip())
        return "\n\n".join([*blocks, "Research areas", "Related content", "\n".join(jobs)]) + "\n"


def generate(count: int, *, seed: int = 0) -> Iterator[str]:
    """Yield ``count`` different documents of about 29 kB; equal seeds give equal documents."""
    writer = _Writer(seed)
    for _ in range(count):
        yield writer.document()
