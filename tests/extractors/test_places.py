import pytest

from extractors.places import parse_place


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
