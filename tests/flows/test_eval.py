"""``roundup eval``: scores of a folder with gold, its one-line failures, its exit codes."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.flows.command import call, clean_environment
from tests.flows.conftest import FIRST, SECOND, only_line

FIRST_GOLD: dict[str, Any] = {
    "papers": [
        {
            "title": "Delay-adapted policy optimization under feedback",
            "authors": ["Tal Lancewick", "Aviv Rosenberg", "Dmitry Sotnikov"],
            "topic": "Bandit problems",
        },
        {
            "title": "Incentivizing exploration with linear contexts",
            "authors": ["Mark Sellke", {"name": "Ada Lovelace", "affiliation": None}],
            "topic": "Bandit problems",
        },
    ],
    "captions": [],
    "jobs": [],
    "headline": "A quick guide to Amazon’s papers at ICML 2023",
    "venue": "ICML",
    "year": 2023,
}
SECOND_GOLD: dict[str, Any] = {
    "papers": [
        {
            "title": "Multi-task learning of conformal predictors",
            "authors": ["Ada Lovelace", "Alan Turing", "Grace Hopper", "Kurt Gödel"],
        },
        {"title": "A paper that is not there", "authors": []},
    ],
    "family": "guides",
}


class GoldFolder:
    """A folder of documents with their gold, in a temporary folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "gold").mkdir()

    def put(self, name: str, content: str | bytes | dict[str, Any]) -> None:
        if isinstance(content, dict):
            content = json.dumps(content)
        (self.folder / "gold" / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    def eval(self, *arguments: str, folder: str = "gold") -> "subprocess.CompletedProcess[str]":
        return call(("eval", folder, *arguments), folder=self.folder, environment=clean_environment())


@pytest.fixture
def gold(tmp_path: Path) -> GoldFolder:
    made = GoldFolder(tmp_path)
    made.put("first.txt", FIRST)
    made.put("first.json", FIRST_GOLD)
    made.put("second.txt", SECOND)
    made.put("second.json", SECOND_GOLD)
    return made


def test_json_holds_everything(gold: GoldFolder) -> None:
    done = gold.eval("--json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    papers = found["tables"]["papers"]
    assert (papers["gold"], papers["strict"]["hits"], papers["strict"]["extracted"]) == (4, 3, 3)
    assert papers["strict"]["f1"] == pytest.approx(6 / 7)
    assert papers["macro_f1"] == pytest.approx((1 + 2 / 3) / 2)
    assert papers["micro_interval"][0] < papers["strict"]["f1"] <= papers["micro_interval"][1]
    assert set(found["tables"]) == {"papers", "authors", "topic_of", "figures", "jobs"}
    assert found["fields"]["document.venue"]["strict"]["f1"] == 1
    assert set(found["families"]) == {"first", "guides"}
    assert found["calibration"]["bad"] == 1
    first, second = found["documents"]
    assert (first["document"], first["misses"]) == ("gold/first.txt", [])
    assert [(miss["table"], miss["kind"], miss["value"], miss["line"]) for miss in second["misses"]] == [
        ("papers", "missed", "A paper that is not there", None),
        ("authors", "missed", "Kurt Gödel", None),
    ]


def test_it_needs_neither_prefect_nor_duckdb(gold: GoldFolder) -> None:
    code = (
        "import sys\nfrom flows.cli import run_command\n"
        "assert run_command(['eval', 'gold', '--json']) == 0\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=gold.folder, capture_output=True, text=True, check=True
    )
    assert not {"prefect", "duckdb"} & set(done.stderr.split())
    assert "spacy" in done.stderr.split()


def test_the_tables_for_people_fit_100_columns(gold: GoldFolder) -> None:
    gold.put("long.txt", FIRST.replace("Delay-adapted", "Delay-adapted " * 20))
    gold.put("long.json", FIRST_GOLD | {"family": "a_family_with_a_name_that_is_far_too_long_for_a_table"})
    done = gold.eval()
    assert (done.returncode, done.stderr) == (0, "")
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    assert max(map(len, lines)) <= 100
    rows = [line.split() for line in lines]
    assert ["table", "or", "field", "gold", "strict", "P", "R", "F1", "soft", "P", "R", "F1"] in rows
    assert ["figures", "0", *["1.000"] * 6] in rows
    assert ["document.year", "2", *["1.000"] * 6] in rows
    assert ["guides", "0.667", "0.857"] in rows
    assert "3 documents of 3 families, 0 refused" in lines
    assert "not in text - papers: A paper that is not there" in lines
    assert "     line 9 - papers: Delay-adapted policy optimization under feedback" in lines
    assert any(line.startswith("     line 9 + papers: Delay-adapted Delay-adapted") for line in lines)
    assert any(line.startswith("            | …") for line in lines)


def test_misses_limits_what_is_shown(gold: GoldFolder) -> None:
    gold.put("second.json", SECOND_GOLD | {"papers": [{"title": str(n), "authors": []} for n in range(9)]})
    assert gold.eval().stdout.count("- papers: ") == 2  # with the extra one, three
    assert "and 7 more in papers" in gold.eval().stdout
    assert " papers: " not in gold.eval("--misses", "0").stdout
    one = json.loads(gold.eval("--misses", "1", "--json").stdout)["documents"][1]["misses"]
    assert [miss["table"] for miss in one] == ["papers", "authors"]


def test_fail_under_names_the_tables_and_has_an_exit_code_of_its_own(gold: GoldFolder) -> None:
    done = gold.eval("--fail-under", "0.9", "--json")
    assert done.returncode == 4
    assert only_line(done.stderr) == ("roundup: F1 below 0.9: papers (micro 0.8571, macro 0.8333)")
    assert json.loads(done.stdout)
    assert gold.eval("--fail-under", "0.5").returncode == 0


def test_a_refused_document_counts_as_nothing_extracted_and_is_named(gold: GoldFolder) -> None:
    gold.put("second.txt", bytes(range(256)) * 40)
    found = json.loads(gold.eval("--json").stdout)
    assert found["documents"][1]["refused"].startswith("this is binary data")
    assert found["tables"]["papers"]["strict"]["hits"] == 2
    assert (found["calibration"]["bad"], found["calibration"]["bad_flagged"]) == (1, 1)
    shown = gold.eval()
    assert shown.returncode == 0
    assert "gold/second.txt: refused: this is binary data" in shown.stdout


def test_what_has_no_partner_is_named(gold: GoldFolder) -> None:
    for name in ("third.md", "fourth.html"):
        gold.put(name, FIRST)
    gold.put("lonely.json", FIRST_GOLD)
    gold.put("notes.csv", "x")
    assert gold.eval("--json").stderr.splitlines() == [
        "not scored: gold/fourth.html and 1 more; there is no gold of that name",
        "not scored: gold/lonely.json; there is no document of that name",
    ]


BROKEN: dict[str, tuple[bytes | dict[str, Any], str]] = {
    "no JSON": (b"{", "Invalid JSON: EOF while parsing an object at line 1 column 1"),
    "wrong type": (
        {"papers": [{"title": 1, "authors": []}]},
        "papers.0.title: Input should be a valid string",
    ),
    "no papers": ({}, "papers: Field required"),
}


@pytest.mark.parametrize(("content", "problem"), BROKEN.values(), ids=BROKEN)
def test_broken_gold_is_one_line(gold: GoldFolder, content: bytes | dict[str, Any], problem: str) -> None:
    gold.put("second.json", content)
    done = gold.eval()
    assert (done.returncode, done.stdout) == (1, "")
    assert only_line(done.stderr) == f"roundup: gold/second.json: {problem}; correct the gold file"


def test_wrong_calls_are_one_line(gold: GoldFolder) -> None:
    (gold.folder / "empty").mkdir()
    for arguments, folder, message in (
        ((), "empty", "there is no gold in empty; put NAME.json beside the document NAME.txt"),
        ((), "nowhere", "there is no folder nowhere; name one that holds documents and their gold"),
        (("--fail-under", "90"), "gold", "--fail-under: it is an F1 from 0 to 1, not 90"),
        (("--fail-under", "nan"), "gold", "--fail-under: it is an F1 from 0 to 1, not nan"),
        (("--misses", "-1"), "gold", "--misses: it is a number from 0, not -1"),
    ):
        done = gold.eval(*arguments, folder=folder)
        assert (done.returncode, done.stdout) == (2, "")
        assert only_line(done.stderr) == f"roundup: {message}"


def test_several_folders_and_one_named_twice(gold: GoldFolder) -> None:
    (gold.folder / "more").mkdir()
    (gold.folder / "more" / "first.txt").write_text(FIRST, "utf-8")
    (gold.folder / "more" / "first.json").write_text(json.dumps(FIRST_GOLD), "utf-8")
    found = json.loads(gold.eval("more", "gold", "--json").stdout)
    names = [document["document"] for document in found["documents"]]
    assert names == ["gold/first.txt", "gold/second.txt", "more/first.txt"]
    assert set(found["families"]) == {"first", "guides"}
