"""The fields of a posting, as lists of values that can be compared."""

from collections.abc import Iterator, Mapping
from typing import Final

from extractors.evaluation.found import FoundJob, FoundLocation, FoundSkill
from extractors.evaluation.gold import GoldJob, GoldSkill, GoldYears
from extractors.jobs.skills import canonical_skill

Values = list[str]

_OF_PLACE: Final = ("country_code", "region", "region_code", "city")
_OF_ROLE: Final = ("posted_on", "remote_mode", "title", "seniority", "team", "employer")
_OF_PAY: Final = ("min", "max", "currency", "period")

JOB_FIELDS: Final = (
    *_OF_PLACE,
    *_OF_ROLE,
    "employment_type",
    "hours_per_week",
    *(f"pay_{name}" for name in _OF_PAY),
    "work_authorization",
    "degree",
    "field_of_study",
    "years_of_experience",
    "sections",
    "section_kind",
    "section_item",
    "skill",
    "skill_category",
    "skill_requirement",
)


def compare_job(gold: GoldJob, found: FoundJob) -> Iterator[tuple[str, Values, Values]]:
    """Yield each field that ``gold`` states: its name, the values in the gold, and those found.

    What is required, preferred or mentioned is part of the value of a degree, a field of study and years
    of experience. Skills are compared by their canonical names.
    """
    place = found.location or FoundLocation()
    for name in _OF_PLACE:
        if gold.states(name):
            yield name, _one(getattr(gold, name)), _one(getattr(place, name))
    for name in _OF_ROLE:
        if gold.states(name):
            yield name, _one(getattr(gold, name)), _one(getattr(found, name))
    if gold.states("employment_type"):
        yield "employment_type", gold.employment_type, found.employment_types
    if gold.states("work_authorization"):
        yield "work_authorization", gold.work_authorization, found.work_authorization
    if gold.states("hours_per_week"):
        yield "hours_per_week", _one(gold.hours_per_week), _one(found.hours_per_week)
    if gold.states("pay"):
        for name in _OF_PAY:
            yield f"pay_{name}", _one(getattr(gold.pay, name, None)), _one(getattr(found, f"pay_{name}"))
    yield from _requirements(gold, found)
    yield from _sections(gold, found)
    yield from _skills(gold, found)


def _requirements(gold: GoldJob, found: FoundJob) -> Iterator[tuple[str, Values, Values]]:
    facts: dict[str, Values] = {"degree": [], "field_of_study": [], "years_of_experience": []}
    for fact in found.facts:
        if fact.field in facts:
            facts[fact.field].append(f"{fact.value} ({fact.requirement})")
    if gold.states("degrees"):
        yield "degree", [f"{row.value} ({row.requirement})" for row in gold.degrees], facts["degree"]
    if gold.states("fields_of_study"):
        studied = [f"{row.value} ({row.requirement})" for row in gold.fields_of_study]
        yield "field_of_study", studied, facts["field_of_study"]
    if gold.states("years_of_experience"):
        years = [f"{_years(row)} ({row.requirement})" for row in gold.years_of_experience]
        yield "years_of_experience", years, facts["years_of_experience"]


def _sections(gold: GoldJob, found: FoundJob) -> Iterator[tuple[str, Values, Values]]:
    if not gold.states("sections"):
        return
    yield "sections", [row.heading for row in gold.sections], [row.heading for row in found.sections]
    if any(row.states("kind") for row in gold.sections):
        kinds = [f"{row.heading}: {row.kind}" for row in gold.sections]
        yield "section_kind", kinds, [f"{row.heading}: {row.kind}" for row in found.sections]
    if any(row.states("items") for row in gold.sections):
        items = [item for row in gold.sections for item in row.items]
        yield "section_item", items, [item for row in found.sections for item in row.items]


def _skills(gold: GoldJob, found: FoundJob) -> Iterator[tuple[str, Values, Values]]:
    if not gold.states("skills"):
        return
    wanted = {canonical_skill(row.skill): row for row in gold.skills}
    got = {row.skill: row for row in found.skills}
    yield "skill", list(wanted), list(got)
    for name in ("category", "requirement"):
        if any(row.states(name) for row in gold.skills):
            yield f"skill_{name}", _with(wanted, name), _with(got, name)


def _with(skills: Mapping[str, GoldSkill | FoundSkill], name: str) -> Values:
    return [f"{skill}: {getattr(row, name)}" for skill, row in skills.items()]


def _years(row: GoldYears) -> str:
    return f"{row.min:g}" if row.max is None else f"{row.min:g}-{row.max:g}"


def _one(value: object) -> Values:
    """Return a field as the list of its values: one, or none when it is empty."""
    if value is None or value == "":
        return []
    return [f"{value:.10g}" if isinstance(value, float) else str(value)]
