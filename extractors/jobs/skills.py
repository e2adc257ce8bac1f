"""The skills that are known: data, one JSON object per line."""

from functools import cache
from typing import Any

from extractors.patterns import read_patterns


@cache
def skill_patterns() -> dict[str, dict[str, Any]]:
    """Return the skills by their canonical name: category, variants, whether case and context matter."""
    return {row["skill"]: row for row in read_patterns("skills")}


@cache
def _by_form() -> dict[str, str]:
    forms: dict[str, str] = {}
    for name, row in skill_patterns().items():
        for form in (*row.get("exact_variants", ()), *row.get("variants", ()), name):
            forms[form.casefold()] = name
    return forms


def canonical_skill(form: str) -> str:
    """Return the canonical name of a skill as it is printed; of an unknown one, the form itself."""
    return _by_form().get(" ".join(form.split()).casefold(), form)


@cache
def known_skills() -> frozenset[str]:
    """Return all names of skills, as written in the data."""
    return frozenset(
        form
        for row in skill_patterns().values()
        for form in (row["skill"], *row.get("variants", ()), *row.get("exact_variants", ()))
    )
