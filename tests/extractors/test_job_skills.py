"""Skills: known by their names, and not where the same letters mean something else."""

import json
from collections import Counter
from importlib.resources import files

import pytest

from extractors.jobs.skills import canonical_skill, skill_patterns
from extractors.pipeline import extract
from extractors.records import SkillCategory

INTRO = (
    "We make maps for people who are lost, and our office has a view of the harbour. Our maps are printed on "
    "paper that survives the rain, and most of them have been read by somebody who came home."
)


def skills(text: str) -> dict[str, str]:
    """Return the skills of a posting with that text, and what is asked of each."""
    found = extract(f"US, WA, Seattle\n\n{INTRO} {text}\n")
    assert len(found.job_postings) == 1
    return {skill.skill: skill.requirement for skill in found.job_skills}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You know Python, R and C++.", {"Python", "R", "C++"}),
        ("Experience with Go or Rust is required.", {"Go", "Rust"}),
        ("Our services are written in Go.", {"Go"}),
        ("You are fluent in C and in SQL.", {"C", "SQL"}),
        ("You know Excel.", {"Excel"}),
        ("We use PyTorch and Tensorflow for NLP.", {"PyTorch", "TensorFlow", "natural language processing"}),
        ("You excel at maps, and you go to sea.", set()),
        ("Our R&D group has a C-level sponsor and plenty of vitamin C.", set()),
        ("Let us go and react to a spark of interest.", set()),
        ("We go to great lengths, from A to C.", set()),
        ("We like cutting-edge AI.", set()),
    ],
)
def test_words_with_other_senses(text: str, expected: set[str]) -> None:
    assert set(skills(text)) == expected


def test_what_is_asked() -> None:
    found = skills(
        "We build robots with ROS. Basic qualifications - Strong Python (Rust preferred) "
        "- PyTorch, ideally with CUDA - Java is not required "
        "Preferred qualifications - Experience with Kubernetes"
    )
    assert found == {
        "ROS": "mentioned",
        "Python": "required",
        "Rust": "preferred",
        "PyTorch": "required",
        "CUDA": "preferred",
        "Java": "preferred",
        "Kubernetes": "preferred",
    }


def test_the_mention_that_asks_most_counts() -> None:
    found = extract(
        f"US, WA, Seattle\n\n{INTRO} Some of us write Python. Python is required. Python is fun.\n"
    )
    ((skill, requirement, start),) = [(s.skill, s.requirement, s.start_char) for s in found.job_skills]
    assert (skill, requirement) == ("Python", "required")
    assert found.document.text[start:].startswith("Python is required")


def test_soft_skills_count_where_they_are_asked_for() -> None:
    assert skills("We offer mentoring, and leadership has many faces here.") == {}
    assert "communication" in skills("You have excellent communication skills.")
    assert "mentoring" in skills("Key job responsibilities - Mentor junior colleagues - Draw maps")


def test_the_field_of_a_degree_is_no_skill() -> None:
    assert skills("You have a PhD in statistics.") == {}


def test_variants_have_one_name() -> None:
    assert canonical_skill("LLMs") == canonical_skill("large  language model") == "large language models"
    assert canonical_skill("Basket weaving") == "Basket weaving"


def test_the_data() -> None:
    lines = (files("extractors") / "patterns" / "skills.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert len(rows) == len(skill_patterns()) > 1_000
    assert {row["category"] for row in rows} == set(SkillCategory.__args__)  # type: ignore[attr-defined]
    names = Counter(row["skill"].casefold() for row in rows)
    assert [name for name, count in names.items() if count > 1] == []
    keys = {"skill", "category", "variants", "exact_variants", "case", "context", "asked"}
    assert all(set(row) <= keys for row in rows)
