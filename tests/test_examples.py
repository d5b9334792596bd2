"""The table of short texts: every phenomenon has examples, and the pass rates never fall below their floors."""

from __future__ import annotations

from collections import Counter

import pytest

from quotetrack.models import Article, Attribution, Extraction, Role, Speaker, TextSpan
from tests.example_checks import Example, Outcome, answers, judge, rates, read_table, report

EXAMPLES, FLOORS = read_table()
KNOWN = {
    "content", "kind", "cue", "source", "speaker", "speaker_kind", "role", "affiliation", "tense", "anonymous",
    "act", "negated", "addressee", "channel", "said_on", "children",
}  # fmt: skip
SENTENCE = "“We will sell,” Tom Carr said."


@pytest.fixture(scope="module")
def outcomes() -> tuple[Outcome, ...]:
    return answers(EXAMPLES)


def test_the_pass_rates_reach_their_floors(outcomes: tuple[Outcome, ...]) -> None:
    below = []
    for name, (passed, total) in rates(outcomes).items():
        if passed / total < FLOORS.get(name, 0.0):
            below.append(f"{name}: {passed} of {total}, floor {FLOORS[name]:.0%}")
    assert not below, "\n".join([*below, "", report(outcomes), "", "details: python -m tests.example_checks --wrong"])


def test_every_floor_names_a_phenomenon() -> None:
    assert set(FLOORS) <= {"all", *(example.phenomenon for example in EXAMPLES)}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.phenomenon}: {e.text[:40]}")
def test_what_an_example_expects_stands_in_its_text(example: Example) -> None:
    for expected in example.expect:
        assert expected.keys() <= KNOWN
        parts = [*expected["content"], *expected.get("children", ())]
        parts += [expected[key] for key in ("cue", "source", "addressee", "said_on") if key in expected]
        assert [part for part in parts if part not in example.text] == []


def test_every_phenomenon_has_several_different_examples() -> None:
    assert len({example.text for example in EXAMPLES}) == len(EXAMPLES) >= 120
    assert min(Counter(example.phenomenon for example in EXAMPLES).values()) >= 3


def answer(*, kind: str = "direct", label: str = "Tom Carr", role: str = "farmer", end: int = 13) -> Extraction:
    speaker = Speaker("s1", "person", label, label, roles=(Role(role, None, 0, 0, ""),))
    content = (TextSpan.of(SENTENCE, 1, end),)
    attribution = Attribution("a1", kind, content, source=(TextSpan.of(SENTENCE, 16, 24),), speaker=speaker)  # type: ignore[arg-type]
    return Extraction(Article(SENTENCE), (attribution,), (speaker,))


EXPECTED = Example(
    "role", SENTENCE, ({"content": ["We will sell"], "kind": "direct", "speaker": "Tom Carr", "role": "farmer"},)
)


def test_a_right_answer_passes() -> None:
    assert judge(EXPECTED, answer()).wrong == ()


@pytest.mark.parametrize(
    ("result", "fault"),
    [
        (answer(kind="mixed"), "kind mixed"),
        (answer(label="Luke Carr"), "speaker 'Luke Carr'"),
        (answer(role="butcher"), "roles ['butcher']"),
        (answer(end=3), "not found"),
        (Extraction(Article(SENTENCE)), "not found"),
    ],
)
def test_a_wrong_answer_is_told(result: Extraction, fault: str) -> None:
    (wrong,) = judge(EXPECTED, result).wrong
    assert wrong.startswith(fault)


def test_an_attribution_where_nobody_speaks_is_a_fault() -> None:
    assert judge(Example("not speech", SENTENCE, ()), answer()).wrong


def test_a_guess_where_the_text_does_not_tell_is_a_fault() -> None:
    example = Example("declines", SENTENCE, ({"content": ["We will sell"], "speaker": ""},))
    assert judge(example, answer()).wrong == ("speaker 'Tom Carr', expected none",)
