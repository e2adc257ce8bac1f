"""What stands above a posting's running text: "Location: Oslo", "Zürich | Full-time"."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from extractors.lines import Line

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
    "|hiring organization|hiring company"
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
        labelled = _LABELLED.match(text, line.start, line.end)
        kind = _KIND_OF.get(labelled.group(1).strip().lower()) if labelled else None
        if labelled and kind:
            yield from _of_line(text, kind, labelled.end(), line.end, index - 1)
        elif (
            index < last
            and (alone := _KIND_OF.get(line.text.strip(" :：*_?").lower()))
            and len(lines[index].text) <= _MAX_CHARS
        ):
            yield Header(alone, lines[index].start, lines[index].end, index)
            index += 1
        elif not labelled and (line.text[-1] not in ".!?:" or _LEGAL_FORM.search(line.text)):
            for start, end in _parts(text, line.start, line.end):
                yield Header("", start, end, index - 1)


def _of_line(text: str, kind: str, start: int, end: int, line: int) -> Iterator[Header]:
    """Yield a labelled value; more labels may stand behind it: "Location: Oslo | Type: Full-time"."""
    for number, (low, high) in enumerate(_parts(text, start, end, only="|·•")):
        labelled = _LABELLED.match(text, low, high)
        other = _KIND_OF.get(labelled.group(1).strip().lower()) if labelled else None
        if labelled and other:
            yield Header(other, labelled.end(), high, line)
        else:
            yield Header(kind if number == 0 else "", low, high, line)


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
    labelled = _LABELLED.match(text)
    return (
        _KIND_OF.get(labelled.group(1).strip().lower())
        if labelled
        else _KIND_OF.get(text.strip(" :：*_?").lower())
    )


def is_label(text: str) -> bool:
    """Tell whether a line is a label and nothing else: its value stands in the next line."""
    return text.strip(" :：*_?").lower() in _KIND_OF
