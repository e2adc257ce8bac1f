"""The extract of GeoNames is what its package gives, and is all that the extractor reads."""

import gzip
from collections.abc import Callable

import pytest

from extractors.gazetteer import find_city, find_city_anywhere
from tests.training.places import FOLDER, make_cities, make_countries


@pytest.mark.parametrize(
    ("name", "make"), [("countries.tsv", make_countries), ("cities.tsv.gz", make_cities)]
)
def test_the_extract_is_what_the_package_gives(name: str, make: Callable[[], str]) -> None:
    content = (FOLDER / name).read_bytes()
    kept = gzip.decompress(content) if name.endswith(".gz") else content
    assert kept.decode() == make(), "run `make places`"


def test_a_city_is_found_by_any_of_its_names() -> None:
    own, other = find_city("IN", "Bengaluru"), find_city("IN", "bangalore")
    assert own is not None
    assert own == other
    assert (own.name, own.region) == ("Bengaluru", "19")
    assert own.population > 8_000_000
    sao_paulo = find_city_anywhere("Sao Paulo")
    assert sao_paulo is not None
    assert (sao_paulo.name, sao_paulo.country_code) == ("São Paulo", "BR")


def test_words_and_numbers_beside_a_name_are_no_names() -> None:
    assert find_city_anywhere("New") is None
    assert find_city("US", "05") is None
    assert find_city("US", "…") is None
