"""Floating quotations: what paragraphs and marks know of words that no verb gives to anyone."""

from __future__ import annotations

import pytest

from quotetrack.find.drafts import Draft
from quotetrack.find.floating import in_dialogue, passed_over
from quotetrack.find.marks import MarkIndex

PASSED_OVER = [
    ("a beat before", "She shrugged. “Fine by me.” Rain fell.", ["“Fine by me.”"]),
    ("a beat behind", "“Fine by me.” She shrugged.", ["“Fine by me.”"]),
    ("lines of their own", "“Who is it?”\n\n“Only me.”\n\nRain fell.", ["“Who is it?”", "“Only me.”"]),
    (
        "a line between quotations",
        "He sat. “No, Ada.”\n\n“Not now.”\n\n“We will,” he said.",
        ["“No, Ada.”", "“Not now.”"],
    ),
    ("a headline", "Rain fell.\n\n“A long way home.”\n\nThe road was wet.", []),
    ("a title", "Ada Obi. “The Long Road to Lagos.” The Herald, 2019.", []),
    ("a word", "She shrugged. “Fine.” Rain fell.", []),
    ("part of a sentence", "The “Long way home.” sign fell.", []),
    ("the subject of a sentence", "It opens today. “Long Way Home?” runs till May.", []),
    ("no whole sentence", "She shrugged. “Fine by me” it read. “so what now.”", []),
    ("never closed", "She shrugged. “Fine by me. Rain fell.", []),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in PASSED_OVER], ids=[row[0] for row in PASSED_OVER])
def test_passed_over(text: str, expected: list[str]) -> None:
    drafts = passed_over(text, [], MarkIndex(text))
    assert [text[start:end] for draft in drafts for start, end in draft.content] == expected


def test_what_was_heard_is_not_passed_over() -> None:
    text = "She shrugged. “Fine by me.” Rain fell."
    assert list(passed_over(text, [Draft(None, content=[(15, 19)])], MarkIndex(text))) == []


ROWS = [
    ("a question before", "“Will you come?” he asked.\n\n“To Rome?”\n\n“To eat.”", 2, True),
    ("a question beside", "“Who is it?”\n\n“Only me.”", 1, True),
    ("no question", "“It is over.”\n\n“We go home.”", 1, False),
    ("an echo between", "“A dog lay there,” he said. “We stopped.”\n\n“A dog?”\n\n“Yes,” he said.", 2, True),
    ("his own words between", "“It fell,” he said. “We ran.”\n\n“Nobody knew.”\n\n“Yes,” he said.", 2, False),
    ("words beside it", "“Who is it?”\n\n“Only me,” he said.", 1, False),
]


@pytest.mark.parametrize(("text", "number", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_in_dialogue(text: str, number: int, expected: bool) -> None:
    marks = MarkIndex(text)
    assert in_dialogue(text, marks.outer[number], marks) is expected
