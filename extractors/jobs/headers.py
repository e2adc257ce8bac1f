"""What stands above a posting's running text: "Location: Oslo", "Zürich | Full-time"."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from extractors.gazetteer import country_codes, country_names, find_city_anywhere
from extractors.lines import Line
from extractors.places import parse_place

_MAX_CHARS: Final = 160
_MAX_LABEL_WORDS: Final = 4
_LABELS: Final = {
    "location": "location locations place city where office workplace standort|place of work|work"
    " location|job location"
    "|duty station|based in|location(s)|primary location|office location",
    "title": "title position role job post vacancy|job title|position title|job role|stelle",
    "team": "team department group lab laboratory unit division school faculty area|business unit|team"
    " name|research group|hiring team",
    "employer": "company employer organisation organization institution university|hiring organisation"
    "|hiring organization|hiring company|organisation/company|organization/company"
    "|organization name|organisation name"
    "|about",
    "type": "type contract schedule employment engagement workload duration|employment type|job"
    " type|contract type"
    "|working time|working hours|type of employment|type of contract|employment status|time type|level"
    " of employment",
    "pay": "ctc salary pay compensation stipend remuneration rate package grade wage wages|pay range|salary"
    " range|pay scale"
    "|base salary|annual salary|hourly rate|day rate|salary band|base pay|total compensation|pay rate"
    "|gross salary",
    "hours": "hours|hours per week|weekly hours|hours a week|hours/week|working hours per week",
    "mode": "remote arrangement workplace-type|work mode|workplace type|working model|work arrangement"
    "|work model"
    "|remote status|work location type"
    "|remote?|on-site/remote",
    "posted": "posted date|posted on|date posted|posting date|publication date|published",
    "other": "deadline start reference ref closing id level date apply category reports"
    " experience visa clearance education"
    "|closing date|start date|starting date|job id|reference number|reports to|apply by"
    "|application deadline|job number"
    "|requisition id|how to apply|number of positions|career level|travel",
}
_KIND_OF: Final = {
    label: kind
    for kind, listed in _LABELS.items()
    for part_number, part in enumerate(listed.split("|"))
    for label in (part.split() if part_number == 0 else [part])
}
_LABELLED = re.compile(r"[*_]{0,3}([A-Za-zÀ-ÿ][\w /()?&-]{1,30}?)[*_]{0,3}\s?[:：][*_]{0,3}\s*(?=\S)")
# "Job Title      Scientist", as tables are printed.
_SPACED = re.compile(r"([A-Za-zÀ-ÿ][\w/()&-]*(?: [\w/()&-]+){0,3})(?:\t| {2})\s*(?=\S)")
# The names of the pictures that stand before values on many job pages, when they are copied.
_ICON = re.compile(r"(place|location_on|corporate_fare)\s+(?=[A-ZÀ-Þ])")
_PICTURE = re.compile(r"[\ue000-\uf8ff]+\s*")  # of an icon font
_KIND_OF_ICON: Final = {"place": "location", "location_on": "location", "corporate_fare": "employer"}
_LEGAL_FORM = re.compile(r"\b(?:Inc|Ltd|Co|Corp|S\.A|B\.V|e\.V)\.$")
_PARTED = re.compile(r"\s*[|·•]\s*|\s[–—-]\s|\s/\s")


class Header(NamedTuple):
    """A value in a posting's header (code points); ``kind`` of its label, "" where it has none."""

    kind: str
    start: int
    end: int
    line: int
    """Index of the line that the value stands in."""


def find_headers(text: str, lines: Sequence[Line], first: int, last: int) -> Iterator[Header]:
    """Yield the values in the lines from ``first`` to before ``last`` that are no running text."""
    index = first
    while index < last:
        line = lines[index]
        index += 1
        if len(line.text) > _MAX_CHARS:
            continue
        kind, value = _label(text, line.start, line.end)
        if kind:
            yield from _of_line(text, kind, value, line.end, index - 1)
        elif (
            index < last
            and (alone := _KIND_OF.get(line.text.strip(" :：*_?").lower()))
            and len(lines[index].text) <= _MAX_CHARS
        ):
            yield Header(alone, lines[index].start, lines[index].end, index)
            index += 1
        elif not _LABELLED.match(text, line.start, line.end) and (
            line.text[-1] not in ".!?:" or _LEGAL_FORM.search(line.text)
        ):
            icon = _PICTURE.match(text, line.start, line.end)
            for start, end in _parts_or_place(text, icon.end() if icon else line.start, line.end):
                yield Header("", start, end, index - 1)


def _label(text: str, start: int, end: int) -> tuple[str | None, int]:
    """Return the kind of the label that a line begins with, and where its value begins."""
    icon = _ICON.match(text, start, end)
    if icon:
        return _KIND_OF_ICON[icon.group(1)], icon.end()
    for pattern in (_LABELLED, _SPACED):
        found = pattern.match(text, start, end)
        kind = _KIND_OF.get(found.group(1).strip().lower()) if found else None
        if found and kind:
            return kind, found.end()
    return None, start


def _of_line(text: str, kind: str, start: int, end: int, line: int) -> Iterator[Header]:
    """Yield a labelled value; more labels may stand behind it: "Location: Oslo | Type: Full-time"."""
    parts = _parts(text, start, end, only="|·•")
    if kind == "location" and len(_parts_or_place(text, start, end)) == 1:
        parts = [(start, end)]
    for number, (low, high) in enumerate(parts):
        labelled = _LABELLED.match(text, low, high)
        other = _KIND_OF.get(labelled.group(1).strip().lower()) if labelled else None
        if labelled and other:
            yield Header(other, labelled.end(), high, line)
        else:
            yield Header(kind if number == 0 else "", low, high, line)


def _parts_or_place(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the parts of a line, or the whole of it where each part names a place: "Remote - US"."""
    parts = []
    for low, high in _parts(text, start, end, only="|·•"):
        comma = text.find(", ", low, high)
        if _is_one_place(text, low, high):
            parts.append((low, high))
        elif comma > 0 and _is_place_behind_name(text, low, comma, high):
            parts += [(low, comma), (comma + 2, high)]  # "Pepperbox, Oslo, Norway"
        else:
            parts += _parts(text, low, high)
    are_places = all(names_place(text[low:high]) for low, high in parts)
    return [(start, end)] if are_places else parts


def _is_one_place(text: str, start: int, end: int) -> bool:
    return all(names_place(text[low:high]) for low, high in _parts(text, start, end))


def _is_place_behind_name(text: str, start: int, comma: int, end: int) -> bool:
    """Tell whether a place of several parts stands behind a name: "Pepperbox, Remote – Norway"."""
    cut = _PARTED.search(text, start, end)
    has_parts = ", " in text[comma + 2 : end] or (cut is not None and cut.start() > comma)
    return has_parts and not names_place(text[start:comma]) and _is_one_place(text, comma + 2, end)


def are_places(text: str) -> bool:
    """Tell whether a line names several places and nothing else: "Oslo | Bonn"."""
    parts = _parts(text, 0, len(text))
    return len(parts) > 1 and all(names_place(text[low:high]) for low, high in parts)


def names_place(value: str) -> bool:
    """Tell whether a text is a place, a city, or a country by name or code."""
    return (
        parse_place(value) is not None
        or find_city_anywhere(value) is not None
        or value in country_codes()
        or value.casefold() in country_names()
    )


def parts_of(text: str) -> list[tuple[int, int]]:
    """Return the parts of a line that bars and dashes part, places with dashes in them whole."""
    return _parts_or_place(text, 0, len(text))


def _parts(text: str, start: int, end: int, only: str = "") -> list[tuple[int, int]]:
    parts, at = [], start
    for cut in _PARTED.finditer(text, start, end):
        if only and cut.group().strip() not in only:
            continue
        if cut.start() > at:
            parts.append((at, cut.start()))
        at = cut.end()
    return [*parts, (at, end)] if at < end else parts


def label_kind(text: str) -> str | None:
    """Return what the label at the beginning of a line is of, ``None`` if it has none that postings use."""
    if _LABELLED.match(text) or _SPACED.match(text) or _ICON.match(text):
        return _label(text, 0, len(text))[0]
    return _KIND_OF.get(text.strip(" :：*_?").lower())


def label_value(text: str, start: int, end: int, kind: str) -> int:
    """Return where the value of ``text[start:end]`` begins behind a label of ``kind``, else ``start``."""
    found, value = _label(text, start, end)
    return value if found == kind else start


def is_label(text: str) -> bool:
    """Tell whether a line is a label and nothing else: its value stands in the next line."""
    return text.strip(" :：*_?").lower() in _KIND_OF
