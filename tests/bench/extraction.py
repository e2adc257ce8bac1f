"""How fast extraction is on one core, against spaCy's default tokenizer on the same bytes."""

import gc
from html.parser import HTMLParser

import spacy

from extractors.decode import Source
from extractors.markup import read_html
from extractors.pipeline import build_pipeline, extract, extract_many
from tests.bench.documents import REFERENCE, generate
from tests.bench.measure import Pair, paired
from tests.corpus.generate import GOLD

_DOCUMENTS = 50
_GOLD_REPEATS = 5
TOKENIZER = "spaCy's default tokenizer"


class Rate:
    """Two rates on the same bytes, and the ratio."""

    def __init__(self, megabytes: float, other: str, pair: Pair) -> None:
        self.ours, self.theirs = megabytes / pair.one, megabytes / pair.other
        self.other, self.ratio = other, pair.times_faster


def measure_extraction() -> dict[str, Rate]:
    """Return the rates of each kind of text."""
    reference = REFERENCE.read_text("utf-8")
    postings = reference[extract(reference).job_postings[0].start_char :]
    return {
        "extraction, reference document": _extraction([reference] * _DOCUMENTS),
        "extraction, its job postings alone": _extraction([postings] * _DOCUMENTS),
        "extraction, made-up documents": _extraction(list(generate(2 * _DOCUMENTS, seed=1))),
        "extraction, gold set, .txt": _extraction(_read_gold(".txt")),
        "extraction, gold set, .md": _extraction(_read_gold(".md"), ".md"),
        "extraction, gold set, .html": _extraction(_read_gold(".html"), ".html"),
        "HTML to readable text": _html(_read_gold(".html")),
    }


def _extraction(texts: list[str], suffix: str = ".txt") -> Rate:
    contents = [text.encode() for text in texts]
    sources = [Source(f"{number}{suffix}", content) for number, content in enumerate(contents)]
    tokenizer = spacy.blank("en")
    build_pipeline()
    gc.freeze()  # as the flow's workers do

    def tokenize() -> None:
        with tokenizer.memory_zone():
            for text in texts:
                tokenizer.make_doc(text)

    def extract_all() -> None:
        for _ in extract_many(sources):
            pass

    return Rate(sum(map(len, contents)) / 1e6, TOKENIZER, paired(extract_all, tokenize))


def _html(texts: list[str]) -> Rate:
    def read() -> None:
        for text in texts:
            read_html(text)

    def parse() -> None:
        for text in texts:
            parser = HTMLParser()
            parser.feed(text)
            parser.close()

    return Rate(sum(len(text.encode()) for text in texts) / 1e6, "html.parser", paired(read, parse))


def _read_gold(suffix: str) -> list[str]:
    """Return the pages of the gold set in a format, as often as makes a measurable amount."""
    return [path.read_text("utf-8", "replace") for path in sorted(GOLD.glob(f"*{suffix}"))] * _GOLD_REPEATS
