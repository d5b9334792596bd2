"""Tokens as columns: read off Docs, and asked by offset and by sentence."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from quotetrack.find.tokens import Tokens

VOCAB = spacy.blank("en").vocab


def doc(words: list[str], tags: list[str]) -> Doc:
    return Doc(VOCAB, words=words, tags=tags, sent_starts=[True] + [False] * (len(words) - 1))


TOKENS = Tokens.joined([doc(["Obi", "left", "."], ["NNP", "VBD", "."]), doc(["She", "sang"], ["PRP", "VBD"])])


def test_the_parts_of_a_text_are_one() -> None:
    assert TOKENS.text == "Obi left . She sang "
    assert [TOKENS.text[start:end] for start, end in zip(TOKENS.start, TOKENS.end, strict=True)] == TOKENS.form
    assert TOKENS.tag == ["NNP", "VBD", ".", "PRP", "VBD"]


def test_a_character_anywhere_in_a_token_takes_it_whole() -> None:
    assert list(TOKENS.within(2, 5)) == [0, 1]
    assert list(TOKENS.within(3, 4)) == []  # the space between two
    assert list(TOKENS.within(0, 99)) == [0, 1, 2, 3, 4]


def test_each_token_knows_its_sentence() -> None:
    assert [TOKENS.sentence(token) for token in range(5)] == [(0, 3)] * 3 + [(3, 5)] * 2
    assert [TOKENS.opens(token) for token in range(5)] == [True, False, False, True, False]


def test_a_doc_without_grammar_has_empty_columns() -> None:
    bare = Tokens.of(Doc(VOCAB, words=["So", "what"]))
    assert bare.tag == bare.lemma == bare.label == ["", ""]
    assert bare.sentence(1) == (0, 2)
    assert len(Tokens.of(Doc(VOCAB, words=[]))) == 0
