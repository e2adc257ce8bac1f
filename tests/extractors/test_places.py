import pytest

from extractors.places import parse_place, read_place


@pytest.mark.parametrize(
    ("text", "country", "region", "city"),
    [
        ("US, WA, Seattle", "US", "WA", "Seattle"),
        ("US,\tNY,\tNew York", "US", "NY", "New York"),
        ("US, MA, N.reading", "US", "MA", "North Reading"),
        ("IN, KA, Bengaluru", "IN", "KA", "Bengaluru"),
        ("IN, MH, Thane, Mumbai", "IN", "MH", "Thane"),
        ("GB, London", "GB", None, "London"),
        ("US, Virtual", "US", None, None),
        ("IN", "IN", None, None),
        ("Singapore", "SG", None, "Singapore"),
        ("Cambridge, MA", "US", "MA", "Cambridge"),
        ("Bengaluru, Karnataka, India", "IN", "Karnataka", "Bengaluru"),
        ("London, UK", "GB", None, "London"),
        ("Seoul, South Korea", "KR", None, "Seoul"),
    ],
)
def test_places(text: str, country: str, region: str | None, city: str | None) -> None:
    place = parse_place(text)
    assert place is not None
    assert [place.get(field) for field in ("country_code", "region", "city")] == [country, region, city]


@pytest.mark.parametrize(
    "text",
    ["Ada Lovelace, Bo Li", "Can", "Seattle", "Engineer | Paris, France", "Us, we", "", "A, B, C", "XX, Y"],
)
def test_no_places(text: str) -> None:
    assert parse_place(text) is None


def test_guesses_and_unknown_regions_are_said() -> None:
    guessed, unknown, plain = map(parse_place, ["US, MA, N.reading", "US, XX, Foo", "US, WA, Seattle"])
    assert guessed
    assert "N.reading" in guessed.warnings[0]
    assert unknown
    assert unknown.warnings == ("US-XX is not in ISO 3166-2",)
    assert plain
    assert plain.warnings == ()


def test_a_bare_code_is_not_certain() -> None:
    whole = parse_place("IN, KA, Bengaluru")
    for bare in map(parse_place, ["IN", "India", "Boston, MA"]):
        assert bare
        assert not bare.certain
    assert whole
    assert whole.certain


@pytest.mark.parametrize(
    ("line", "country"),
    [
        ("Remote - US", "US"),
        ("Remote (Europe)", None),
        ("Remote, Germany", "DE"),
        ("Anywhere, US", "US"),
    ],
)
def test_a_line_that_says_remote_is_a_place(line: str, country: str | None) -> None:
    place = parse_place(line)
    assert place
    assert (place.get("remote_mode"), place.get("country_code")) == ("remote", country)


@pytest.mark.parametrize("line", ["Remote work is fine", "Remote sensing", "Hybrid", "Virtual reality"])
def test_other_lines_with_such_words_are_none(line: str) -> None:
    assert parse_place(line) is None


def test_a_former_code_of_a_region_is_read_by_the_city() -> None:
    place = read_place("CN, 11, Beijing")
    assert place.get("region_code") == "CN-BJ"
    assert "CN-11 is not in ISO 3166-2; read as CN-BJ, by its city" in place.warnings
    assert read_place("JP, 13, Tokyo").get("region_code") == "JP-13"
