"""What the grammar heads are taught: labels of pieces from gold Docs, and a table of lemmas from trees."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc, Span

pytest.importorskip("torch")

from quotetrack.find.tagger import Encoded
from quotetrack.lang.lemmas import find_edit
from quotetrack.training.grammar import UNKNOWN, Lesson, alternately, fit, labels_of
from quotetrack.training.grammar_lemmas import edit_of, learn_lemmas
from quotetrack.training.pipeline_trees import read_conllu

VOCAB = spacy.blank("en").vocab


def pieces(*spans: tuple[int, int]) -> Encoded:
    starts, ends = (np.array(column) for column in zip(*spans, strict=True))
    return Encoded(np.arange(len(spans)), starts, ends, np.zeros(len(spans), np.int64), np.arange(len(spans)))


# Obi didn't go. He slept.
WORDS = ["Obi", "did", "n't", "go", ".", "He", "slept", "."]
PIECES = pieces(
    (0, 1), (1, 3), (4, 8), (8, 9), (9, 10), (11, 13), (13, 14), (15, 17), (18, 23), (23, 24)
)  # O|bi didn|'|t go . He slept .


def test_a_tree_gives_tags_to_first_pieces_and_sentence_starts_to_all() -> None:
    doc = Doc(
        VOCAB,
        words=WORDS,
        spaces=[True, False, True, False, True, True, False, False],
        tags=["NNP", "VBD", "RB", "VB", ".", "PRP", "VBD", "."],
        sent_starts=[True, False, False, False, False, True, False, False],
    )
    tags: dict[str, int] = {}
    labels = labels_of(doc, PIECES, tags)
    names = list(tags)
    assert [names[t] if t != UNKNOWN else "" for t in labels[:, 0]] == [
        "NNP", "", "VBD", "RB", "", "VB", ".", "PRP", "VBD", ".",
    ]  # fmt: skip
    assert np.nonzero(labels[:, 1] == 1)[0].tolist() == [0, 7]
    assert (labels[:, 2] == UNKNOWN).all()


def test_a_corpus_of_names_says_nothing_of_what_it_does_not_know() -> None:
    doc = Doc(VOCAB, words=WORDS, spaces=[True, False, True, False, True, True, False, False])
    doc.set_ents([Span(doc, 0, 1, label="PERSON")], missing=[doc[5:6]], default="outside")
    labels = labels_of(doc, PIECES, {})
    assert labels[:, 2].tolist() == [1, UNKNOWN, 0, 0, UNKNOWN, 0, 0, UNKNOWN, 0, 0]
    assert (labels[:, :2] == UNKNOWN).all()


def test_both_kinds_of_corpora_take_turns() -> None:
    def docs(word: str, size: int):  # type: ignore[no-untyped-def]
        while True:
            yield Doc(VOCAB, words=[word] * size)

    taken = [doc[0].text for doc in alternately(docs("tree", 1), docs("name", 3), 12)]
    assert taken.count("tree") == 6
    assert taken.count("name") == 2


def test_heads_learn_what_the_states_tell() -> None:
    rng = np.random.default_rng(0)
    labels = np.stack([rng.integers(0, 3, 40_960), rng.integers(0, 2, 40_960), rng.integers(0, 7, 40_960)], axis=1)
    states = np.concatenate([np.eye(3)[labels[:, 0]], np.eye(2)[labels[:, 1]], np.eye(7)[labels[:, 2]]], axis=1)
    weights = fit(Lesson(states.astype(np.float16), labels), 3, seed=0)
    hidden = states @ weights["grammar.inner.weight"].T + weights["grammar.inner.bias"]
    hidden = hidden * (hidden > 0)  # near enough to the smooth step for an argmax
    scores = hidden @ weights["grammar.outer.weight"].T + weights["grammar.outer.bias"]
    right = [scores[:, :3].argmax(1), scores[:, 3:5].argmax(1), scores[:, 5:].argmax(1)] == labels.T
    assert right.mean() > 0.9


TREES = """# newdoc id = x
1\tThey\tthey\tPRON\tPRP\t_\t2\tnsubj\t_\t_
2\t{form}\t{lemma}\tVERB\tVBD\t_\t0\troot\t_\t_

"""
SEEN = "tried try,cried cry,denied deny,walked walk,talked talk,barked bark,went go"


def test_lemmas_follow_endings_and_odd_words_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "trees.conllu"
    pairs = [pair.split() for pair in SEEN.split(",")]
    path.write_text("".join(TREES.format(form=form, lemma=lemma) for form, lemma in pairs), encoding="utf-8")
    rules = learn_lemmas(read_conllu(path))["VBD"]
    for form, lemma in [*pairs, ["replied", "reply"], ["parked", "park"]]:
        assert find_edit(rules, form) == edit_of(form, lemma), form
    assert [key for key in rules if key.startswith("^")] == ["^went"]
