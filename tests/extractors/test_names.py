import pytest

from extractors.names import find_names, score_name, split_name


def names_in(text: str) -> list[str]:
    return [text[name.start : name.end] for name in find_names(text).names]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Lovelace", ["Ada Lovelace"]),
        ("Ada Lovelace, Alan M. Turing", ["Ada Lovelace", "Alan M. Turing"]),
        ("Ada Lovelace and Alan Turing", ["Ada Lovelace", "Alan Turing"]),
        ("Ada Lovelace, Al Turing, and Bo Li", ["Ada Lovelace", "Al Turing", "Bo Li"]),
        ("Ada Lovelace; Bo Li", ["Ada Lovelace", "Bo Li"]),
        ("Ada Lovelace · Bo Li | Cy Doe", ["Ada Lovelace", "Bo Li", "Cy Doe"]),
        ("Authors: Ada Lovelace, Bo Li", ["Ada Lovelace", "Bo Li"]),
        ("By Ada Lovelace and Bo Li.", ["Ada Lovelace", "Bo Li"]),
        ("Ada Lovelace*, Bo Li1,2, Cy Doe†", ["Ada Lovelace", "Bo Li", "Cy Doe"]),
        ("Ada Lovelace,\tBo Li", ["Ada Lovelace", "Bo Li"]),
        ("Guy van den Broeck, J.P.M. de Vreught", ["Guy van den Broeck", "J.P.M. de Vreught"]),
        ("Rob Smith Jr., Sam O’Neil III", ["Rob Smith Jr.", "Sam O’Neil III"]),
        ("Che-Ping Tsai, Yu-Xiang Wang", ["Che-Ping Tsai", "Yu-Xiang Wang"]),
        ("Ce\u0301dric Archambeau, Bo Li", ["Ce\u0301dric Archambeau", "Bo Li"]),
        ("王小明, 李 华", ["王小明", "李 华"]),
        ("Ada Lovelace, Bo Li et al.", ["Ada Lovelace", "Bo Li"]),
    ],
)
def test_lists_are_split(text: str, names: list[str]) -> None:
    assert names_in(text) == names
    assert find_names(text).score >= 0.4


@pytest.mark.parametrize(
    "text",
    [
        "Lookahead when it matters: Adaptive non-causal transformers for streaming neural transducers",
        "Bandit problems",
        "We hire people who think, who write and who care about what they build for others.",
        "Conferences, Machine learning, Seattle",
        "A guide to our papers",
        "",
        "1, 2, 3",
    ],
)
def test_other_lines_are_no_lists(text: str) -> None:
    assert find_names(text).score < 0.4


def test_affiliations_belong_to_the_name_before() -> None:
    text = "Ada Lovelace (Acme, Inc.), Bo Li, Cy Doe (Other)"
    found = [name.affiliation and text[slice(*name.affiliation)] for name in find_names(text).names]
    assert found == ["Acme, Inc.", None, "Other"]


def test_et_al_is_a_flag() -> None:
    assert find_names("Ada Lovelace et al.").et_al
    assert not find_names("Ada Lovelace, Al Etal").et_al


def test_parts_that_are_no_names_are_kept_apart() -> None:
    text = "Ada Lovelace, Bo Li, Cy Doe, Di Eo, see our talk"
    found = find_names(text)
    assert [text[slice(*part)] for part in found.others] == ["see our talk"]
    assert len(found.names) == 4


@pytest.mark.parametrize(
    ("name", "score"),
    [
        ("Ada Lovelace", 1),
        ("jie liu", 0.4),
        ("Plato", 0.4),
        ("the end", 0),
        ("Part 2", 0),
        ("x" * 81, 0),
        ("", 0),
    ],
)
def test_score(name: str, score: float) -> None:
    assert score_name(name) == score


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [
        ("Ada Lovelace", "Ada", "Lovelace"),
        ("Danielle Maddix Robinson", "Danielle Maddix", "Robinson"),
        ("Guy van den Broeck", "Guy", "van den Broeck"),
        ("Rob Smith Jr.", "Rob", "Smith Jr."),
        ("Plato", None, None),
        ("王 小明", None, None),
    ],
)
def test_split_name(name: str, given: str | None, family: str | None) -> None:
    assert split_name(name) == (given, family)
