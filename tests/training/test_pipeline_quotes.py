from __future__ import annotations

import random

import pytest

from quotetrack.training.pipeline_convert import is_tree
from quotetrack.training.pipeline_names import organisation, person
from quotetrack.training.pipeline_phrases import named
from quotetrack.training.pipeline_quotes import Quotations
from quotetrack.training.pipeline_trees import Document, Sentence, Word


def clause(*rows: tuple[str, str, str, int, str]) -> Sentence:
    return Sentence(
        [Word(i, f, f.lower(), pos, tag, "", head, label) for i, (f, pos, tag, head, label) in enumerate(rows)]
    )


@pytest.fixture(scope="module")
def quotations() -> Quotations:
    trees = [
        clause(
            ("In", "ADP", "IN", 3, "prep"),
            ("March", "PROPN", "NNP", 0, "pobj"),
            ("prices", "NOUN", "NNS", 3, "nsubj"),
            ("fell", "VERB", "VBD", 3, "ROOT"),
            ("again", "ADV", "RB", 3, "advmod"),
            (".", "PUNCT", ".", 3, "punct"),
        ),
        clause(
            ("Who", "PRON", "WP", 1, "nsubj"),
            ("pays", "VERB", "VBZ", 1, "ROOT"),
            ("for", "ADP", "IN", 1, "prep"),
            ("repairs", "NOUN", "NNS", 2, "pobj"),
            ("?", "PUNCT", ".", 1, "punct"),
        ),
    ]
    return Quotations([Document("made_up", trees)], seed=3)


def test_every_made_up_sentence_is_a_tree(quotations: Quotations) -> None:
    stream = quotations.documents()
    for _ in range(150):
        for sentence in next(stream):
            assert is_tree(sentence.words)
            assert [word.index for word in sentence.words] == list(range(len(sentence.words)))
            assert sentence.words[-1].form in (".", "”", '"')


def test_cues_head_what_is_said_and_who_says_it(quotations: Quotations) -> None:
    for _ in range(30):
        (sentence,) = quotations._closing(inverted=True)
        root = next(word for word in sentence.words if word.head == word.index)
        labels = {word.label: word.form for word in sentence.words if word.head == root.index}
        assert root.pos == "VERB"
        assert labels["ccomp"] == "fell"
        assert "nsubj" in labels


def test_words_before_an_interruption_keep_their_head(quotations: Quotations) -> None:
    (sentence,) = quotations._interrupted()
    words = sentence.words
    said = next(word for word in words if word.form == "fell")
    cue = words[said.head]
    before = next(word for word in words if word.form == "In")
    assert before.index < cue.index < said.index
    assert (before.head, said.label, cue.label) == (said.index, "ccomp", "ROOT")


@pytest.mark.parametrize(
    ("name", "head", "label_of_last"),
    [
        ("Nadia Rahman", "Rahman", "compound"),
        ("University of Basel", "University", "pobj"),
        ("NATO", "NATO", "compound"),
    ],
)
def test_names_have_heads(name: str, head: str, label_of_last: str) -> None:
    phrase = named(name)
    assert phrase.words[phrase.root].form == head
    assert phrase.words[-1].label == label_of_last


def test_the_same_seed_makes_the_same_names() -> None:
    one, other = random.Random(5), random.Random(5)
    assert [person(one) for _ in range(20)] == [person(other) for _ in range(20)]
    assert [organisation(one) for _ in range(20)] == [organisation(other) for _ in range(20)]
