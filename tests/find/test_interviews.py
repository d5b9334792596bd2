"""Whose the answers of a printed interview are."""

from __future__ import annotations

from functools import cache

import pytest

from quotetrack.find.finder import Finder

TURNS = "\n\nQ: You were a lawyer?\n\nA: For years. I liked it.\n\nQ: And then?\n\nA: I left."
CASES = [
    ("one person", "The mosaicist Odette Plum talks about grout.", "Odette Plum"),
    ("one person, twice", "Odette Plum lays floors. We asked Plum about grout.", "Odette Plum"),
    ("a byline", "By Hugo Brandt and Ada Obi\n\nThe mosaicist Odette Plum talks about grout.", "Odette Plum"),
    ("two people", "Odette Plum talks to Ben Lacey about grout.", None),
    ("no interview: a witness", "The trial of Gary Mott began on Monday.", None),
    ("nobody", "We answer questions on grout.", None),
]


@cache
def loaded() -> Finder:
    return Finder.load()


@pytest.mark.parametrize(("above", "name"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_answers(above: str, name: str | None) -> None:
    found = {a.source[0].text: a.speaker for a in loaded().extract(above + TURNS) if a.source and a.kind == "direct"}
    assert {label: s and s.name for label, s in found.items()} == {"Q": None, "A": name}
