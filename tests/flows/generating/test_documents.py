"""Made-up documents: the same by seed and number, of all kinds, and with gold that is in the text."""

import hashlib
import re
import unicodedata
from functools import cache

import pytest

from extractors.decode import Source
from extractors.evaluation.found import read_found
from extractors.evaluation.gold import read_gold
from extractors.evaluation.report import evaluate
from extractors.evaluation.scores import score_document
from extractors.pipeline import extract_many
from extractors.records import Extraction
from extractors.render import to_json
from flows.generating.documents import LAYOUTS, Documents, MadeUp, Options
from flows.generating.draws import Draws
from flows.generating.drifts import DRIFTS
from flows.generating.people import person, pool_size
from flows.generating.words import rare_noun, spell

# What 40 documents of seed 7 hashed to when this was written: on every machine, with every Python.
HASH = "684d527906ea59df260c7b2e3b5d57247252f35a693f1662567d1858ade5705f"
SMALL = 6


@cache
def made(count: int, seed: int = 7, kilobytes: int = SMALL, drift_percent: int = 50) -> list[MadeUp]:
    documents = Documents(Options(seed=seed, kilobytes=kilobytes, drift_percent=drift_percent))
    return [documents.document(number) for number in range(count)]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def test_documents_are_the_same_everywhere() -> None:
    digest = hashlib.sha256()
    for document in made(40):
        digest.update(f"{document.publisher}/{document.name}".encode() + document.content)
        digest.update(document.gold_content())
    assert digest.hexdigest() == HASH


def test_a_document_does_not_depend_on_those_before_it() -> None:
    options = Options(seed=7, kilobytes=SMALL, drift_percent=50)
    assert Documents(options).document(31) == made(40)[31]


def test_another_seed_makes_other_documents() -> None:
    assert not {row.content for row in made(20)} & {row.content for row in made(20, seed=8)}


def test_all_layouts_formats_drifts_and_kinds_appear() -> None:
    documents = made(250, kilobytes=2)
    families = [document.gold["family"].split(", ") for document in documents]
    assert {family[0] for family in families} == set(LAYOUTS)
    assert {family[1] for family in families if len(family) > 1} == set(DRIFTS)
    assert {document.name.rpartition(".")[2] for document in documents} == {"txt", "md", "html"}
    kinds = {(bool(document.gold["papers"]), bool(document.gold["jobs"])) for document in documents}
    assert kinds == {(True, True), (True, False), (False, True), (False, False)}


def test_no_folder_gets_too_many() -> None:
    documents = Documents(Options(kilobytes=1))
    counts: dict[str, int] = {}
    for number in range(0, 16_000, 40):  # every fortieth
        publisher = documents.document(number).publisher
        counts[publisher] = counts.get(publisher, 0) + 1
    assert len(counts) == 32
    assert max(counts.values()) * 40 <= 1_000


def test_the_gold_is_in_the_text() -> None:
    for document in made(60):
        if document.name.endswith(".html"):
            text = squeezed(document.content.decode().replace("&amp;", "&"))
        else:
            text = squeezed(document.content.decode())
        gold = document.gold
        papers = [value for paper in gold["papers"] for value in (paper["title"], *paper["authors"])]
        captions = [value for row in gold["captions"] for value in row.values()]
        jobs = [job[key] for job in gold["jobs"] for key in ("location", "title", "body") if key in job]
        for value in (gold["headline"], *papers, *captions, *jobs, *gold.get("topics", [])):
            assert squeezed(value) in text, (document.name, value)


def test_vocabulary_and_people_grow_and_recur() -> None:
    draws = Draws("test")
    words = [rare_noun(draws) for _ in range(20_000)]
    early, late = len(set(words[:10_000])), len(set(words))
    assert early < late < 2 * early  # new ones keep appearing, more slowly
    assert len({spell(number) for number in range(50_000)}) > 49_000
    documents = made(60)
    listings = [paper for document in documents for paper in document.gold["papers"]]
    people = [name for paper in listings for name in paper["authors"]]
    assert len(set(people)) < 0.8 * len(people)
    titles = [paper["title"].casefold() for paper in listings]
    assert 0.9 * len(titles) < len(set(titles)) < len(titles)
    assert pool_size(1_000) > 10 * pool_size(10)
    assert len({person(0, number) for number in range(1_000)}) > 900


def test_sizes_have_a_long_tail_around_the_reference_documents() -> None:
    sizes = sorted(len(document.content) for document in made(150, kilobytes=30))
    assert 22_000 < sum(sizes) / len(sizes) < 45_000
    assert sizes[len(sizes) // 10] < 8_000
    assert sizes[-1] > 150_000


@pytest.mark.parametrize("drift_percent", [0, 100])
def test_the_extractor_reads_them(drift_percent: int) -> None:
    documents = made(30, drift_percent=drift_percent)
    sources = [Source(document.name, document.content) for document in documents]
    scores = []
    for document, result in zip(documents, extract_many(sources), strict=True):
        assert isinstance(result, Extraction)
        gold = read_gold(document.gold_content(), name=document.name)
        scores.append(score_document(gold, read_found(to_json(result)), text="", name=document.name))
    f1 = {name: score.strict.f1 for name, score in evaluate(scores).tables.items()}
    assert min(f1.values()) > (0.97 if drift_percent == 0 else 0.95), f1
