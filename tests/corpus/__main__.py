"""Writes a gold set: ``python -m tests.corpus OUT --seed 7 --each 5 [--papers papers.jsonl.gz]``."""

import argparse
from pathlib import Path

from tests.corpus.generate import GOLD, SHIPPED, generate, read_papers


def main() -> None:
    """Write the files; without OUT, the set that the project ships."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, nargs="?", default=GOLD)
    parser.add_argument("--seed", type=int, default=SHIPPED["seed"])
    parser.add_argument("--each", type=int, default=SHIPPED["each"])
    parser.add_argument("--papers", type=Path)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    papers = read_papers(arguments.papers) if arguments.papers else ()
    for name, content in generate(seed=arguments.seed, each=arguments.each, papers=papers):
        (arguments.out / name).write_bytes(content)


if __name__ == "__main__":
    main()
