"""The second look by grammar: on hand-made parses, so that no parser's mood counts."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from quotetrack.find.clauses import that_clauses
from quotetrack.find.found import Found
from quotetrack.find.marks import MarkIndex
from quotetrack.find.tokens import Tokens
from quotetrack.lang.lexicon import load_lexicon


def doc(*, verb: str = "maintained", lemma: str = "maintain", that: str = "IN", finite: str = "VBZ") -> Doc:
    words = ["The", "port", "has", "long", verb, "that", "ice", "is", "rare", "."]
    return Doc(
        spacy.blank("en").vocab,
        words=words,
        spaces=[True] * 8 + [False, False],
        tags=["DT", "NN", "VBZ", "RB", "VBN", that, "NN", finite, "JJ", "."],
        lemmas=["the", "port", "have", "long", lemma, "that", "ice", "be", "rare", "."],
        heads=[1, 4, 4, 4, 4, 7, 7, 4, 7, 4],
        deps=["det", "nsubj", "aux", "advmod", "ROOT", "mark", "nsubj", "ccomp", "acomp", "punct"],
        sent_starts=[True] + [False] * 9,
    )


def looked(read: Doc, found: tuple[Found, ...] = ()) -> list[tuple[str, str, str]]:
    text = read.text
    items = that_clauses(Tokens.of(read), found, load_lexicon(), MarkIndex(text))
    return [(text[slice(*i.source[0])], text[slice(*i.cue[0])], text[slice(*i.content[0])]) for i in items]


def test_a_plain_clause_with_that_is_found_with_its_whole_cue() -> None:
    assert looked(doc()) == [("The port", "has long maintained", "ice is rare")]


@pytest.mark.parametrize(
    "read",
    [doc(verb="built", lemma="build"), doc(that="DT"), doc(finite="VBN")],
    ids=["no verb of speech", "that ice, a determiner", "no finite verb"],
)
def test_what_is_no_reported_clause_is_left(read: Doc) -> None:
    assert looked(read) == []


def test_words_that_are_taken_are_left() -> None:
    assert looked(doc(), (Found(((34, 37),), (), (), "indirect"),)) == []
