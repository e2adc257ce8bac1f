"""Countries and their parts as ISO 3166 has them (pycountry), cities as GeoNames has them (``geonames/``)."""

import gzip
import unicodedata
from collections import defaultdict
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

import pycountry
from rapidfuzz.distance import DamerauLevenshtein

from extractors.ids import letters_and_digits

_REMEMBERED = 4_096
_GEONAMES = files("extractors") / "geonames"
_WELL_KNOWN: Final = 100_000
"""A city named alone is looked up among those of this many people."""
_TIMES_LARGER = 5
_STATED = ("US", "CA", "AU", "IN", "BR", "MX")
"""Countries whose addresses name a state by its code and not the country, largest use first."""
_MIN_TYPO_CHARS = 6
_MAX_CODE_CHARS = 3
"""How long the part of an ISO 3166-2 code behind the country's is, at most."""
# What people write for a country beside its ISO codes and names.
_OTHER_COUNTRY_NAMES: Final = {
    "uk": "GB",
    "u.k.": "GB",
    "u.s.": "US",
    "u.s.a.": "US",
    "the us": "US",
    "the uk": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "uae": "AE",
    "korea": "KR",
}


class City(NamedTuple):
    """A city: its name without the macrons of transliterations, country and population."""

    name: str
    country_code: str
    population: int
    region: str
    """GeoNames' code of the region; in the United States that of ISO 3166-2."""


def key_of(name: str) -> str:
    """Return what names are compared by: letters and digits without accents, case folded."""
    folded = name.casefold()
    plain = folded if folded.isascii() else unicodedata.normalize("NFKD", folded)
    return letters_and_digits(plain)


@cache
def country_codes() -> frozenset[str]:
    """Return the ISO 3166-1 alpha-2 codes."""
    return frozenset(country.alpha_2 for country in pycountry.countries)


@cache
def language_names() -> frozenset[str]:
    """Return the names of the languages that ISO 639-1 has a code for, case folded."""
    return frozenset(
        language.name.casefold() for language in pycountry.languages if hasattr(language, "alpha_2")
    )


@cache
def country_names() -> dict[str, str]:
    """Return the code of each country by its names in lower case, ISO's and the usual ones."""
    lines = (_GEONAMES / "countries.tsv").read_text("utf-8").splitlines()
    names = {name.casefold(): code for code, name in (line.split("\t") for line in lines)}
    for country in pycountry.countries:
        for field in ("name", "common_name", "official_name", "alpha_3"):
            if hasattr(country, field):
                names[getattr(country, field).casefold()] = country.alpha_2
    return {name.removeprefix("the "): code for name, code in names.items()} | names | _OTHER_COUNTRY_NAMES


@lru_cache(_REMEMBERED)
def region_code(country: str, region: str) -> str | None:
    """Return the ISO 3166-2 code of a region by its code ("WA") or its name; ``None`` if there is none."""
    if len(region) <= _MAX_CODE_CHARS and region == region.upper():
        by_code: Any = pycountry.subdivisions.get(code=f"{country}-{region}")  # type: ignore[no-untyped-call]
        if by_code is not None:
            return str(by_code.code)
    return _regions(country).get(key_of(region))


@cache
def _regions(country: str) -> dict[str, str]:
    found: Any = pycountry.subdivisions.get(country_code=country) or ()  # type: ignore[no-untyped-call]
    # Where two have one name, the first level counts: the state, not the district.
    ordered = sorted(found, key=lambda region: (region.parent_code is not None, region.code), reverse=True)
    shortened = {
        key_of(region.name.rpartition(" ")[0]): region.code for region in ordered
    }  # "Guangdong Sheng"
    return shortened | {key_of(region.name): region.code for region in ordered}


@lru_cache(_REMEMBERED)
def country_of_region(region: str, city: str) -> str | None:
    """Return the country that "city, region" must lie in, where states are named by their codes or names."""
    candidates = [country for country in _STATED if region_code(country, region)]
    if not candidates:
        where = sorted(_named(city), key=lambda one: -one.population)
        candidates = [one.country_code for one in where if region_code(one.country_code, region)]
    if len(candidates) > 1:
        candidates = [country for country in candidates if find_city(country, city)] or candidates[:1]
    return candidates[0] if candidates else None


@lru_cache(_REMEMBERED)
def find_city(country: str, name: str, region: str | None = None) -> City | None:
    """Return the largest city of a country that bears a name, as its own one or as another."""
    official, other = _cities_of(country)
    found = official.get(key_of(name)) or other.get(key_of(name))
    if not found:
        return None
    in_region = [city for city in found if city.region == region]
    return max(in_region or found, key=lambda city: city.population)


@lru_cache(_REMEMBERED)
def find_misspelt(country: str, name: str) -> City | None:
    """Return the large city of a country that a name misses by one letter, if there is one such city."""
    key = key_of(name)
    if len(key) < _MIN_TYPO_CHARS:
        return None
    official, _ = _cities_of(country)
    near = [
        city
        for other, cities in official.items()
        if other[0] == key[0] and DamerauLevenshtein.distance(other, key, score_cutoff=1) == 1
        for city in cities
        if city.population >= _WELL_KNOWN
    ]
    return near[0] if len(near) == 1 else None


@lru_cache(_REMEMBERED)
def find_city_anywhere(name: str) -> City | None:
    """Return the city that a name alone stands for: a large one, much larger than all others so called."""
    by_size = sorted(_named(name), key=lambda city: -city.population)
    if not by_size or by_size[0].population < _WELL_KNOWN:
        return None
    others = [city.population for city in by_size[1:] if city.country_code != by_size[0].country_code]
    return by_size[0] if by_size[0].population >= _TIMES_LARGER * max(others, default=0) else None


def _named(name: str) -> list[City]:
    key = key_of(name)
    found: list[City] = []
    if key not in _words_of_cities():
        return found
    for country, lines in _lines_of_cities().items():
        if key in lines:
            official, other = _cities_of(country)
            found += official.get(key, ()) or other.get(key, ())
    return found


@cache
def _words_of_cities() -> frozenset[str]:
    """Return all that stands in the lines of cities: hardly any name that is looked up is one."""
    return frozenset(word for lines in _lines_of_cities().values() for word in lines.split())


@cache
def _cities_of(country: str) -> tuple[dict[str, list[City]], dict[str, list[City]]]:
    """Return a country's cities by their own names, and by others."""
    official: defaultdict[str, list[City]] = defaultdict(list)
    other: defaultdict[str, list[City]] = defaultdict(list)
    for line in _lines_of_cities().get(country, "").splitlines():
        name, population, region, key, *other_keys = line.split("\t")
        city = City(name or key.capitalize(), country, int(population), region)
        official[key].append(city)
        for other_key in other_keys:
            other[other_key].append(city)
    return dict(official), dict(other)


@cache
def _lines_of_cities() -> dict[str, str]:
    """Return the lines of each country's cities; ``geonames/README.md`` says what is in them."""
    text = gzip.decompress((_GEONAMES / "cities.tsv.gz").read_bytes()).decode()
    countries = (block.partition("\n") for block in text.split("\n\n"))
    return {country: lines for country, _, lines in countries}
