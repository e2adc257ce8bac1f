"""Fitting the name model: examples from a list of papers, logistic regression, whole-number weights.

AdaGrad (Duchi et al., 2011) on the logistic loss; deterministic for one list of papers and one seed.
"""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pycountry

from extractors.name_model import (
    BUCKETS,
    MAX_WORD_CHARS,
    MAX_WORDS,
    bucket,
    phrase_features,
    places,
    shape,
    word_features,
)

_SPLIT_TITLE = re.compile(r"[,:;?!()\[\]|/]|\s[-–—]\s|\band\b")
_SCALE = 16
_EPOCHS = 6
_RATE = 0.15
_BATCH = 512
_DROPPED = 0.2
_NEGATIVES_PER_TITLE = 4

# Words of headings, page furniture, organisations and posts: what stands on a page in title case and is
# nobody's name. General vocabulary of such pages, no publisher's.
_ORGANISATION_HEADS = """University Institute College School Department Faculty Laboratory Laboratories Labs
    Lab Research Center Centre Academy Foundation Group Team Technologies Systems Inc Ltd GmbH Corporation
    Hospital Council AI Robotics Sciences Polytechnic Observatory""".split()  # noqa: SIM905
_FIELDS = """Technology Science Computer Engineering Medicine Physics Mathematics Informatics Artificial
    Intelligence Machine Learning Data Vision Language Health Education""".split()  # noqa: SIM905
_POSTS = """Scientist Engineer Manager Director Intern Analyst Researcher Professor Fellow Chair Chairs
    Officer Developer Architect Lead Postdoc Student Editor Coordinator""".split()  # noqa: SIM905
_RANKS = """Senior Principal Staff Applied Research Associate Assistant Software Data Chief General Program
    Publicity Area Local Postdoctoral Visiting Machine Product Technical Workshop Finance Web""".split()  # noqa: SIM905
_HEADINGS = """
    Accepted Papers|Related Content|Read More|Learn More|Best Paper|Best Paper Award|Honorable Mention|
    Oral Session|Poster Session|Main Conference|Main Track|Invited Talks|Keynote Speakers|
    Organizing Committee|Program Committee|Steering Committee|Important Dates|Call for Papers|
    Workshop Papers|Conference Papers|Demo Papers|Short Papers|Long Papers|Industry Track|
    Spotlight Presentations|Research Areas|Our Team|About Us|Contact Us|Privacy Policy|Terms of Use|
    Sign Up|Log In|Home Page|Table of Contents|Further Reading|Published|Events|News|Blog|Careers|Jobs|
    Publications|People|Projects|Code|Data|Slides|Video|Abstract|Introduction|Conclusion|
    Acknowledgements|References|Overview|Background|Summary|Authors|Speakers|Sponsors|Venue|
    Registration|Schedule|Program|Tutorials|Workshops|Day One|Day Two|Morning Session|Afternoon Session|
    Lunch Break|Coffee Break|Opening Remarks|Closing Remarks|Latest News|Featured Publication|
    Share This Article|Follow Us|Jump to Content|Open Positions|Current Openings|Area Chairs|
    Session Chair|Equal Contribution|Corresponding Author|Key Responsibilities|Basic Qualifications|
    Preferred Qualifications|A Day in the Life|About the Team|United States|New York|San Francisco|
    Virtual|Remote|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|
    April|May|June|July|August|September|October|November|December|Ballroom|Exhibition Hall|
    West Building|Meeting Room|Poster|Oral|Spotlight|Paper|Project Page|Paper Link|Full Paper|Download|
    Preprint|Best Student Paper|Test of Time Award|Outstanding Paper|Findings|Proceedings|Journal|
    Conference|Workshop|Symposium|Association|Society|Transactions|Press|Arxiv|Dataset|Reading List|
    Deep Learning|Reinforcement Learning|Computer Vision|Natural Language Processing|Robotics|Speech|
    Information Retrieval|Differential Privacy|Fairness|Generative Models|Graph Neural Networks|
""".split("|")  # noqa: SIM905


class Example(NamedTuple):
    """A phrase as words, and whether it is one person's name."""

    words: tuple[str, ...]
    is_name: bool


def make_examples(
    papers: Iterable[dict[str, Any]], other_names: Sequence[str] = (), seed: int = 0
) -> list[Example]:
    """Return names, and phrases that are none, from papers with ``title``, ``authors`` and ``venue``.

    ``other_names`` are names of people who write no papers: of countries and scripts that the papers lack.
    """
    rng = random.Random(seed)  # noqa: S311 - a fixed choice of examples
    papers = list(papers)
    names = sorted({name for paper in papers for name in paper["authors"]})
    examples = [*_name_examples([*names, *other_names], rng)]
    for paper in papers:
        examples += _title_examples(paper["title"], rng)
    examples += _venue_examples(sorted({str(paper.get("venue") or "") for paper in papers}))
    families = [name.split()[-1] for name in names if " " in name]
    examples += _furniture_examples(families, rng)
    examples = [
        example
        for example in examples
        if 1 <= len(example.words) <= MAX_WORDS and max(map(len, example.words)) <= MAX_WORD_CHARS
    ]
    rng.shuffle(examples)
    return examples


def _name_examples(names: Sequence[str], rng: random.Random) -> Iterator[Example]:  # noqa: C901 - one way of printing a name after the other
    for name in names:
        words = tuple(re.sub(r"\(.*?\)|[“”\"]", "", name).split())
        if not words:
            continue
        yield Example(words, is_name=True)
        chance = rng.random()
        if len(words) > 1:
            if chance < 0.15:
                yield Example((words[0][0] + ".", *words[1:]), is_name=True)
            elif chance < 0.25:
                yield Example((*words[:-1], words[-1].upper()), is_name=True)
            elif chance < 0.3:
                yield Example(tuple(map(str.upper, words)), is_name=True)
            elif chance < 0.33:
                yield Example(tuple(map(str.lower, words)), is_name=True)
            elif chance < 0.45:
                yield Example((words[-1],), is_name=True)
            elif chance < 0.5:
                yield Example((words[0],), is_name=True)
            elif chance < 0.55:
                yield Example((words[-1], words[0][0] + "."), is_name=True)
            elif (
                chance < 0.62
                and not (words[0] + words[-1]).isascii()
                and words[0].lower() == words[0].upper()
            ):
                yield Example(("".join(reversed(words)),), is_name=True)


def _title_examples(title: str, rng: random.Random) -> Iterator[Example]:
    parts = [part.split() for part in _SPLIT_TITLE.split(title)]
    phrases = [words for words in parts if words]
    words = title.split()
    for _ in range(_NEGATIVES_PER_TITLE):
        length = rng.choice((1, 1, 2, 2, 2, 3, 3, 4, 5))
        start = rng.randrange(max(1, len(words) - length + 1))
        phrases.append(words[start : start + length])
    for phrase in phrases:
        stripped = [word.strip(".,:;?!()[]\"“”'") for word in phrase]
        cut = [word for word in stripped if word]
        if not cut:
            continue
        chance = rng.random()
        if chance < 0.45:
            cut = [word[0].upper() + word[1:] for word in cut]
        elif chance < 0.55:
            cut = [word.upper() for word in cut]
        elif chance < 0.7:
            cut = [cut[0][0].upper() + cut[0][1:], *cut[1:]]
        yield Example(tuple(cut), is_name=False)


def _venue_examples(venues: Sequence[str]) -> Iterator[Example]:
    for venue in venues:
        words = venue.split()
        yield Example(tuple(words[:MAX_WORDS]), is_name=False)
        yield Example(tuple(words[-3:]), is_name=False)


def _furniture_examples(families: Sequence[str], rng: random.Random) -> Iterator[Example]:
    headings = [tuple(heading.split()) for heading in _HEADINGS]
    countries = [country.name for country in pycountry.countries]
    regions = [region.name for region in pycountry.subdivisions]
    for _ in range(12):
        for heading in headings:
            if heading:
                yield Example(
                    heading if rng.random() < 0.7 else tuple(map(str.upper, heading)), is_name=False
                )
    for name in (*countries, *countries, *regions):
        yield Example(tuple(re.split(r"[\s,]+", name.split(",")[0].split("[")[0].strip())), is_name=False)
    for _ in range(9_000):
        head, place = rng.choice(_ORGANISATION_HEADS), rng.choice(families)
        if rng.random() < 0.5:
            place = rng.choice(regions).split()[0]
        field = rng.choice(_FIELDS)
        yield Example(
            tuple(
                rng.choice(
                    (
                        f"{head} of {place}",
                        f"{place} {head}",
                        f"{place} {head} of {field}",
                        f"{head} of {field}",
                        f"{head} of {field} {place}",
                        f"{place} {field} {head}",
                    )
                ).split()
            ),
            is_name=False,
        )
        yield Example(
            (*rng.sample(_RANKS, rng.choice((1, 1, 2))), rng.choice(_POSTS)),
            is_name=False,
        )


def fit(examples: Sequence[Example]) -> np.ndarray:
    """Return the weights, ``BUCKETS`` whole numbers of one byte, fitted to ``examples`` in their order."""
    indices, starts = _index(examples)
    labels = np.array([example.is_name for example in examples], dtype=np.float32)
    weights = np.zeros(BUCKETS, dtype=np.float32)
    squares = np.full(BUCKETS, 1e-6, dtype=np.float32)
    for epoch in range(_EPOCHS):
        for first in range(0, len(examples), _BATCH):
            last = min(first + _BATCH, len(examples))
            part = indices[starts[first] : starts[last]]
            offsets = starts[first:last] - starts[first]
            logits = np.add.reduceat(weights[part], offsets)
            errors = 1 / (1 + np.exp(-logits)) - labels[first:last]
            counts = np.diff(np.append(offsets, len(part)))
            gradient = np.bincount(part, weights=np.repeat(errors, counts), minlength=BUCKETS)
            squares += (gradient**2).astype(np.float32)
            weights -= ((_RATE / (1 + 0.3 * epoch)) * gradient / np.sqrt(squares)).astype(np.float32)
            weights *= 1 - 2e-6
    return np.clip(np.rint(weights * _SCALE), -127, 127).astype(np.int8)


def _index(examples: Sequence[Example]) -> tuple[np.ndarray, np.ndarray]:
    rng = random.Random(0)  # noqa: S311 - a fixed choice of words
    rows: list[int] = []
    starts = [0]
    kept: dict[tuple[str, str], list[int]] = {}
    for words, _ in examples:
        for word, place in zip(words, places(len(words)), strict=True):
            found = kept.get((word, place))
            if found is None:
                found = kept[word, place] = [bucket(feature) for feature in word_features(word, place)]
            # A word that is dropped now and then teaches its form, for words never seen.
            rows += found if rng.random() > _DROPPED else found[2:]
        rows += [bucket(feature) for feature in phrase_features(len(words), " ".join(map(shape, words)))]
        starts.append(len(rows))
    return np.array(rows, dtype=np.int32), np.array(starts, dtype=np.int64)
