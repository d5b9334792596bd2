"""Scores and marks in, attributions out: decisions on hand-made scores, so that no network's mood counts."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.find.crf import transitions, viterbi
from quotetrack.find.decode import decode
from quotetrack.find.edges import kind_of, parts_of, trim
from quotetrack.find.marks import MarkIndex
from quotetrack.find.tagger import Encoded, Scores, Window, log_softmax

TOKEN = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
TAGS = {"O": 0, "S": 1, "s": 2, "U": 3, "u": 4, "C": 5, "c": 6}  # S source, U cue, C content; small: inside


def scored(text: str, tags: str, to_cue: dict[int, int], to_source: dict[int, int]) -> Scores:
    """Make the scores of a network that is sure: one tag a word, and links from word to word by number."""
    tokens = list(TOKEN.finditer(text))
    assert len(tokens) == len(tags.replace(" ", "")), [t.group() for t in tokens]
    count = len(tokens)
    starts = np.array([t.start() for t in tokens])
    ends = np.array([t.end() for t in tokens])
    encoded = Encoded(np.arange(count), starts, ends, np.zeros(count, np.int64), np.arange(count))
    table = np.full((count, 7), -9.0, np.float32)
    for word, tag in enumerate(tags.replace(" ", "")):
        table[word, TAGS[tag]] = 9.0
    eye = np.eye(count + 1, dtype=np.float32) * 200
    content = np.zeros((count, count + 1), np.float32)
    target = np.zeros((count, count + 1), np.float32)
    for word, cue in to_cue.items():
        content[word, cue + 1] = 1
    for word in range(count):
        target[word, to_source.get(word, -1) + 1] = 1
    window = Window(0, count, table, content, eye[1:], target, eye)
    return Scores(encoded, log_softmax(table), (window,))


def found(text: str, tags: str, to_cue: dict[int, int], to_source: dict[int, int]) -> list[tuple[object, ...]]:
    items = decode(text, scored(text, tags, to_cue, to_source), MarkIndex(text), transitions())
    cut = lambda parts: [text[s:e] for s, e in parts]  # noqa: E731
    return [(item.kind, cut(item.content), cut(item.cue), cut(item.source)) for item in items]


def test_words_split_by_the_cue_are_one_attribution() -> None:
    text = "“We won,” he said. “We did.”"
    assert found(text, "Ccccc SUO Ccccc", dict.fromkeys((0, 1, 2, 3, 4, 8, 9, 10, 11, 12), 6), {6: 5}) == [
        ("direct", ["We won", "We did"], ["said"], ["he"])
    ]


def test_the_marks_fix_the_edges_of_quoted_content() -> None:
    text = "“We won it fairly,” he said."
    assert found(text, "OOCccOO SUO", {2: 8, 3: 8, 4: 8}, {8: 7}) == [
        ("direct", ["We won it fairly"], ["said"], ["he"])
    ]


def test_indirect_content_loses_its_that() -> None:
    text = "Obi said that it rained."
    assert found(text, "SUCccO", {2: 1, 3: 1, 4: 1}, {1: 0}) == [("indirect", ["it rained"], ["said"], ["Obi"])]


def test_a_that_which_has_a_verb_is_a_pronoun() -> None:
    text = "Obi said that was wrong."
    assert found(text, "SUCccO", {2: 1, 3: 1, 4: 1}, {1: 0}) == [("indirect", ["that was wrong"], ["said"], ["Obi"])]


def test_a_that_which_begins_a_sentence_is_a_pronoun() -> None:
    text = "“That is a lie,” Obi said."
    assert found(text, "OCcccOOSUO", {1: 8, 2: 8, 3: 8, 4: 8}, {8: 7}) == [
        ("direct", ["That is a lie"], ["said"], ["Obi"])
    ]


def test_mixed_content_is_one_part() -> None:
    text = "Obi called it “a disgrace” again."
    assert found(text, "SUCccccOO", {2: 1, 3: 1, 4: 1, 5: 1, 6: 1}, {1: 0}) == [
        ("mixed", ["it “a disgrace"], ["called"], ["Obi"])
    ]


def test_a_cue_without_source_has_none() -> None:
    assert found("It rained, reportedly.", "CcOUO", {0: 3, 1: 3}, {}) == [
        ("indirect", ["It rained"], ["reportedly"], [])
    ]


def test_a_cue_without_content_is_no_attribution() -> None:
    assert found("Obi spoke.", "SUO", {}, {1: 0}) == []


def test_a_fragment_of_function_words_is_dropped() -> None:
    text = "Obi said of the deal: “We won.”"
    assert found(text, "SUO C OO Ccccc", {3: 1, 6: 1, 7: 1, 8: 1, 9: 1, 10: 1}, {1: 0})[0][1] == ["We won"]


def test_a_dateline_is_no_content() -> None:
    text = "LUGO — “We won,” he said."
    assert found(text, "Ccccccc SUO", dict.fromkeys(range(7), 8), {8: 7})[0][1] == ["We won"]


def test_what_only_bears_a_name_is_no_attribution() -> None:
    text = "The ship, named ‘Hope’, sank."
    assert found(text, "OOO U OCO OOO", {5: 3}, {}) == []


def test_a_quotation_does_not_run_into_the_next_paragraph() -> None:
    text = "“We won,” he said.\n\n“We did. And\n\nRain fell."
    assert found(text, "OOOOO SUO Ccccccc O", dict.fromkeys(range(8, 15), 6), {6: 5})[0][1] == ["We did. And"]


def test_a_quotation_goes_on_behind_a_mark_that_reopens_it() -> None:
    text = "He said: “We won.\n\n“We did.”\n\nRain fell."
    links = dict.fromkeys(range(3, 14), 1)
    assert found(text, "SUO Cccc ccccc cc O", links, {1: 0})[0][1] == ["We won", "We did"]


def test_the_end_of_a_paragraph_parts_indirect_speech_from_the_next_quotation() -> None:
    text = "He told her it was over.\n\n“We lost it,” said Obi."
    links = {**dict.fromkeys(range(3, 7), 1), **dict.fromkeys(range(7, 13), 13)}
    assert found(text, "SUO Cccccccccc USO", links, {1: 0, 13: 14}) == [
        ("indirect", ["it was over"], ["told"], ["He"]),
        ("direct", ["We lost it"], ["said"], ["Obi"]),
    ]


def test_a_quotation_in_mid_paragraph_hangs_on_no_other_paragraph() -> None:
    text = "“We won,” Obi said.\n\nLee rose slowly. “You all lost it,” she said."
    links = {**dict.fromkeys(range(5), 6), **dict.fromkeys(range(12, 19), 6)}
    tags = "Ccccc SUO OOOO Ccccccc SUO"
    assert found(text, tags, links, {6: 5, 20: 19}) == [
        ("direct", ["We won"], ["said"], ["Obi"]),
        ("direct", ["You all lost it"], ["said"], ["she"]),
    ]


def test_what_a_quotation_is_about_is_no_part_of_it() -> None:
    text = "“A mess,” he said of the deal."
    links = dict.fromkeys((0, 1, 2, 3, 4, 8, 9), 6)
    assert found(text, "Ccccc SUu Cc O", links, {6: 5})[0][:2] == ("direct", ["A mess"])
    assert found(text, "Ccccc SUO Cc O", links, {6: 5})[0][:2] == ("direct", ["A mess"])


def test_the_reporters_sentence_before_a_quotation_is_no_part_of_it() -> None:
    text = "Why now? “It is time,” he said."
    assert found(text, "Ccccccccc SUO", dict.fromkeys(range(9), 10), {10: 9})[0][:2] == (
        "direct",
        ["It is time"],
    )


@pytest.mark.parametrize(
    ("text", "tags", "content"),
    [
        ("He was 88. He fell, she said.", "CcccccO SUO", ["He fell"]),
        ("Who won? Nobody did, she said.", "CccccO SUO", ["Nobody did"]),
        ("She said no. They left.", "SUCcccO", ["no. They left"]),  # behind the cue the marks and the network decide
        ("It rained. He fell, she said.", "CcO CcO SUO", ["He fell"]),
        ("She said never. Now they left.", "SUCOOCcO", ["never"]),
    ],
)
def test_indirect_speech_stands_in_the_sentence_of_its_cue(text: str, tags: str, content: list[str]) -> None:
    tags = tags.replace(" ", "")
    words = [word for word, tag in enumerate(tags) if tag in "Cc"]
    cue = tags.index("U")
    assert found(text, tags, dict.fromkeys(words, cue), {cue: tags.index("S")})[0][1] == content


def test_a_source_ends_where_the_quotation_goes_on() -> None:
    text = "“This,” said Ada Obi of Lagos, “is new.”"
    links = dict.fromkeys(range(4), 4)
    assert found(text, "Cccc U Ssss ssssss", links, {4: 5}) == [
        ("direct", ["This", "is new"], ["said"], ["Ada Obi of Lagos"])
    ]
    nickname = "“Yes,” said Ada “Tank” Obi."
    assert found(nickname, "Cccc U SssssO", links, {4: 5})[0][3] == ["Ada “Tank” Obi"]


@pytest.mark.parametrize(
    ("text", "tags", "content"),
    [
        ("“This,” Obi said, citing rain, “is new.”", "Cccc SUO UCcccccc", ["This", "is new"]),
        ("“This,” Obi said, adding that rain, “is new.”", "Cccc SUO UuCcccccc", ["This"]),  # a clause of its own
        ("“This,” Obi said, citing rain, “It is new.”", "Cccc SUO UCccccccc", ["This"]),  # a sentence of its own
        ("“This,” Obi said. Citing rain, “is new.”", "Cccc SUO UCcccccc", ["This"]),
    ],
)
def test_a_quotation_goes_on_behind_words_of_the_reporter(text: str, tags: str, content: list[str]) -> None:
    tags = tags.replace(" ", "")
    links = {**dict.fromkeys(range(4), 5), **{n: 7 for n, tag in enumerate(tags) if n > 6 and tag in "Cc"}}
    assert found(text, tags, links, {5: 4, 7: 4})[0][1] == content


@pytest.mark.parametrize(
    ("text", "tags", "content"),
    [
        ("a plan which Obi called mad.", "OOO SUCO", ["which", "mad"]),
        ("friends whom, Obi said, nobody knew.", "OOO SUOCcO", ["whom", "nobody knew"]),
        ("about what Obi called luck.", "OO SUCO", ["what", "luck"]),
        ("a speech in which Obi called it mad.", "OOOO SUCcO", ["it mad"]),  # where he said it
        ("the aide whom Obi told to go.", "OOO SUCcO", ["to go"]),  # who heard it
        ("From what Obi said, it is over.", "OO SUOCccO", ["it is over"]),
        ("a plan, which all knew and Obi called mad.", "OOOOOOO SUCO", ["mad"]),  # too far off
    ],
)
def test_a_relative_pronoun_before_the_source_is_part_of_what_was_said(
    text: str, tags: str, content: list[str]
) -> None:
    tags = tags.replace(" ", "")
    cue = tags.index("U")
    words = [word for word, tag in enumerate(tags) if tag in "Cc"]
    assert found(text, tags, dict.fromkeys(words, cue), {cue: cue - 1})[0][1] == content


def test_a_quotation_with_a_speaker_of_its_own_is_not_taken_up() -> None:
    text = "“This,” Obi said, and Lee shouted, “is new.”"
    links = {**dict.fromkeys(range(4), 5), **dict.fromkeys(range(11, 16), 9)}
    assert found(text, "Cccc SUO O SUO Ccccc", links, {5: 4, 9: 8}) == [
        ("direct", ["This"], ["said"], ["Obi"]),
        ("direct", ["is new"], ["shouted"], ["Lee"]),
    ]


def test_the_subject_of_a_passive_is_content_unless_it_hears_the_words() -> None:
    links = {**dict.fromkeys((0, 3, 4), 1)}
    assert found("He was accused of theft.", "CUuCcO", links, {})[0][1] == ["He", "of theft"]
    assert found("We were told it rained.", "CUuCcO", links, {})[0][1] == ["it rained"]


def test_a_sentence_of_the_reporter_parts_two_quotations() -> None:
    text = "“Where is it?” The hall fell silent. “I spent it,” she said."
    links = dict.fromkeys((*range(6), *range(11, 17)), 18)
    first, second = found(text, "Cccccc OOOOO Cccccc SUO", links, {18: 17})
    assert second == ("direct", ["I spent it"], ["said"], ["she"])
    assert first == ("direct", ["Where is it?"], [], [])


@pytest.mark.parametrize(
    ("text", "tags", "content"),
    [
        ("He said: ‘We won.’ The hall was empty.", "SUOO CcccccccO", "We won"),
        ("He said it was “over.” The hall was empty.", "SU CcccccccccO", "it was “over"),
        ("He said it was “over” Monday night.", "SU CccccccO", "it was “over” Monday night"),
    ],
)
def test_the_reporters_sentence_after_a_quotation_is_no_part_of_it(text: str, tags: str, content: str) -> None:
    words = [word for word, tag in enumerate(tags.replace(" ", "")) if tag in "Cc"]
    assert found(text, tags, dict.fromkeys(words, 1), {1: 0})[0][1] == [content]


def test_quotations_side_by_side_hang_each_on_its_own_cue() -> None:
    text = "“Is it over?” “It is,” Obi said."
    parts = found(text, "OCcccccccOO SUO", {7: 12, 8: 12}, {12: 11})
    assert [(content, source) for _, content, _, source in parts] == [(["Is it over?"], []), (["It is"], ["Obi"])]


def test_a_short_quotation_without_cue_counts_where_it_stands_alone() -> None:
    assert found("“We won.”", "OCcOO", {}, {}) == [("direct", ["We won"], [], [])]
    assert found("The “We won” shirt.", "OOCcOOO", {}, {}) == []


def test_a_closed_quotation_has_its_cue_no_later_than_in_its_own_paragraph() -> None:
    text = "“Is it safe?”\n\n“It is,” Obi said."
    parts = found(text, "OCcccccccOO SUO", dict.fromkeys(range(1, 9), 12), {12: 11})
    assert [(content, source) for _, content, _, source in parts] == [(["Is it safe?"], []), (["It is"], ["Obi"])]
    reopened = text.replace("?”", ".")
    parts = found(reopened, "OCccccccOO SUO", dict.fromkeys(range(1, 8), 11), {11: 10})
    assert parts == [("direct", ["Is it safe", "It is"], ["said"], ["Obi"])]


def test_a_quotation_hangs_on_no_paragraph_farther_off_than_the_one_before() -> None:
    far = "He said no.\n\nRain fell again.\n\n“They all want the view.”"
    links = {2: 1, **dict.fromkeys(range(8, 16), 1)}
    tags = "SUCO OOOO Cccccccc"
    assert [item[1:3] for item in found(far, tags, links, {1: 0})] == [
        (["no"], ["said"]),
        (["They all want the view"], []),
    ]
    near = far.replace("\n\nRain", " Rain")
    assert [item[1] for item in found(near, tags, links, {1: 0})] == [["no", "They all want the view"]]
    over = "He said: “No.\n\n“Rain fell.\n\n“They all want the view.”"
    assert len(found(over, "SUO Ccc Cccc Cccccccc", dict.fromkeys(range(3, 18), 1), {1: 0})) == 1


def test_quotations_on_lines_of_their_own_have_each_a_speaker_where_one_asks() -> None:
    text = "“Will you come now?” Obi asked.\n\n“To Rome?”\n\n“To eat.”"
    links = dict.fromkeys((*range(7), *range(10, 20)), 8)
    tags = "Ccccccc SUO Ccccc Ccccc"
    assert [item[1:3] for item in found(text, tags, links, {8: 7})] == [
        (["Will you come now?"], ["asked"]),
        (["To Rome?"], []),
        (["To eat"], []),
    ]
    told = text.replace("?", "!").replace("asked", "said")
    assert len(found(told, tags, links, {8: 7})) == 1


def test_a_source_stands_in_one_paragraph() -> None:
    text = "Tom Lee\n\nThe firm said it won."
    assert found(text, "SSss U CcO", {5: 4, 6: 4}, {4: 2}) == [("indirect", ["it won"], ["said"], ["The firm"])]


def test_a_verb_has_its_source_in_its_own_sentence() -> None:
    text = "“We won,” it read. Obi left."
    tags = "OCcOO OUO SOO"
    assert found(text, tags, {1: 6, 2: 6}, {6: 8})[0][2:] == (["read"], [])
    assert found(text.replace(".", ",", 1), tags, {1: 6, 2: 6}, {6: 8})[0][2:] == (["read"], ["Obi"])
    title = "“We won,” says Lt. Col. Obi."
    assert found(title, "OCcOO UOOOO SO", {1: 5, 2: 5}, {5: 10})[0][3] == ["Obi"]


def test_inside_never_follows_outside() -> None:
    table = log_softmax(np.array([[0, 0, 9, 0, 0, 0, 0], [0, 0, 9, 0, 0, 0, 0]], np.float32))
    assert viterbi(table, transitions())[0] != 2


@pytest.mark.parametrize(
    ("text", "whole", "expected"),
    [
        ("“We’ll see,” he", "“We’ll see,”", "We’ll see"),
        ("x (perhaps). y", "(perhaps).", "(perhaps)"),
        ("x perhaps). y", "perhaps).", "perhaps"),
        ("Why?” she", "Why?”", "Why?"),
        ("in the U.S. now", "in the U.S.", "in the U.S."),
        ("— never, ", "— never, ", "never"),
        ("'It's the players' choice,' he", "'It's the players' choice,'", "It's the players' choice"),
    ],
)
def test_trim(text: str, whole: str, expected: str) -> None:
    start = text.index(whole)
    assert text[slice(*trim(text, start, start + len(whole)))] == expected


def test_parts_split_where_a_quotation_reopens() -> None:
    text = "“One.\n\n“Two,” he said."
    assert [text[s:e] for s, e in parts_of(text, [(0, 13)], MarkIndex(text))] == ["One", "Two"]


def test_quotations_side_by_side_are_parts() -> None:
    text = "“It is over.” “We won!”"
    assert [text[s:e] for s, e in parts_of(text, [(1, 22)], MarkIndex(text))] == ["It is over", "We won!"]


def test_kinds() -> None:
    text = "“a b” c"
    marks = MarkIndex(text)
    assert [kind_of(text, [span], marks) for span in ((0, 5), (0, 7), (6, 7))] == ["direct", "mixed", "indirect"]


@given(st.text(max_size=60), st.randoms(use_true_random=False))
def test_random_scores_give_spans_inside_the_text(text: str, random: object) -> None:
    count = len(TOKEN.findall(text))
    draw = getattr(random, "choice")  # noqa: B009
    tags = "".join(draw("OSsUuCc") for _ in range(count))
    links = {word: draw(range(count)) for word in range(count)}
    for item in decode(text, scored(text, tags, links, links), MarkIndex(text), transitions()):
        for start, end in (*item.content, *item.cue, *item.source):
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip()
