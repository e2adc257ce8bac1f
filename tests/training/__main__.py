"""Fits the name model: ``make model PAPERS=papers.jsonl.gz``.

PAPERS is a file of JSON lines with ``title``, ``authors`` and ``venue``. The model that is kept is fitted on
all of them; the figures that are printed come from models that have not seen what they are tested on: a fifth
of the venues, and, with ``--families DIR...``, each layout family of a gold set in turn (its papers and
all of their authors are left out of the fit).
"""

import argparse
import gzip
import json
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from extractors import name_model
from extractors.decode import Source
from extractors.evaluation.found import read_found
from extractors.evaluation.gold import Gold, read_gold
from extractors.evaluation.keys import soft
from extractors.evaluation.scores import family_counts, score_document
from extractors.formats import SUFFIXES
from extractors.pipeline import extract_many
from extractors.records import Extraction
from extractors.render import to_json
from tests.training.names import Example, fit, make_examples
from tests.training.other_names import other_names

MODEL = Path("extractors/models/names.bin")
_HELD_OUT = 5


def main() -> None:
    """Fit, test and write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("papers", type=Path)
    parser.add_argument("--families", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, default=MODEL)
    arguments = parser.parse_args()
    with gzip.open(arguments.papers, "rt", encoding="utf-8") as file:
        papers = [json.loads(line) for line in file]
    others = other_names()
    say(f"{len(papers)} papers, {len(others)} other names")
    _test_on_venues(papers, others)
    if arguments.families:
        _test_on_families(papers, others, arguments.families)
    weights = fit(make_examples(papers, others))
    arguments.out.write_bytes(weights.tobytes())
    say(f"{arguments.out}: {weights.size} weights, {np.count_nonzero(weights)} of them not zero")


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _test_on_venues(papers: Sequence[dict[str, Any]], others: Sequence[str]) -> None:
    """Print how many phrases of venues not seen are told right, by kind and number of words."""
    venues = sorted({str(paper.get("venue")) for paper in papers})
    held = set(random.Random(0).sample(venues, len(venues) // _HELD_OUT))  # noqa: S311 - a fixed split
    use(fit(make_examples([paper for paper in papers if str(paper.get("venue")) not in held], others)))
    tested = make_examples([paper for paper in papers if str(paper.get("venue")) in held], (), seed=1)
    wrong: defaultdict[tuple[bool, int], list[int]] = defaultdict(lambda: [0, 0])
    for example in tested:
        counts = wrong[example.is_name, min(len(example.words), 3)]
        counts[0] += _is_wrong(example)
        counts[1] += 1
    say("phrases of held-out venues: kind, words, wrong, of")
    for (is_name, words), (count, total) in sorted(wrong.items()):
        say(
            f"  {'name' if is_name else 'no name':8s} {words}{'+' if words > 2 else ' '} "
            f"{count:6d} {total:7d}"
        )


def _is_wrong(example: Example) -> bool:
    return (name_model.score_words(example.words) > 0) != example.is_name


def _test_on_families(
    papers: Sequence[dict[str, Any]], others: Sequence[str], folders: Sequence[Path]
) -> None:
    """Print the strict F1 of titles and authors of each family, by a model that knows none of its people."""
    families: defaultdict[str, list[Path]] = defaultdict(list)
    for folder in folders:
        for path in sorted(folder.iterdir()):
            gold = path.with_suffix(".json")
            if path.suffix in SUFFIXES and gold.exists():
                families[read_gold(gold.read_bytes(), name=gold.name).family or path.stem].append(path)
    say("leave one family out: family, documents, papers left out, F1 of titles, F1 of authors")
    for family, paths in sorted(families.items()):
        golds = [read_gold(path.with_suffix(".json").read_bytes(), name=path.name) for path in paths]
        titles = {soft(paper.title) for gold in golds for paper in gold.papers}
        people = {soft(author.name) for gold in golds for paper in gold.papers for author in paper.authors}
        kept = [
            {**paper, "authors": [name for name in paper["authors"] if soft(name) not in people]}
            for paper in papers
            if soft(paper["title"]) not in titles
        ]
        use(fit(make_examples(kept, [name for name in others if soft(name) not in people])))
        scores = _score(paths, golds)
        say(f"  {family:44s} {len(paths):3d} {len(papers) - len(kept):6d} {scores[0]:.3f} {scores[1]:.3f}")


def _score(paths: Sequence[Path], golds: Sequence[Gold]) -> tuple[float, float]:
    scored = []
    for path, gold in zip(paths, golds, strict=True):
        (result,) = extract_many([Source(path.name, path.read_bytes())])
        if isinstance(result, Extraction):
            found = read_found(to_json(result))
            scored.append(score_document(gold, found, text=result.document.text, name=path.stem))
    (tables,) = family_counts(scored).values()
    return tables["papers"].f1, tables["authors"].f1


def use(weights: np.ndarray) -> None:
    """Let the name model use ``weights`` from now on."""
    name_model.replace_weights(weights.tobytes())


if __name__ == "__main__":
    main()
