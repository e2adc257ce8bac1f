"""Places as job ads print them, "US, WA, Seattle", told apart from other short lines and looked up."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from extractors.gazetteer import (
    City,
    country_codes,
    country_names,
    country_of_region,
    find_city,
    find_city_anywhere,
    find_misspelt,
    region_code,
)
from extractors.records import fold

_MAX_PLACE_CHARS = 100
_MAX_ALTERNATIVES = 8
_REMEMBERED = 4_096
_CODE_CHARS = 3
_SHAPE = re.compile(r"[^,;:!?|·\n]{2,50}(?:,\s*[^,;:!?|·\n]{1,50}){0,4}")
_REMOTE: Final = {
    "virtual": "remote",
    "remote": "remote",
    "anywhere": "remote",
    "work from home": "remote",
    "fully remote": "remote",
    "remote-first": "remote",
    "hybrid": "hybrid",
    "onsite": "onsite",
    "on-site": "onsite",
    "on site": "onsite",
    "in office": "onsite",
    "in-office": "onsite",
    "office-based": "onsite",
    "in person": "onsite",
}
_REMOTE_WORDS: Final = tuple(word for word, mode in _REMOTE.items() if mode == "remote")
_NO_CITY = frozenset(
    {
        "multiple locations",
        "various locations",
        "flexible",
        "worldwide",
        "global",
        "emea",
        "apac",
        "latam",
        "eu",
        "europe",
        "european union",
        "us only",
    }
)
_REMOTE_WORD = re.compile(
    r"\s*[(\[,/–—-]?\s*\b(" + "|".join(map(re.escape, sorted(_REMOTE, key=len, reverse=True))) + r")\b"
    r"(?:[ -](?:working|work|possible|friendly|ok|option(?:al)?|only|within|in|from|or))*\s*[)\],/–—-]?\s*",
    re.IGNORECASE,
)
# "Rahway - New Jersey - US", "Cambridge, MA (hybrid, 3 days on site)", "Oslo, Norway + 2 more locations".
_DASH = re.compile(r"(?<=[\w.)]) [-–—>] (?=[A-ZÀ-Þ])")
_DASHES: Final = (" - ", " – ", " — ", " > ")
_STATE_STOP = re.compile(r"(?<=, [A-Z]{2})\. (?=USA?$)")  # "Amherst, MA. USA"
_BESIDE = re.compile(r"\s*(?:\([^()]{0,60}\)|\+ ?\d{1,2} (?:more|other)\b.{0,30})$")
_STATES: Final = ("US", "CA", "AU")
_NO_PLACE = re.compile(r"[^A-Z]*$")
_POST_CODE = re.compile(r"(?<=\w) \d{5}(?:-\d{4})?$")
_STREET = re.compile(r"\d+[a-zA-Z]? [A-Z]")
_ALTERNATIVE = re.compile(r"\s*(?:;|/|\||\bor\b|\band\b|&)\s*")
_AREA = re.compile(r"\b(?:Area|Region|Metro)$")
_PART = re.compile(r"[^,()]+")
_DISTRICT = re.compile(r"(?<=[^\W\d_]) \d{1,5}$")  # "Dublin 2"
_ABBREVIATED = re.compile(r"\b(N|S|E|W|St|Ft|Mt)\.\s*(?=[^\W\d_])")
_SPELT_OUT: Final = {
    "N": "North",
    "S": "South",
    "E": "East",
    "W": "West",
    "St": "Saint",
    "Ft": "Fort",
    "Mt": "Mount",
}


class Value(NamedTuple):
    """One thing that a place says, where in the place it says so (code points), and how that was read."""

    field: str
    """``country_code``, ``region``, ``region_code``, ``city`` or ``remote_mode``."""
    value: str
    start: int
    end: int
    rule: str


class Place(NamedTuple):
    """A place, split. ``certain`` is false where the text alone might as well be something else."""

    values: tuple[Value, ...]
    warnings: tuple[str, ...] = ()
    certain: bool = True

    def get(self, field: str) -> str | None:
        """Return the value of a field, ``None`` where the place does not say it."""
        return next((value.value for value in self.values if value.field == field), None)


class _Part(NamedTuple):
    text: str
    start: int
    end: int


@lru_cache(_REMEMBERED)
def parse_place(text: str) -> Place | None:
    """Split a place of up to five parts, country first or last; ``None`` when it is no place.

    "Boston, MA" is read as a city of the United States, "Singapore" as a country; neither is certain.

    Countries and regions are those of ISO 3166, cities those of GeoNames. What is abbreviated, misspelt or
    has a newer name is resolved with a warning: "N.reading" to "North Reading", "Bangalore" to "Bengaluru".
    A city that is not known stays as printed.
    """
    if len(text) > _MAX_PLACE_CHARS:
        return None
    if _is_remote(text):
        return _parse(text)
    text = _STATE_STOP.sub(", ", text)
    bare = _DASH.sub(" , ", text) if any(dash in text for dash in _DASHES) else text
    bare = _BESIDE.sub("", bare) if "(" in bare or "+" in bare else bare
    parts = bare.split(",")
    first, last = parts[0].strip(), parts[-1].strip()
    country = country_names().get(last.casefold()) if len(parts) > 1 or len(last) > _CODE_CHARS else None
    state = len(parts) == 2 and _is_state(last, first)  # noqa: PLR2004 - "Boston, MA"
    if not (first in country_codes() or country or state) or not _SHAPE.fullmatch(bare):
        return None
    return _parse(text)


def _is_remote(text: str) -> bool:
    """Tell whether a line says no more than that one works from anywhere, or anywhere in a country."""
    lower = text.casefold()
    found = _REMOTE_WORD.match(text.strip()) if any(word in lower for word in _REMOTE_WORDS) else None
    if found is None or _REMOTE[found.group(1).casefold()] != "remote":
        return False
    rest = text.strip()[found.end() :].strip(" \t()[],/–—-·").casefold().removeprefix("the ")
    return not rest or rest in country_names() or rest.upper() in country_codes() or rest in _NO_CITY


def _is_state(region: str, city: str) -> bool:
    """Tell whether "city, region" is a place of a country that it does not name."""
    if any(region_code(country, region) for country in _STATES) and (
        region.isupper() or len(region) > _CODE_CHARS
    ):
        return city.istitle() or city.isupper()
    country = country_of_region(region, city)
    return country is not None and find_city(country, city) is not None


def names_places(text: str) -> bool:
    """Tell whether a text could be a place or several and nothing else: "Zürich", "Munich or Berlin".

    Looser than ``parse_place``: a large city does, and a code behind its city ("Basel, CH"). For where a
    place is to be expected.
    """
    if len(text) > _MAX_PLACE_CHARS or not text[:1].isupper():
        return False
    alternatives = _ALTERNATIVE.split(fold(text))
    return len(alternatives) <= _MAX_ALTERNATIVES and all(map(_could_be_place, alternatives))


@lru_cache(_REMEMBERED)
def _could_be_place(text: str) -> bool:
    text = text.strip(" ,")
    bare = _BESIDE.sub("", text)
    city, _, code = bare.rpartition(", ")
    return (
        parse_place(text) is not None
        or find_city_anywhere(bare) is not None
        or (code in country_codes() and find_city(code, city) is not None)
    )


def read_place(text: str) -> Place:
    """Split what is known to be a place by its label or where it stands: "Zürich", "Remote (US)".

    Of several places the first is taken, with a warning.
    """
    return _parse(text[:_MAX_PLACE_CHARS])


@lru_cache(_REMEMBERED)
def _parse(text: str) -> Place:
    values: list[Value] = []
    warnings: list[str] = []
    text = _DASH.sub(" , ", _STATE_STOP.sub(", ", text))  # one for one: offsets stay
    remote = _REMOTE_WORD.search(text)
    if remote:
        mode = _REMOTE[remote.group(1).casefold()]
        values.append(Value("remote_mode", mode, *remote.span(1), "place_remote"))
        text = _blank_out(text, remote)
    parts = _parts_of_first(text, warnings)
    is_certain = len(parts) > 1 or bool(values and parts)
    country, parts, code_first = _take_country(parts)
    if country:
        values.append(country)
    code = country.value if country else None
    if code is None and len(parts) == 2:  # noqa: PLR2004 - "Boston, MA"
        code = country_of_region(parts[1].text, _spell_out(parts[0].text))
        is_certain = False
        if code:
            values.append(Value("country_code", code, *parts[1][1:], "country_of_region"))
    region, parts = _take_region(code, parts, first=code_first)
    if region and code:
        values += _read_region(region, code, parts[0].text if parts else "", warnings)
    state = next((value.value[3:] for value in values if value.field == "region_code"), None)
    if country and not parts and find_city(country.value, text[country.start : country.end].strip()):
        parts = [_Part(text[country.start : country.end], country.start, country.end)]  # "Singapore"
    if parts:
        values += _read_city(parts, code, state, warnings)
    if not values and not warnings:
        warnings.append("not understood as a place")
    return Place(tuple(values), tuple(warnings), certain=is_certain)


def _blank_out(text: str, remote: re.Match[str]) -> str:
    """Replace what says where one works by commas, so that the rest keeps its offsets."""
    start, end = remote.span()
    is_aside = text.rfind("(", 0, remote.start(1)) > text.rfind(")", 0, remote.start(1))
    closing = text.find(")", end - 1) if is_aside else -1
    if closing >= 0 and _NO_PLACE.match(text[end:closing]):
        end = closing + 1  # "(Hybrid - 3 days in office)" goes whole
    return text[:start] + "," * (end - start) + text[end:]


def _parts_of_first(text: str, warnings: list[str]) -> list[_Part]:
    """Return the parts of a place, of several places those of the first; of several countries none."""
    parts = _split(text)
    if len(parts) == 1 and _are_countries(parts[0].text):
        warnings.append("names more than one country")
        return []
    stop = _first_alternative(text, parts)
    if stop is None:
        return parts
    warnings.append("names more than one place; the first is taken")
    return _split(text[:stop])


def _split(text: str) -> list[_Part]:
    """Return the parts of a place that name one, without "Europe" and the like."""
    parts = []
    for found in _PART.finditer(text):
        value = found.group()
        start = found.start() + len(value) - len(value.lstrip(" \t\n-–—·"))
        stop = max(start, found.start() + len(value.rstrip(" \t\n-–—·")))
        code = _POST_CODE.search(text, start, stop)  # "MO 65804"
        stop = code.start() if code else stop
        if (
            stop > start
            and text[start:stop].casefold() not in _NO_CITY
            and not _STREET.match(text, start, stop)
        ):
            parts.append(_Part(fold(text[start:stop]), start, stop))
    return parts


def _first_alternative(text: str, parts: list[_Part]) -> int | None:
    """Return where the first of several places ends: "Oslo or Bonn", "London / Paris"; else ``None``."""
    if not parts:
        return None
    found = _ALTERNATIVE.search(text, parts[0].start, parts[-1].end)
    if found is None or any(_is_name_of_country(part.text) for part in parts):
        return found.start() if found and found.group().strip() in (";", "/", "|", "or") else None
    return found.start()


def _are_countries(text: str) -> bool:
    names = [name.strip() for name in _ALTERNATIVE.split(text)]
    return len(names) > 1 and all(map(_is_name_of_country, names))


def _is_name_of_country(text: str) -> bool:
    return text.casefold() in country_names()


def _take_country(parts: list[_Part]) -> tuple[Value | None, list[_Part], bool]:
    """Return the country of a place, the other parts, and whether it stood first by its code."""
    if not parts:
        return None, parts, False
    if parts[0].text in country_codes() and (len(parts) > 1 or len(parts[0].text) < _CODE_CHARS):
        first = parts[0]
        return Value("country_code", first.text, first.start, first.end, "country_code"), parts[1:], True
    for index in (-1, 0):
        part = parts[index]
        code = country_names().get(part.text.casefold())
        if code is None and index == -1 and len(parts) > 2 and part.text in country_codes():  # noqa: PLR2004
            code = part.text
        if code:
            rest = parts[:-1] if index == -1 else parts[1:]
            return Value("country_code", code, part.start, part.end, "country_name"), rest, index == 0
    return None, parts, False


def _take_region(code: str | None, parts: list[_Part], *, first: bool) -> tuple[_Part | None, list[_Part]]:
    """Return the region of a place and what is left: behind the country, or behind the city."""
    if not parts or code is None:
        return None, parts
    at = 0 if first else -1
    part = parts[at]
    rest = parts[1:] if first else parts[:-1]
    is_code = first and re.fullmatch(r"[A-Z0-9]{1,3}", part.text) is not None
    if is_code or len(parts) > 1 or (region_code(code, part.text) and not find_city(code, part.text)):
        return part, rest
    return None, parts


def _read_region(part: _Part, code: str, city: str, warnings: list[str]) -> list[Value]:
    """Return a region as printed, and its ISO 3166-2 code, by the city if need be: "CN, 11, Beijing"."""
    found = region_code(code, part.text)
    if found is None and part.text == part.text.upper():
        found = region_code(code, city) if city else None
        read_as = f"; read as {found}, by its city" if found else ""
        warnings.append(f"{code}-{part.text} is not in ISO 3166-2{read_as}")
    values = [Value("region", part.text, part.start, part.end, "place_region")]
    return [*values, Value("region_code", found, part.start, part.end, "iso_3166_2")] if found else values


def _read_city(parts: list[_Part], code: str | None, region: str | None, warnings: list[str]) -> list[Value]:
    """Return the city that is left of a place, and its country where nothing else says it."""
    part = parts[0]
    name, city, rule = _look_up(part.text, code, region)
    values = []
    if city and code is None:
        values.append(Value("country_code", city.country_code, part.start, part.end, "country_of_city"))
    if _AREA.search(name):
        return values  # of a region, no city
    if name.casefold() != part.text.casefold():
        warnings.append(f"city printed as {part.text!r} read as {name!r}")
    if len(parts) > 1:
        warnings.append(f"names {parts[1].text!r} too; the first is taken as the city")
    return [*values, Value("city", name, part.start, part.end, rule)]


def _look_up(printed: str, code: str | None, region: str | None) -> tuple[str, City | None, str]:
    """Return a city's name, the city if it is known, and how it was found."""
    name = _spell_out(_DISTRICT.sub("", printed))
    city = (
        find_city(code, printed, region) or find_city(code, name, region)
        if code
        else find_city_anywhere(name)
    )
    rule = "city_known"
    if city is None and code:
        city, rule = find_misspelt(code, name), "city_misspelt"
    if city is None:
        return (name.title() if name.isupper() and len(name) > _CODE_CHARS else name), None, "city_as_printed"
    # A part of the full name will do: "New York" for "New York City", as will more: "Tel Aviv-Yafo".
    if city.name.casefold().startswith(name.casefold()):
        return (city.name[: len(name)] if name.isupper() else name), city, rule
    if name.casefold().startswith(city.name.casefold()):
        return (name.title() if name.isupper() else name), city, rule
    return city.name, city, rule


def _spell_out(printed: str) -> str:
    """Return a name without abbreviations: "St. Louis" is "Saint Louis"."""
    abbreviated = _ABBREVIATED.match(printed)
    if not abbreviated:
        return printed
    rest = printed[abbreviated.end() :]
    return f"{_SPELT_OUT[abbreviated.group(1)]} {rest[:1].upper()}{rest[1:]}"
