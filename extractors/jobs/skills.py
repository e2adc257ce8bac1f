"""The skills that are known: data, one JSON object per line."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def skill_patterns() -> dict[str, dict[str, Any]]:
    """Return the skills by their canonical name: category, variants, whether case and context matter."""
    lines = (files("extractors") / "patterns" / "skills.jsonl").read_text("utf-8").splitlines()
    return {row["skill"]: row for row in map(json.loads, lines)}


@cache
def known_skills() -> frozenset[str]:
    """Return all names of skills, as written in the data."""
    return frozenset(
        form
        for row in skill_patterns().values()
        for form in (row["skill"], *row.get("variants", ()), *row.get("exact_variants", ()))
    )
