"""Made texts: every frame is annotated where its tags stand, and what looks like an attribution stays none."""

from __future__ import annotations

import random
import re

import pytest

pytest.importorskip("torch")

from quotetrack.training.attribution_data import Example, Gold
from quotetrack.training.attribution_frame_texts import FRAMES, NONE, SHORT, WORDS
from quotetrack.training.attribution_frames import SLOT, Sayings, _filled, frames

SAYINGS = Sayings(("We are late again",), ("the river had risen",), ("to stay indoors",))


def _said(example: Example) -> list[tuple[str, str, str]]:
    return [
        tuple(" / ".join(example.text[s:e] for s, e in spans) for spans in (g.source, g.cue, g.content))  # type: ignore[misc]
        for g in example.attributions
    ]


@pytest.mark.parametrize("frame", FRAMES)
def test_a_frame_says_what_its_tags_say(frame: str) -> None:
    for seed in range(5):
        text, golds = _filled(frame, SAYINGS, random.Random(seed))
        assert not set(text) & set("<>{}")
        assert len(golds) == len(set(re.findall(r"<c\d?>", frame)))
        for gold in golds:
            assert all(0 <= s < e <= len(text) for spans in (gold.source, gold.cue, gold.content) for s, e in spans)
            assert all(text[s:e] == text[s:e].strip() for s, e in (*gold.source, *gold.cue, *gold.content))


@pytest.mark.parametrize(
    ("frame", "attributions"),
    [
        ("<s>{They}</s> <q>declined</q> <c>{order}</c>.", [("They", "declined", "to stay indoors")]),
        (
            "{Thing}, <c>which</c> <s>they</s> <q>said</q> <c>was late</c>, came at noon.",
            [("they", "said", "which / was late")],
        ),
        (
            "<q>Asked</q> <c>whether {clause}</c>, <s2>Ann</s2> <q2>replied</q2>: <c2>“{quote}.”</c2>",
            [("", "Asked", "whether the river had risen"), ("Ann", "replied", "“We are late again.”")],
        ),
        (
            "<s><s2>Ann</s2></s> <q>said</q> <c>{clause}</c>, <q2>adding</q2> <c2>that {clause2}</c2>.",
            [("Ann", "said", "the river had risen"), ("Ann", "adding", "that the river had risen")],
        ),
        ("“{quote}” is a saying on this coast.", []),
    ],
)
def test_tags_become_spans(
    frame: str, attributions: list[tuple[str, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(WORDS, "they", ("they",))
    text, golds = _filled(frame, SAYINGS, random.Random(0))
    assert _said(Example("made", text, tuple(golds))) == attributions


def test_every_slot_has_words() -> None:
    known = {"quote", "clause", "order", "place", "surname", "caps", "person", "titled", "named", *WORDS}
    used = {slot.rstrip("23").lower() for frame in FRAMES for slot in SLOT.findall(frame)}
    assert used <= known
    assert set(WORDS) - used == {"title_of"}, "it stands in `titled`"
    assert all(word and word == word.strip() for words in WORDS.values() for word in words)


def test_no_frame_stands_twice_and_what_ascribes_nothing_has_no_tag() -> None:
    assert len(set(FRAMES)) == len(FRAMES)
    assert not [frame for frame in NONE if "<" in frame]


def test_edges_are_those_of_polnear() -> None:
    for frame in FRAMES:
        assert not re.search(r"</q\d?>:", frame), "a colon belongs to its cue"
        assert not re.search(r"<q\d?>As</q|reporters</q", frame), "*as*, and who is told something, to nothing"
        assert not re.search(r"\{(N|n)amed\}</s>,", frame), "the comma after an apposition belongs to the source"


def test_a_question_keeps_its_own_mark() -> None:
    asked = Sayings(("Who knows?",), SAYINGS.clauses, SAYINGS.orders)
    text, (gold,) = _filled("<c>“{quote},”</c> <q>said</q> <s>Ann</s>.", asked, random.Random(0))
    assert text == "“Who knows?” said Ann."
    assert text[slice(*gold.content[0])] == "“Who knows?”"


def test_a_slot_says_the_same_again_and_its_second_number_something_else() -> None:
    for seed in range(20):
        text, (first, second) = _filled("<s>{She}</s> <q>said</q> <c>{thing}</c>. <s2>{She}</s2> <q2>said</q2> "
                                        "<c2>{thing2}</c2>.", SAYINGS, random.Random(seed))  # fmt: skip
        assert text[slice(*first.source[0])] == text[slice(*second.source[0])]
        assert text[slice(*first.content[0])] != text[slice(*second.content[0])]


def test_short_sentences_stand_in_rows() -> None:
    made = list(frames(SAYINGS, random.Random(1), 200))
    starts = {re.match(r"\W*(\w+)", example.text)[1] for example in made}  # type: ignore[index]
    rows = [example for example in made if "\n" not in example.text and len(example.attributions) >= 3]
    assert len(rows) >= 20
    assert starts >= {"They", "It"}
    assert all(len(_filled(frame, SAYINGS, random.Random(0))[0].split()) < 20 for frame in SHORT)


def test_sayings_are_taken_from_short_contents_of_one_part() -> None:
    text = (
        "“Rain is on its way,” said Ida. Tom warned that the dam would not hold. They were told to leave at once. "
        "Ann said the bridge was shut to all traffic. He called it “a (very) bad day: gone.” Eve said no. "
        "Dan noted how glad he was to be home again."
    )

    def gold(cue: str, *content: str) -> Gold:
        return Gold((), ((text.index(cue), text.index(cue) + len(cue)),),
                    tuple((text.index(c), text.index(c) + len(c)) for c in content))  # fmt: skip

    article = Example("a", text, (
        gold("said", "“Rain is on its way,”"), gold("warned", "that the dam would not hold"),
        gold("told", "to leave at once"), gold("said", "the bridge was shut to all traffic"),
        gold("called", "it", "“a (very) bad day: gone.”"), gold("said", "no"),
        gold("noted", "how glad he was to be home again"),
    ))  # fmt: skip
    found = Sayings.of([article])
    assert found == Sayings(
        ("Rain is on its way",), ("the dam would not hold", "the bridge was shut to all traffic"), ("to leave at once",)
    )
    assert found and not Sayings.of([Example("b", text, article.attributions[:2])])


def test_texts_of_several_frames_keep_their_offsets() -> None:
    made = list(frames(SAYINGS, random.Random(4), 40))
    assert len({example.id for example in made}) == 40
    assert {len(example.attributions) for example in made} >= {0, 1, 2, 3}
    for example in made:
        for source, cue, content in _said(example):
            assert cue and content
            assert (source + cue + content).strip() == source + cue + content
