from __future__ import annotations

import pytest
from attrs import evolve

from quotetrack.evaluate.documents import Who
from quotetrack.evaluate.scoring import Report, evaluate
from quotetrack.evaluate.speakers import same_name, same_title
from tests.evaluate.texts import PIER, PLANK, SAIL, document

DAHL = Who("s1", "person", "Inge Dahl", ("harbour master",), ("Port of Vik",))
FISHERMEN = Who("s2", "group", None, ("fishermen",))
GOLD = document(evolve(SAIL, speaker=DAHL, known=True), evolve(PIER, speaker=FISHERMEN, known=True),
                evolve(PLANK, speaker=DAHL, known=True))  # fmt: skip


def score(sail: Who | None, pier: Who | None, plank: Who | None) -> Report:
    who = (sail, pier, plank)
    predicted = document(*(evolve(a, speaker=w) for a, w in zip((SAIL, PIER, PLANK), who, strict=True)))
    return evaluate([GOLD], [predicted], boot=0)


def test_gold_against_itself_is_perfect() -> None:
    assert all(one.value == 100 for one in score(DAHL, FISHERMEN, DAHL).speakers)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Inge Dahl", "Dahl", True),
        ("Inge Dahl", "Gov. Dahl", False),
        ("Inge Dahl", "Dr. Dahl", True),
        ("Inge Dahl", "Inge Holm", False),
        ("Inge Dahl", None, False),
    ],
)
def test_names_are_the_same_when_one_contains_the_other(one: str, other: str | None, same: bool) -> None:
    assert same_name(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("spokeswoman", "spokesman", True),
        ("Sen.", "senator", True),
        ("harbour master", "master of the harbour", True),
        ("harbour master", "prime minister", False),
    ],
)
def test_titles(one: str, other: str, same: bool) -> None:
    assert same_title(one, other) is same


def test_a_surname_is_right_but_not_full() -> None:
    report = score(evolve(DAHL, name="Dahl"), FISHERMEN, evolve(DAHL, name="Dahl"))
    assert report.score("name").recall == 100
    assert report.score("full name").recall == 0
    assert report.score("who said what").recall == 100


def test_a_name_for_those_the_article_never_names_is_wrong() -> None:
    report = score(DAHL, evolve(FISHERMEN, name="Inge Dahl"), DAHL)
    assert report.score("not named").recall == 0
    assert report.score("speaker right").recall == pytest.approx(66.67, abs=0.01)


def test_declining_costs_recall_but_is_no_wrong_link() -> None:
    report = score(DAHL, None, None)
    assert report.score("linked").recall == pytest.approx(33.33, abs=0.01)
    assert report.score("B3").f1 == 100


def test_one_speaker_for_all_costs_precision_of_b_cubed() -> None:
    b3 = score(DAHL, DAHL, DAHL).score("B3")
    assert b3.recall == 100
    assert b3.precision == pytest.approx(100 * (2 * 2 / 3 + 1 / 3) / 3)


def test_roles_are_those_of_the_speaker_that_most_attributions_have() -> None:
    report = score(evolve(DAHL, roles=("harbour mistress", "engineer")), FISHERMEN, evolve(DAHL, roles=()))
    assert report.score("role").predicted == 3
    assert report.score("affiliation").f1 == 100
