from __future__ import annotations

from attrs import evolve

from quotetrack.evaluate.compare import compare
from tests.evaluate.texts import FERRY, GOLD, PIER, PLANK, SAIL, at, document


def test_gained_and_lost_against_the_gold() -> None:
    old = document(SAIL, evolve(PIER, source=()))
    new = document(PIER, evolve(PLANK, source=at(FERRY, "Fishermen")))
    changes = [(c.difference, c.cue, c.source) for c in compare([GOLD], [old], [new])]
    assert changes == [
        ("gained", "said", "Fishermen"),
        ("lost", "told", "harbour master Inge Dahl"),
        ("introduced", "promised", "Fishermen"),
        ("removed", "said", ""),
    ]


def test_the_same_mistake_is_no_change() -> None:
    run = document(evolve(PIER, source=()))
    assert list(compare([GOLD], [run], [run])) == []
