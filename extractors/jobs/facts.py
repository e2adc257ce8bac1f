"""All that a posting states, each value with its evidence."""

from collections.abc import Iterator, Sequence
from typing import Final

from extractors.jobs.dates import find_date
from extractors.jobs.pay import find_pay
from extractors.jobs.posting import Fact, Posting
from extractors.jobs.requirements import find_degrees, find_years
from extractors.jobs.role import find_role
from extractors.jobs.terms import find_terms
from extractors.places import Place
from extractors.records import fold
from extractors.spans import Slice

OF_PLACE: Final = ("country_code", "region", "region_code", "city")
OF_POSTING: Final = (
    "posted_on",
    "remote_mode",
    "title",
    "seniority",
    "team",
    "employer",
    "hours_per_week",
    "pay_min",
    "pay_max",
    "pay_currency",
    "pay_period",
)
MANY_VALUED: Final = (
    "employment_type",
    "work_authorization",
    "degree",
    "field_of_study",
    "years_of_experience",
)
FIELDS: Final = (*OF_PLACE, *OF_POSTING, *MANY_VALUED)
"""The fields of ``job_facts``; only those of ``MANY_VALUED`` may have several values."""


def find_facts(posting: Posting, place: Place | None, phrases: Sequence[Slice]) -> list[Fact]:
    """Return the facts of a posting, by where they stand; equal values of a field count once."""
    facts = list(_find(posting, place, phrases))
    seen: set[tuple[str, str, str | None]] = set()
    kept: list[Fact] = []
    for fact in facts:
        if fact.field == "remote_mode" and any(other.field == "remote_mode" for other in kept):
            continue
        key = (fact.field, fold(fact.value).casefold(), fact.requirement)
        if key not in seen:
            seen.add(key)
            kept.append(fact)
    return sorted(kept, key=lambda fact: (fact.start, fact.end, FIELDS.index(fact.field)))


def _find(posting: Posting, place: Place | None, phrases: Sequence[Slice]) -> Iterator[Fact]:
    if place and posting.place:
        for value in place.values:
            start = posting.place.start
            yield Fact(value.field, value.value, start + value.start, start + value.end, value.rule)
    role = list(find_role(posting))
    yield from role
    title = next((fact for fact in role if fact.field == "title"), None)
    yield from find_terms(posting, phrases, title=title)
    yield from find_date(posting)
    yield from find_pay(posting)
    yield from find_degrees(posting, phrases)
    yield from find_years(posting)
