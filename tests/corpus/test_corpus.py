"""The gold set: what the generator makes, and true of its documents."""

import json
from pathlib import Path

import pytest

from extractors.decode import Decoded, decode
from extractors.evaluation.keys import soft
from extractors.formats import format_of, read
from tests.corpus.generate import GOLD, SHIPPED, generate
from tests.corpus.layouts import LAYOUTS

DOCUMENTS = sorted(path for path in GOLD.iterdir() if path.suffix != ".json")


def test_the_shipped_set_is_what_the_generator_makes() -> None:
    made = dict(generate(seed=SHIPPED["seed"], each=SHIPPED["each"]))
    shipped = {path.name: path.read_bytes() for path in GOLD.iterdir() if not path.name.startswith("hand_")}
    assert made == shipped
    assert len(LAYOUTS) > 35


def test_another_seed_makes_other_documents() -> None:
    assert dict(generate(seed=2, each=1)) != dict(generate(seed=3, each=1))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_gold_stands_in_the_document(path: Path) -> None:
    gold = json.loads(path.with_suffix(".json").read_text("utf-8"))
    decoded = decode(path.read_bytes(), may_declare=path.suffix == ".html")
    assert isinstance(decoded, Decoded)
    text = soft(read(decoded.text, format_of(path.name)).text)
    for paper in gold["papers"]:
        assert soft(paper["title"]) in text
        for name in paper["authors"]:
            assert soft(name) in text
    for caption in gold.get("captions", []):
        assert soft(caption["text"]) in text
