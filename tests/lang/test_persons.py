"""Which capitalised words are people's names: what a reader would underline, without knowing anybody."""

from __future__ import annotations

import pytest

from quotetrack.lang.persons import NameWord, load_weights, name_words, occurrences

# text, the words of people's names in it, in order
EXAMPLES = [
    ("“It is over,” said Tomasz Wrzos, the captain.", "tomasz wrzos"),
    ("Dr. Ngozi Achebe, 61, treated them. Achebe has worked in Kano since May.", "ngozi achebe"),
    ("Mr Oyelaran told the court he was asleep. “I heard nothing,” Oyelaran said.", "oyelaran"),
    ("Police said on Monday that the road to Skarvik was closed.", ""),
    ("The United Nations and the World Bank warned of famine.", ""),
    ("He lives in New York. She does not.", ""),
    ("", ""),
    ("no capital anywhere", ""),
]


@pytest.mark.parametrize(("text", "names"), EXAMPLES)
def test_names_of_people_are_found_by_what_stands_around_them(text: str, names: str) -> None:
    assert " ".join(found.word for found in name_words(text)) == names


def test_every_occurrence_is_told_with_its_offset_in_capitals_too() -> None:
    text = "Hedda Lindqvist said no.\nLINDQVIST: No.\nMs. Lindqvist’s dog barked."
    found = {name.word: name for name in name_words(text)}
    assert found["lindqvist"] == NameWord("lindqvist", False, (6, 25, 44))
    assert found["hedda"] == NameWord("hedda", True, (0,))


def test_a_headline_tells_nothing_but_names_told_elsewhere_are_found_in_it() -> None:
    headline = "Wrzos Tells Nurses Union Strike Must End"
    assert name_words(headline) == []
    found = name_words(f"{headline}\n\n“It must end,” said Ana Wrzos, the minister.\n\nNurses Union Vote Looms Again")
    assert [(name.word, name.starts) for name in found] == [("wrzos", (0, 66)), ("ana", (62,))]


def test_names_that_nobody_knows_are_found_like_those_that_everybody_does() -> None:
    known = "Barack Obama, the former president, said he would vote. “I will,” Obama told reporters."
    unknown = known.replace("Barack", "Zorvin").replace("Obama", "Quendle")
    places = [(found.given, found.starts) for found in name_words(known)]
    assert [(found.given, found.starts[0]) for found in name_words(unknown)] == [(True, 0), (False, 7)]
    assert len(places) == 2


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Gov. Ana O’Neill said", [("gov", "", "ana"), ("ana", "gov", "o"), ("neill", "o", "")]),
        ("by Ana Ruiz-Lund", [("ana", "", "ruiz"), ("ruiz", "ana", "lund"), ("lund", "ruiz", "")]),
        ("It was May. Ruiz left", [("it", "", ""), ("may", "", ""), ("ruiz", "", "")]),
        ("Ludwig van der Rohe spoke", [("ludwig", "", "rohe"), ("rohe", "ludwig", "")]),
        ("J. K. Adams spoke", [("adams", "k", "")]),
    ],
)  # fmt: skip
def test_words_of_a_run_know_their_neighbours(text: str, runs: list[tuple[str, str, str]]) -> None:
    assert [(item.word, item.left, item.right) for item in occurrences(text)] == runs


def test_every_feature_has_weights() -> None:
    told = {name for item in occurrences("Ann Lee, 74, spoke.\nLEE: No.") for name, _ in item.features}
    known = {name for name, _ in load_weights()}
    assert told | {"bias", "word", "often", "small", "left name", "right name"} == known
