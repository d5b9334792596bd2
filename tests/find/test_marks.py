"""The mark scanner: which stretches stand between quotation marks, by typography alone."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.find.marks import MarkIndex, paragraphs, scan

# (text, the outermost quoted stretches): extend it with what a sub-editor would know
TABLE = [
    ("curly", "He said “no,” then left.", ["no,"]),
    ("straight", 'She said "yes," he said "no."', ["yes,", "no."]),
    ("doubled typewriter", "''Go,'' she said. It is the players' ''choice''.", ["Go,", "choice"]),
    ("backticks", "``So be it,'' the clerk wrote.", ["So be it,"]),
    ("guillemets", "Le maire : «Nous partons», he said.", ["Nous partons"]),
    ("low-high", "„Genug“, rief sie.", ["Genug"]),
    ("British single", "‘It’s the teachers’ fault,’ he said.", ["It’s the teachers’ fault,"]),
    ("straight single", "'It's over,' he said. 'We're done.'", ["It's over,", "We're done."]),
    ("nested", "“He told me ‘go home’ and left,” she said.", ["He told me ‘go home’ and left,"]),
    ("elisions open nothing", "Rock 'n' roll in the '90s, 'tis said.", []),
    ("plural possessives close nothing", "the teachers' union and the nurses' ward", []),
    ("contractions", "It isn't, it won't, they've gone.", []),
    ("dash against the mark", "He said—“never”—and meant it.", ["never"]),
    ("brackets", '("off the record") ["on it"]', ["off the record", "on it"]),
    ("spaced marks", 'He said " wait a moment " and ran.', [" wait a moment "]),
    ("heights", 'He is 5\' 10" tall and "quick".', ["quick"]),
    ("never closed", "“I have said enough, he said.", ["I have said enough, he said."]),
    ("closed only", "enough,” he said.", []),
    ("paragraphs run together", "“One. “Two. “Three.” Obi left. “Four.”", ["One.", "Two.", "Three.", "Four."]),
    ("the same marks inside", "“She said “no” and left,” he said.", ["She said “no” and left,"]),
    ("the same marks inside, a sentence", "“She said. “No.” And left,” he said.", ["She said. “No.” And left,"]),
    ("former one never closed", '"One, he said. "Two," he said.', ["One, he said.", "Two,"]),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_outermost_stretches(text: str, expected: list[str]) -> None:
    assert [text[s.inner_start : s.inner_end] for s in MarkIndex(text).outer] == expected


def test_a_nested_quotation_has_depth() -> None:
    text = "“He told me ‘go home’ and left.”"
    assert [(text[s.inner_start : s.inner_end], s.depth) for s in scan(text)][1] == ("go home", 1)


def test_a_quotation_that_reopens_continues() -> None:
    text = "“One paragraph.\n\n“Two paragraphs,” he said."
    first, second = scan(text)
    assert (first.closed, first.continues) == (False, True)
    assert (second.closed, second.continues) == (True, False)


@pytest.mark.parametrize("text", ["“One. “Two,” he said.", "> “One.\n\n> “Two,” he said.", "• “One.\n\n• “Two.”"])
def test_a_quotation_continues_where_paragraphs_are_run_together_or_set_off(text: str) -> None:
    assert [(s.closed, s.continues) for s in scan(text)] == [(False, True), (True, False)]


def test_a_quotation_left_open_ends_with_its_paragraph() -> None:
    text = "“One paragraph.\n\nAnother, without marks."
    assert [text[s.inner_start : s.inner_end] for s in scan(text)] == ["One paragraph."]


def test_wrapped_lines_are_one_paragraph_when_blank_lines_part_them() -> None:
    text = "“One wrapped\nquotation,” he said.\n\nNext."
    assert [text[s.inner_start : s.inner_end] for s in scan(text)] == ["One wrapped\nquotation,"]


def test_state_tells_where_an_offset_stands() -> None:
    index = MarkIndex("a “b” c")
    assert [index.state(i) for i in range(7)] == [0, 0, 2, 1, 3, 0, 0]


MARKED = st.text(st.sampled_from("\"“”‘’'«»„‟‚‹›`ab s.,!?\n\r\u2028\u00a0()[]-—5"), max_size=120)


@given(MARKED)
def test_stretches_nest_and_index_the_text(text: str) -> None:
    found = scan(text)
    for s in found:
        assert 0 <= s.start < s.inner_start < s.inner_end <= s.end <= len(text)
    for a, b in combinations(found, 2):
        assert a.start <= b.start
        assert b.start >= a.end or b.end <= a.end  # beside it or inside it, never across
    outer = [s for s in found if s.depth == 0]
    assert all(a.end <= b.start for a, b in pairwise(outer))


@given(MARKED)
def test_paragraphs_cover_all_that_is_no_break(text: str) -> None:
    spans = paragraphs(text)
    outside = set(range(len(text))) - {i for s, e in spans for i in range(s, e)}
    assert all(text[i].isspace() for i in outside)


def test_a_quotation_ends_with_its_paragraph_unless_a_mark_opens_the_next() -> None:
    text = "“One.\n\n“Two.”\n\nThree."
    marks = MarkIndex(text)
    assert text[: marks.quotation_end(0, len(text))] == "“One.\n\n“Two.”\n\n"
    assert marks.paragraph_span(text.index("Two")) == (text.index("“Two"), text.index("Three"))
    assert marks.paragraph_span(len(text) - 1) == (text.index("Three"), len(text))
