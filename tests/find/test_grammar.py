"""The grammar heads' readings on tokens: on hand-made readings, so that no network's mood counts."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from quotetrack.find.grammar import Grammar, Readings
from quotetrack.find.tokens import Tokens
from quotetrack.lang.tokenizer import TokenCutter

TAGS = ("NNP", "VBD", "RB", "VB", ".", "PRP", "NN")
B_PERSON, I_PERSON, B_LOC, I_ORG = 1, 2, 5, 4


def readings(text: str, rows: list[tuple[str, str, bool, int]]) -> Readings:
    """Make readings of pieces given in order: (piece, tag, begins a sentence, part in a name)."""
    starts, at = [], 0
    for piece, *_ in rows:
        at = text.index(piece, at)
        starts.append(at)
        at += len(piece)
    return Readings(
        np.array(starts),
        np.array([TAGS.index(tag) for _, tag, *_ in rows], np.int16),
        np.array([begins for *_, begins, _ in rows]),
        np.array([name for *_, name in rows], np.int8),
    )


def annotated(text: str, rows: list[tuple[str, str, bool, int]]) -> Tokens:
    return Grammar(TAGS).tokens(text, *TokenCutter()(text), readings(text, rows))


def sentences(tokens: Tokens) -> list[str]:
    bounds = [*(tokens.start[first] for first in tokens.sentences), len(tokens.text)]
    return [tokens.text[start:end].strip() for start, end in pairwise(bounds)]


NEWS = "Ada Obi didn't leave Kyiv. She stayed."
ROWS = [
    ("Ada", "NNP", True, B_PERSON),
    ("Obi", "NNP", False, I_PERSON),
    ("didn", "VBD", False, 0),
    ("'", "RB", False, 0),
    ("t", "RB", False, 0),
    ("leave", "VB", False, 0),
    ("Ky", "NNP", False, B_LOC),
    ("iv", "NN", False, I_ORG),  # a piece inside a word has no say
    (".", ".", False, 0),
    ("She", "PRP", True, 0),
    ("stayed", "VBD", False, 0),
    (".", ".", False, 0),
]


def test_each_word_takes_the_reading_of_its_first_piece() -> None:
    tokens = annotated(NEWS, ROWS)
    assert list(zip(tokens.form, tokens.tag, strict=True))[2:5] == [("did", "VBD"), ("n't", "RB"), ("leave", "VB")]
    assert list(tokens.label[:6]) == ["PERSON", "PERSON", "", "", "", "LOC"]
    assert sentences(tokens) == ["Ada Obi didn't leave Kyiv.", "She stayed."]
    assert list(tokens.lemma[2:6]) == ["do", "not", "leave", "Kyiv"]


def test_white_space_begins_no_sentence_and_is_no_name() -> None:
    tokens = annotated("Obi.\n\n She", [("Obi", "NNP", True, B_PERSON), (".", ".", False, 0), ("She", "PRP", True, 0)])
    assert sentences(tokens) == ["Obi.", "She"]
    assert tokens.tag[tokens.form.index("\n\n ")] == "_SP"


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_a_text_without_words_is_left(text: str) -> None:
    assert "".join(annotated(text, []).form) == text


def test_the_readings_of_sections_are_joined_in_order() -> None:
    one, two = readings("Obi stayed", [("Obi", "NNP", True, 0)]), readings("Obi stayed", [("stayed", "VBD", False, 0)])
    whole = Readings.joined([one, two])
    assert whole is not None
    assert whole.starts.tolist() == [0, 4]
    assert Readings.joined([]) is None
