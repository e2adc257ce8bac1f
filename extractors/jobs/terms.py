"""On what terms a posting hires: employment type, hours, remote mode, conditions of nationality."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extractors.jobs.posting import Fact, Posting, find_words
from extractors.spans import Slice

_HOURS = re.compile(
    r"(?<![\d.,])(\d{2}(?:[.,]\d{1,2})?)(?:\s?(?:-|–|to)\s?(\d{2}(?:[.,]\d{1,2})?))?[ -]?(?:hours?|hrs?"
    r"|h)\b\.?(?:\s?(?:/|per|a|each|p\.?)\s?(?:week|wk|w)\b|\s?weekly|[- ](?:work)?week\b)",
    re.IGNORECASE,
)
_COUNT = r"(one|two|three|four|five|[1-5])"
_WHERE = r"(?:offices?|on[- ]site|campus|home|lab|remotely)"
_DAYS_AND_PLACE = re.compile(
    rf"\b{_COUNT}\s+days?(?:\s+(?:per|a|each)\s+week)?\b[^.;\n]{{0,40}}?\b{_WHERE}\b", re.IGNORECASE
)
_PLACE_AND_DAYS = re.compile(
    rf"\b{_WHERE}[^.;\n]{{0,30}}?\b{_COUNT}\s+days?\s+(?:per|a|each)\s+week\b", re.IGNORECASE
)
_WEEKLY_HOURS = re.compile(
    r"weekly\s(?:working\s)?(?:time|hours|workload)\b[^.;\n\d]{0,40}\b(\d{2}(?:[.,]\d{1,2})?)\s?(?:hours?|h)\b",
    re.IGNORECASE,
)
_REACH = 60
_BEFORE, _BEHIND, _RIGHT_BEFORE = 80, 60, 25
_BARE_HOURS = re.compile(r"(\d{2})(?:\s?hours)? per week")
_HOURS_VALUE = re.compile(r"(\d{2}(?:\.\d{1,2})?)(?!\d)(?:\s?(?:h|hours?))?\b")
_HEADERS: Final = {
    "employment_type": ("type", "hours", "", "title"),
    "remote_mode": ("mode", "location", "", "type", "hours", "pay"),
    "work_authorization": ("other",),
}
"""Where in the header a word alone says something of a field."""
_SCIENCE_BEHIND = re.compile(
    r"[\s-]*(?:sensing|models?\b(?! of work)|access|procedure|host|server|desktop)", re.IGNORECASE
)
_OR_VISA = re.compile(r"[^.;\n]{0,40}\bor\b[^.;\n]{0,20}\b(?:visa|right to work|work rights|work permit)\b")
_NOT_REQUIRED = re.compile(r"\s{0,3}\W?\s{0,3}(?:is |are )?not (?:required|needed|necessary)", re.IGNORECASE)
# Clubs and events are sponsored too.
_OF_EVENTS = re.compile(
    r"\s(?:(?:an?|the|our|several|many)\s)?(?:[a-z-]+\s){0,2}"
    r"(?:clubs?|events?|conferences?|teams?|workshops?|meetups?|projects?|hackathons?)\b"
)
_NEGATED = re.compile(
    r"\b(?:not|no|cannot|can’t|can't|unable to|without|don’t|don't|neither|unfortunately)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_NOT_BEHIND = re.compile(
    r"^[^.;]{0,40}\b(?:not (?:available|offered|provided|possible)|unavailable|cannot|isn['’]t)\b",
    re.IGNORECASE,
)
_ALIVE = re.compile(
    r"(?:graduate|your|previous|prior|past|completed|an earlier|of|through)\s+$", re.IGNORECASE
)

_INTERN = re.compile(r"\bintern(?:ship)?s?\b", re.IGNORECASE)


def find_terms(posting: Posting, phrases: Sequence[Slice], *, title: Fact | None) -> Iterator[Fact]:
    """Yield ``employment_type``, ``remote_mode``, ``work_authorization`` and ``hours_per_week``."""
    hours = None
    for part in posting.parts:
        for week in find_words(posting.text, ("week", "WEEK", "Week"), *part):
            hours = (
                hours
                or _HOURS.search(posting.text, max(part.start, week - _REACH), week + len("week"))
                or _WEEKLY_HOURS.match(posting.text, week, part.end)
            )
    if hours:
        value = hours.group(hours.lastindex or 1).replace(",", ".")
        yield Fact("hours_per_week", value.removesuffix(".0"), *hours.span(), "hours_per_week")
    yield from _days(posting)
    seen: set[tuple[str, str]] = set()
    for header in posting.headers if not hours else ():
        pattern = {"type": _BARE_HOURS, "hours": _HOURS_VALUE}.get(header.kind)
        bare = pattern.match(posting.text, header.start, header.end) if pattern else None
        if bare:
            yield Fact("hours_per_week", bare.group(1), *bare.span(), "header")
            break
    ordered = sorted(phrases, key=lambda phrase: (phrase.start, -phrase.end))
    for fact in _phrases(posting, ordered, title):
        is_single = fact.field == "remote_mode"
        key = (fact.field, "" if is_single else fact.value)
        if key not in seen:
            seen.add(key)
            yield fact


def _days(posting: Posting) -> Iterator[Fact]:
    """Yield the remote mode that a number of days says: "three days a week in the office"."""
    for part in posting.parts:
        for day in find_words(posting.text, ("day", "DAY"), *part):
            low, high = max(part.start, day - _REACH), min(part.end, day + _REACH)
            found = _DAYS_AND_PLACE.search(posting.text, low, high) or _PLACE_AND_DAYS.search(
                posting.text, low, high
            )
            if found:
                mode = (
                    "onsite"
                    if found.group(1).lower() in ("five", "5") and "home" not in found.group().lower()
                    else "hybrid"
                )
                yield Fact("remote_mode", mode, *found.span(), "days_a_week")
                return


def _phrases(posting: Posting, phrases: Sequence[Slice], title: Fact | None) -> Iterator[Fact]:
    if title and _INTERN.search(title.value):
        yield Fact("employment_type", "internship", title.start, title.end, "title")
    reach = 0
    for phrase in phrases:
        field, value, *scope = phrase.label.split(":")
        if field not in _HEADERS or phrase.start < reach:
            continue
        header = posting.header_at(phrase.start)
        is_header = header is not None and header.kind in _HEADERS[field]
        in_title = posting.title is not None and posting.title.start <= phrase.start < posting.title.end
        if scope and (in_title or not is_header):
            continue
        said = _what_is_said(posting, phrase, field, value, is_header=is_header)
        if said:
            reach = phrase.end
            yield Fact(field, said, phrase.start, phrase.end, "header" if is_header else "phrase")


def _what_is_said(posting: Posting, phrase: Slice, field: str, value: str, *, is_header: bool) -> str | None:
    """Return what a phrase says of a field beside the words around it; ``None`` where it says nothing."""
    text = posting.text
    unit = posting.unit_at(phrase.start)
    before = text[max(unit.start, phrase.start - _BEFORE) : phrase.start]
    behind = text[phrase.end : phrase.end + _BEHIND]
    if field == "work_authorization":
        said = _sponsorship(value, before, behind)
        if said == "citizenship_required" and _OR_VISA.match(behind):
            said = "authorization_required"
        is_denied = (said == "authorization_required" and _NEGATED.search(before) is not None) or (
            _NOT_REQUIRED.match(behind) is not None
        )
        is_other = said.startswith("sponsorship") and _OF_EVENTS.match(behind) is not None
        return None if is_denied or is_other else said
    if field == "remote_mode" and _SCIENCE_BEHIND.match(behind):
        return None
    if _NEGATED.search(before[-_RIGHT_BEFORE:]) and not value.startswith("onsite"):
        return None
    is_employment = field == "employment_type" and not is_header
    return None if is_employment and _is_other_employment(value, before, behind) else value


def _sponsorship(value: str, before: str, behind: str) -> str:
    """Return what a phrase of sponsorship says where it is denied."""
    if value != "sponsorship_available":
        return value
    denied = _NEGATED.search(before) or _NOT_BEHIND.match(behind)
    return "sponsorship_unavailable" if denied else value


def _is_other_employment(value: str, before: str, behind: str) -> bool:
    """Tell whether a phrase speaks of something else: "internship experience", "leads to full-time roles"."""
    if value == "internship":
        return bool(
            re.match(r"\s*(?:experience|or |/|and (?:research|work))", behind) or _ALIVE.search(before)
        )
    if value in ("full_time", "part_time"):
        return bool(
            re.search(r"(?:for|into|years of|to|convert\w* to a)\s+(?:a )?$", before)
            and not re.search(r"looking for (?:a )?$|hiring for (?:a )?$", before)
        )
    return value == "contract" and bool(re.match(r"\s*(?:manufactur|research org|law|theory)", behind))
