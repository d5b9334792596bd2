"""The second look by grammar: on hand-made parses, so that no parser's mood counts."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from quotetrack.find.clauses import tagged, that_clauses
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


def quoted(
    *, verb: str = "add", tag: str = "VBZ", comma: str = ",", before: tuple[str, str, str] = ("Rain", "NN", ".")
) -> Doc:
    """Two quotations, the second with *adds a porter* behind it: “Go,” Obi says. Rain. “We are full,” adds a porter."""
    rows = [
        ("“", "``", ""), ("Go", "VB", ""), (",", ",", ""), ("”", "''", " "), ("Obi", "NNP", " "), ("says", "VBZ", ""),
        (".", ".", " "), (before[0], before[1], ""), (before[2], ".", " "), ("“", "``", ""), ("We", "PRP", " "),
        ("are", "VBP", " "), ("full", "JJ", ""), (comma, ",", ""), ("”", "''", " "), (verb + "s", tag, " "),
        ("a", "DT", " "), ("porter", "NN", ""), (".", ".", ""),
    ]  # fmt: skip
    words = [word for word, _, _ in rows]
    lemmas = [verb if word == verb + "s" else word.lower() for word in words]
    spaces = [space == " " for _, _, space in rows]
    starts = [word == "“" for word in words]
    return Doc(
        spacy.blank("en").vocab,
        words=words,
        spaces=spaces,
        tags=[tag for _, tag, _ in rows],
        lemmas=lemmas,
        sent_starts=starts,
    )


def tags(read: Doc, found: tuple[Found, ...] = ()) -> list[tuple[list[str], str, str]]:
    text = read.text

    def cut(parts: tuple[tuple[int, int], ...]) -> list[str]:
        return [text[slice(*part)] for part in parts]

    items = tagged(Tokens.of(read), found, load_lexicon(), MarkIndex(text))
    return [(cut(item.content), " ".join(cut(item.cue)), " ".join(cut(item.source))) for item in items]


FIRST = Found(((1, 3),), ((10, 14),), ((6, 9),), "direct")
SECOND = (23, 34)


def test_a_quotation_gets_the_verb_and_the_subject_right_behind_it() -> None:
    full = (["We are full"], "adds", "a porter")
    assert tags(quoted(), (FIRST,)) == [(["Go"], "says", "Obi"), full]
    assert tags(quoted(), (FIRST, Found((SECOND,), (), (), "direct")))[1] == full
    assert tags(quoted(), (FIRST, Found((SECOND,), ((37, 41),), (), "direct")))[1] == full


def test_a_quotation_with_a_verb_of_its_own_is_parted_from_the_one_before() -> None:
    both = Found((FIRST.content[0], SECOND), FIRST.cue, FIRST.source, "direct")
    assert tags(quoted(), (both,)) == [(["Go"], "says", "Obi"), (["We are full"], "adds", "a porter")]


def test_a_quotation_joins_what_its_verb_has_already() -> None:
    before = Found(((1, 3), (16, 34)), FIRST.cue, FIRST.source, "mixed")  # *Go … Rain. “We are full*
    verb = Found(((44, 50),), ((37, 41),), ((42, 43),), "indirect")  # as if *porter* were said
    joined = [(["Go", "Rain"], "says", "Obi"), (["We are full", "porter"], "adds", "a")]
    assert tags(quoted(), (before, verb)) == joined
    unsourced = Found(((44, 50),), ((37, 41),), (), "indirect")
    assert tags(quoted(), (before, unsourced))[1] == (["We are full", "porter"], "adds", "a porter")
    other = Found(((16, 20),), ((37, 41),), ((42, 43),), "indirect")  # what the verb has stands before it
    assert tags(quoted(), (Found(((1, 3), (23, 34)), FIRST.cue, FIRST.source, "direct"), other))[0][0] == [
        "Go",
        "We are full",
    ]


def test_what_stands_behind_a_parted_quotation_stays_with_the_content_before() -> None:
    three = Doc(
        spacy.blank("en").vocab,
        words=["He", "says", "no", ".", "“", "We", "are", "full", ",", "”", "adds", "Obi", ".", "No", "room", "."],
        spaces=[number in (0, 1, 3, 5, 6, 9, 10, 12, 13) for number in range(16)],
        tags=["PRP", "VBZ", "UH", ".", "``", "PRP", "VBP", "JJ", ",", "''", "VBZ", "NNP", ".", "DT", "NN", "."],
        lemmas=["he", "say", "no", ".", "“", "we", "be", "full", ",", "”", "add", "obi", ".", "no", "room", "."],
        sent_starts=[number in (0, 4, 13) for number in range(16)],
    )
    text = three.text
    parts = tuple((text.index(words), text.index(words) + len(words)) for words in ("We are full", "No room"))
    whole = Found(parts, ((3, 7),), ((0, 2),), "mixed")
    assert sorted(tags(three, (whole,))) == [(["No room"], "says", "He"), (["We are full"], "adds", "Obi")]


@pytest.mark.parametrize(
    "read",
    [quoted(verb="build"), quoted(tag="NNS"), quoted(comma="."), quoted(before=("The", "DT", ","))],
    ids=["no verb of speech", "a noun", "a sentence of its own", "in the middle of a sentence"],
)
def test_what_is_no_tag_is_left(read: Doc) -> None:
    assert tags(read, (FIRST,)) == [(["Go"], "says", "Obi")]
