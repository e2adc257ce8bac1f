"""Lists of names: which texts are one, and where each name begins and ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.leading_names import find_leading_names
from extractors.names import CERTAIN, find_names, name_density, score_name, split_name


def names_in(text: str) -> list[str]:
    return [text[name.start : name.end] for name in find_names(text).names]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Maria Keller, David M. Chen", ["Maria Keller", "David M. Chen"]),
        ("Maria Keller and David Chen", ["Maria Keller", "David Chen"]),
        ("Maria Keller, Peter Chen, and Bo Li", ["Maria Keller", "Peter Chen", "Bo Li"]),
        ("Maria Keller; Bo Li", ["Maria Keller", "Bo Li"]),
        ("Maria Keller · Bo Li | Wei Chen", ["Maria Keller", "Bo Li", "Wei Chen"]),
        ("Maria Keller & Bo Li", ["Maria Keller", "Bo Li"]),
        ("Maria Keller/Bo Li (Acme)", ["Maria Keller", "Bo Li"]),
        ("Maria Keller\tBo Li", ["Maria Keller", "Bo Li"]),
        ("Authors: Maria Keller, Bo Li", ["Maria Keller", "Bo Li"]),
        ("**Authors:** Maria Keller, Bo Li", ["Maria Keller", "Bo Li"]),
        ("By Maria Keller and Bo Li.", ["Maria Keller", "Bo Li"]),
        ("Maria Keller*, Bo Li1,2, Wei Chen†", ["Maria Keller", "Bo Li", "Wei Chen"]),
        ("**Maria Keller** · Bo Li", ["Maria Keller", "Bo Li"]),
        ("Guy van den Broeck, J.P.M. de Vries", ["Guy van den Broeck", "J.P.M. de Vries"]),
        ("Robert Smith Jr., Samuel O’Neil III", ["Robert Smith Jr.", "Samuel O’Neil III"]),
        ("Kerry Smith, Jr., Bo Li", ["Kerry Smith, Jr.", "Bo Li"]),
        ("Che-Ping Tsai, Yu-Xiang Wang", ["Che-Ping Tsai", "Yu-Xiang Wang"]),
        ("Ce\u0301dric Moreau, Bo Li", ["Ce\u0301dric Moreau", "Bo Li"]),
        ("王小明, 李 华", ["王小明", "李 华"]),
        ("Мария Соколова, Иван Петров", ["Мария Соколова", "Иван Петров"]),
        ("Maria Keller, Bo Li et al.", ["Maria Keller", "Bo Li"]),
        ("Maria Keller and 12 others", ["Maria Keller"]),
        ("Thomas (Tom) Miller, Bo Li", ["Thomas (Tom) Miller", "Bo Li"]),
        ("Keller, Maria | University of Acme", ["Keller, Maria"]),
        ("Keller, Maria; Li, Bo; Chen, Wei", ["Keller, Maria", "Li, Bo", "Chen, Wei"]),
        ("Keller, M., Li, B. C., & Chen, W.", ["Keller, M.", "Li, B. C.", "Chen, W."]),
        ("Maria Keller, University of Acme", ["Maria Keller"]),
        ("Maria Keller, Bo Li. Acme Research, ACM. ArXiv 2033.", ["Maria Keller", "Bo Li"]),
        ("Dr. Maria Keller, Prof. Bo Li", ["Maria Keller", "Bo Li"]),
    ],
)
def test_lists_are_split(text: str, names: list[str]) -> None:
    assert names_in(text) == names
    assert find_names(text).strength > 0.5


@pytest.mark.parametrize(
    "text",
    [
        "Lookahead when it matters: Adaptive non-causal transformers for streaming neural transducers",
        "Bandit problems",
        "Differential Privacy",
        "Conference Accepted Papers",
        "Words, Senses and Concepts",
        "We hire people who think, who write and who care about what they build for others.",
        "Conferences, Machine learning, Seattle",
        "A guide to our papers",
        "From graphs to words | Maria Keller, Bo Li, Wei Chen, Jing Wang",
        "",
        "1, 2, 3",
    ],
)
def test_other_lines_are_no_lists(text: str) -> None:
    assert find_names(text).strength < CERTAIN / 2


def test_affiliations_belong_to_the_name_before() -> None:
    text = "Maria Keller (Acme, Inc.), Bo Li, Wei Chen (Other)"
    found = [name.affiliation and text[slice(*name.affiliation)] for name in find_names(text).names]
    assert found == ["Acme, Inc.", None, "Other"]


def test_et_al_is_a_flag() -> None:
    assert find_names("Maria Keller et al.").et_al
    assert not find_names("Maria Keller, Al Chen").et_al


def test_parts_that_are_no_names_are_kept_apart() -> None:
    text = "Maria Keller, Bo Li, Wei Chen, Jing Wang, see our talk"
    found = find_names(text)
    assert [text[slice(*part)] for part in found.others] == ["see our talk"]
    assert len(found.names) == 4


def test_running_text_goes_on_behind_its_names() -> None:
    text = "Maria Keller, Stephen G. Miller, and Bo Li presented a new way"
    found = find_leading_names(text, 0, len(text))
    assert [text[name.start : name.end] for name in found.names] == [
        "Maria Keller",
        "Stephen G. Miller",
        "Bo Li",
    ]
    assert text[found.end :] == " presented a new way"


@pytest.mark.parametrize("text", ["says Maria Keller", "the paper by", "Our Method Works", ""])
def test_running_text_without_names_has_none(text: str) -> None:
    assert not find_leading_names(text, 0, len(text)).names


@pytest.mark.parametrize("name", ["Maria Keller", "jie liu", "Yi Xie", "Mohammad Ghavamzadeh", "J. Smith"])
def test_names_score_above_zero(name: str) -> None:
    assert score_name(name) > 0


@pytest.mark.parametrize("phrase", ["the end", "Part 2", "x" * 81, "", "Best Paper Award", "Related Content"])
def test_other_phrases_score_below_zero(phrase: str) -> None:
    assert score_name(phrase) < 0


@pytest.mark.parametrize("cell", ["5.2 (90.1%)", ".", "(a), (b)", "12.5, 13.1", "–; –"])
def test_what_holds_no_letters_is_no_name(cell: str) -> None:
    assert names_in(cell) == []


def test_density_counts_names_whatever_parts_them() -> None:
    assert name_density("Maria Keller // Bo Li // Wei Chen") == (3, 0.75)
    assert name_density("A key step is pruning")[0] == 0


@given(st.text(max_size=200))
def test_spans_lie_in_the_text_and_in_order(text: str) -> None:
    for found in (find_names(text), find_leading_names(text, 0, len(text))):
        at = 0
        for name in found.names:
            assert at <= name.start < name.end <= len(text)
            at = name.end
        assert 0 <= found.start <= found.end <= len(text)


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [
        ("Ada Lovelace", "Ada", "Lovelace"),
        ("Danielle Maddix Robinson", "Danielle Maddix", "Robinson"),
        ("Guy van den Broeck", "Guy", "van den Broeck"),
        ("Rob Smith Jr.", "Rob", "Smith Jr."),
        ("Plato", None, None),
        ("Doe, Jane", "Jane", "Doe"),
        ("Kerry Smith, Jr.", "Kerry", "Smith, Jr."),
        ("王 小明", None, None),
    ],
)
def test_split_name(name: str, given: str | None, family: str | None) -> None:
    assert split_name(name) == (given, family)
