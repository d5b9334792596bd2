"""Whose the answers of a printed interview are."""

from __future__ import annotations

from functools import cache

import pytest

from quotetrack.find.finder import Finder

TURNS = "\n\nQ: You were a lawyer?\n\nA: For years. I liked it.\n\nQ: And then?\n\nA: I left."
BARE = "\n\nYou were a lawyer?\n\nFor years. I liked it.\n\nDo you like grout?\n\nI do.\n\nAnd then?\n\nI left."
CASES = [
    ("one person", "The mosaicist Odette Plum talks about grout.", "Odette Plum"),
    ("one person, twice", "Odette Plum lays floors. We asked Plum about grout.", "Odette Plum"),
    ("a byline", "By Hugo Brandt and Ada Obi\n\nThe mosaicist Odette Plum talks about grout.", "Odette Plum"),
    ("two people, the first", "Odette Plum talks to Ben Lacey about grout.", "Odette Plum"),
    ("two people, whose office is told", "Ben Lacey meets the mosaicist Odette Plum to ask of grout.", "Odette Plum"),
    ("no interview: a witness", "The trial of Gary Mott began on Monday.", None),
    ("nobody", "We answer questions on grout.", None),
]


@cache
def loaded() -> Finder:
    return Finder.load()


@pytest.mark.parametrize(("above", "name"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_answers(above: str, name: str | None) -> None:
    found = {a.source[0].text: a.speaker for a in loaded().extract(above + TURNS) if a.source and a.kind == "direct"}
    assert found["A"] is not None
    assert found["A"].name == name


SIDES = [
    ("nobody else", "The mosaicist Odette Plum talks about grout.", "the author", "Odette Plum"),
    ("a byline", "By Hugo Brandt\n\nThe mosaicist Odette Plum talks about grout.", "Hugo Brandt", "Odette Plum"),
    ("our editor", "Odette Plum spoke to our editor, Ben Lacey, about grout.", "Ben Lacey", "Odette Plum"),
    ("a headline", "Five minutes with Odette Plum\n\nShe talks to Ben Lacey of grout.", "Ben Lacey", "Odette Plum"),
    ("named twice", "Odette Plum lays floors. Ms Plum talks to Ben Lacey.", "Ben Lacey", "Odette Plum"),
    ("a town", "From York, Odette Plum talks to us.", "the author", "Odette Plum"),
    ("the first", "Odette Plum talks to Ben Lacey about grout.", "Ben Lacey", "Odette Plum"),
    ("with office", "Ben Lacey meets the mosaicist Odette Plum to ask of grout.", "Ben Lacey", "Odette Plum"),
]


@pytest.mark.parametrize(("above", "asks", "answers"), [case[1:] for case in SIDES], ids=[case[0] for case in SIDES])
def test_sides_without_labels(above: str, asks: str, answers: str | None) -> None:
    turns = [a for a in loaded().extract(above + BARE) if a.kind == "direct"]
    assert [a.text for a in turns[:2]] == ["You were a lawyer?", "For years. I liked it"]
    assert [a.speaker and a.speaker.label for a in turns] == [asks, answers] * 3


def test_labelled_interviewer() -> None:
    above = "Odette Plum spoke to our editor, Ben Lacey, about grout."
    found = [a.speaker and a.speaker.name for a in loaded().extract(above + TURNS) if a.kind == "direct"]
    assert found == ["Ben Lacey", "Odette Plum"] * 2
