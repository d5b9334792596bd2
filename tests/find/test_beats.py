"""Action beats: on hand-made parses, so that no parser's mood counts."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from quotetrack.find.beats import beats
from quotetrack.find.found import Found
from quotetrack.find.marks import MarkIndex
from quotetrack.find.tokens import Tokens
from quotetrack.lang.lexicon import load_lexicon

TAGS = {
    "She": "PRP", "Obi": "NNP", "The": "DT", "mayor": "NN", "caretaker": "NN", "kettle": "NN", "shrugged": "VBD",
    "Rain": "NN", "heard": "VBD", "Lagos": "NNP", "I": "PRP", "never": "RB", "Nobody": "NN", "And": "CC",
    "falling": "VBG",
}  # fmt: skip


def read(text: str) -> Tokens:
    """Parse a text of plain words by the table: a sentence ends at its period."""
    doc = spacy.blank("en")(text)
    words = [token.text for token in doc]
    starts = [i == 0 or (words[i - 1] in (".", "”") and words[i] != "”") for i in range(len(words))]
    tags = [TAGS.get(word, "." if word == "." else "JJ") for word in words]
    spaces = [bool(token.whitespace_) for token in doc]
    lemmas = ["hear" if word == "heard" else word.lower() for word in words]
    ents = ["B-PERSON" if word == "Obi" else "O" for word in words]
    return Tokens.of(
        Doc(doc.vocab, words=words, spaces=spaces, tags=tags, lemmas=lemmas, sent_starts=starts, ents=ents)
    )


def told(text: str) -> list[tuple[int, list[str]]]:
    """Return of each quotation how many parts it has, and its source."""
    marks = MarkIndex(text)
    found = [Found(((s.inner_start, s.inner_end),), (), (), "direct") for s in marks.outer]
    items = beats(read(text), found, load_lexicon(), marks)
    return [(len(item.content), [text[start:end] for start, end in item.source]) for item in items]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("She shrugged. “Fine.”", ["She"]),
        ("“Fine.” Obi shrugged.", ["Obi"]),
        ("Obi never shrugged. “Fine.” The mayor shrugged.", ["Obi"]),  # the sentence before tells first
        ("And the rest. The mayor shrugged. “Fine.”", ["The mayor"]),
        ("And Obi shrugged. “Fine.”", ["Obi"]),
        ("The caretaker shrugged. “Fine.”", ["The caretaker"]),
        ("The kettle shrugged. “Fine.”", []),  # things do not speak
        ("Nobody shrugged. “Fine.”", []),
        ("Rain falling. “Fine.”", []),
        ("Lagos shrugged. “Fine.”", []),
        ("I shrugged. “Fine.”", ["I"]),
        ("She heard a knock. “Fine.”", []),  # somebody else's words
        ("“Fine?” Obi shrugged.", []),  # Obi is the one who is asked
        ("The rest. “Fine.” Obi shrugged.", []),  # the sentence before is the quotation's, and tells of nobody
        ("She shrugged.\n\n“Fine.”", []),  # another paragraph
    ],
)
def test_who_acts_speaks(text: str, source: list[str]) -> None:
    assert told(text) == [(1, source)]


def test_quotations_around_one_beat_are_one() -> None:
    assert told("“Fine.” Obi shrugged. “Now go.”") == [(2, ["Obi"])]


def test_who_has_a_cue_or_a_source_is_left_and_no_indirect_speech_is_given_one() -> None:
    text = "She shrugged. “Fine.”"
    marks = MarkIndex(text)
    for item in (
        Found(((15, 19),), ((4, 12),), (), "direct"),
        Found(((15, 19),), (), ((4, 12),), "direct"),
        Found(((15, 19),), (), (), "indirect"),
    ):
        assert beats(read(text), [item], load_lexicon(), marks) == (item,)


def test_a_sentence_that_somebody_said_is_no_beat() -> None:
    text = "She shrugged. “Fine.”"
    marks = MarkIndex(text)
    said = Found(((0, 12),), (), ((0, 3),), "indirect")
    item = Found(((15, 19),), (), (), "direct")
    assert beats(read(text), [said, item], load_lexicon(), marks) == (said, item)


def test_what_is_only_supposed_to_be_speech_is_none_where_nobody_acts() -> None:
    marks = MarkIndex("The kettle shrugged. “Fine.”")
    item = Found(((22, 26),), (), (), "direct", supposed=True)
    assert beats(read("The kettle shrugged. “Fine.”"), [item], load_lexicon(), marks) == ()
    assert told("The kettle shrugged. “Fine.”") == [(1, [])]


def test_a_long_sentence_is_no_beat() -> None:
    assert told("She shrugged" + " wide" * 90 + ". “Fine.”") == [(1, [])]
