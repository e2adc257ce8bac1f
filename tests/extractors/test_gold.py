"""The regression gate: the scores on the project's own gold may not fall below the recorded ones.

``pytest tests/extractors/test_gold.py --update-golden`` records the present ones; look at the diff.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from extractors.decode import MAX_DOCUMENT_BYTES
from extractors.evaluation.gate import compare, misses_by_document, new_misses, scores_of
from flows.commands.eval import evaluate_pairs, find_gold

CORPUS = Path(__file__).parents[1] / "corpus"
RECORDED = CORPUS / "scores.json"
HOW_TO_RECORD = "pytest tests/extractors/test_gold.py --update-golden"


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The scores and misses of the present extractor, as they are recorded."""
    monkeypatch.chdir(CORPUS)
    gold = find_gold([Path("gold"), Path("postings")])
    assert not gold.without_gold
    assert not gold.without_document
    evaluation = evaluate_pairs(gold.pairs, max_bytes=MAX_DOCUMENT_BYTES)
    assert [document.name for document in evaluation.documents if document.refused] == []
    return scores_of(evaluation) | {"misses": misses_by_document(evaluation)}


def test_no_score_falls(found: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        RECORDED.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    assert RECORDED.exists(), f"nothing is recorded; run: {HOW_TO_RECORD}"
    recorded = json.loads(RECORDED.read_text("utf-8"))
    averages = ("micro", "macro", "field")
    drops = compare(
        {average: found[average] for average in averages},
        {average: recorded[average] for average in averages},
    )
    if drops:
        new = new_misses(found["misses"], recorded["misses"])
        lines = [*map(str, drops), f"{len(new)} new misses:", *new, f"if this is meant: {HOW_TO_RECORD}"]
        pytest.fail("\n".join(lines), pytrace=False)
