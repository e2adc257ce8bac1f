"""Places as job ads print them, "US, WA, Seattle", told apart from other short lines."""

import re
from dataclasses import dataclass
from functools import cache

import pycountry

from extractors.records import fold

_MAX_PLACE_CHARS = 100
_CODE_CHARS = 3
_CITY_AND_STATE = 2
_SHAPE = re.compile(r"[^,;:!?|·\n]{2,50}(?:,\s*[^,;:!?|·\n]{1,50}){0,4}")
_NO_CITY = frozenset({"virtual", "remote", "hybrid", "anywhere", "multiple locations", "flexible"})
# What people write for a country beside its ISO codes and names.
_OTHER_COUNTRY_NAMES = {"uk": "GB", "u.k.": "GB", "u.s.": "US", "u.s.a.": "US", "england": "GB"}
_ABBREVIATED = re.compile(r"\b(N|S|E|W|St|Ft|Mt)\.\s*(?=[^\W\d_])")
_SPELT_OUT = {
    "N": "North",
    "S": "South",
    "E": "East",
    "W": "West",
    "St": "Saint",
    "Ft": "Fort",
    "Mt": "Mount",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A place, split. ``certain`` is false where the text alone might as well be something else."""

    country_code: str | None
    region: str | None
    city: str | None
    warnings: tuple[str, ...] = ()
    certain: bool = True


def parse_place(text: str) -> Place | None:
    """Split a place of up to five parts, country first or last; ``None`` when it is no place.

    "Boston, MA" is read as a city of the United States, "Singapore" as a country; neither is certain.

    Countries and regions are those of ISO 3166 (through pycountry); cities are kept as printed, but for
    abbreviated parts ("N.reading" becomes "North Reading", with a warning, since that is a guess).
    """
    if len(text) > _MAX_PLACE_CHARS:
        return None
    parts = text.split(",")
    first, last = parts[0].strip(), parts[-1].strip()
    country = _country_names().get(last.casefold()) if len(parts) > 1 or len(last) > _CODE_CHARS else None
    state = len(parts) == _CITY_AND_STATE and last.isupper() and _is_region("US", last)
    if not (first in _country_codes() or country or state) or not _SHAPE.fullmatch(text):
        return None
    parts = [fold(part) for part in parts]
    if first in _country_codes():
        return _country_first(parts)
    if len(parts) == 1:
        return Place(country, None, None, certain=False)
    if country is None:
        city, warnings = _city(parts[:1])
        return Place("US", parts[1], city, warnings, certain=False)
    return _country_last(parts[:-1], country)


def _country_first(parts: list[str]) -> Place:
    country, rest = parts[0], parts[1:]
    warnings = []
    region = None
    if rest and re.fullmatch(r"[A-Z0-9]{1,3}", rest[0]):
        region = rest.pop(0)
        if not _is_region(country, region):
            warnings.append(f"{country}-{region} is not in ISO 3166-2")
    elif len(rest) > 1:
        region = rest.pop(0)
    city, guessed = _city(rest)
    return Place(country, region, city, (*warnings, *guessed), certain=len(parts) > 1)


def _country_last(parts: list[str], country: str | None) -> Place:
    city, warnings = _city(parts[:1])
    return Place(country, parts[-1] if len(parts) > 1 else None, city, warnings)


def _city(parts: list[str]) -> tuple[str | None, tuple[str, ...]]:
    """Return the city's name spelt out, and a warning where that took a guess."""
    printed = ", ".join(parts)
    if not printed or printed.casefold() in _NO_CITY:
        return None, ()
    abbreviated = _ABBREVIATED.match(printed)
    if not abbreviated:
        return printed, ()
    rest = printed[abbreviated.end() :]
    city = f"{_SPELT_OUT[abbreviated.group(1)]} {rest[:1].upper()}{rest[1:]}"
    return city, (f"city printed as {printed!r} read as {city!r}",)


@cache
def _is_region(country: str, region: str) -> bool:
    return pycountry.subdivisions.get(code=f"{country}-{region}") is not None  # type: ignore[no-untyped-call]


@cache
def _country_codes() -> frozenset[str]:
    return frozenset(country.alpha_2 for country in pycountry.countries)


@cache
def _country_names() -> dict[str, str]:
    names = dict(_OTHER_COUNTRY_NAMES)
    for country in pycountry.countries:
        for key in ("name", "common_name", "official_name", "alpha_3"):
            if hasattr(country, key):
                names[getattr(country, key).casefold()] = country.alpha_2
    return names
