"""Details: what the cue does, to whom, through which channel, on which day, inside what."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from quotetrack.find.around import Contents
from quotetrack.find.details import detail, parents
from quotetrack.find.found import Found
from quotetrack.find.tokens import Tokens
from quotetrack.lang import load_pipeline

EXAMPLES = Path(__file__).parent.parent / "examples" / "details.toml"
CASES: list[dict[str, Any]] = tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))["case"]
PUBLISHED = date(2024, 5, 15)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


def as_found(case: dict[str, Any]) -> Found:
    spans = []
    for key in ("content", "cue", "source"):
        start = case["text"].index(case[key])
        spans.append(((start, start + len(case[key])),))
    return Found(spans[0], spans[1], spans[2], "indirect")


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_example(nlp: Language, case: dict[str, Any]) -> None:
    text = case["text"]
    found = detail(Tokens.of(nlp(text)), as_found(case), published=PUBLISHED)
    assert found.cue_lemma == case["lemma"]
    assert found.negated is case.get("negated", False)
    if "act" in case:
        assert found.act == case["act"]
    told = None if found.addressee is None else text[found.addressee[0] : found.addressee[1]]
    assert told == case.get("addressee")
    assert found.channel == case.get("channel")
    day = None if found.said_on is None else text[found.said_on[0][0] : found.said_on[0][1]]
    assert day == case.get("day")
    assert (found.said_on[1] if found.said_on else None) == case.get("date")


def test_without_the_articles_date_no_date_is_worked_out(nlp: Language) -> None:
    case = CASES[0]
    found = detail(Tokens.of(nlp(case["text"])), as_found(case), published=None)
    assert found.said_on is not None
    assert found.said_on[1] is None


def test_a_future_weekday_is_the_next_one(nlp: Language) -> None:
    text = "The minister will say on Friday that taxes fall."
    case = {"text": text, "content": "that taxes fall", "cue": "will say", "source": "The minister"}
    assert detail(Tokens.of(nlp(text)), as_found(case), published=PUBLISHED).said_on == ((25, 31), "2024-05-17")


def test_a_day_inside_another_content_is_not_told_of_this_one(nlp: Language) -> None:
    text = "“We never close,” she said, before adding: “we might tonight.”"
    first, second = Found(((1, 16),), ((22, 26),), ((18, 21),), "direct"), Found(((44, 61),), ((35, 42),), (), "direct")
    tokens = Tokens.of(nlp(text))
    assert detail(tokens, first, published=PUBLISHED, taken=Contents.of([first, second])).said_on is None


def test_a_day_beside_a_cue_inside_another_content_is_its_own(nlp: Language) -> None:
    text = "Osei said that Lindqvist had told him on Monday that the quay was shut."
    case = {"text": text, "content": "the quay was shut", "cue": "had told", "source": "Lindqvist"}
    outer = Found(((text.index("Lind"), len(text) - 1),), ((5, 9),), ((0, 4),), "indirect")
    taken = Contents.of([outer, as_found(case)])
    found = detail(Tokens.of(nlp(text)), as_found(case), published=PUBLISHED, taken=taken)
    assert found.said_on is not None


def test_a_floating_quotation_has_no_details() -> None:
    doc = Doc(Vocab(), words=["We", "stay", "."], spaces=[True, False, False])
    assert detail(Tokens.of(doc), Found(((0, 8),), (), (), "direct"), published=PUBLISHED).cue_lemma is None


def test_an_unparsed_text_raises_nothing() -> None:
    doc = Doc(Vocab(), words=["Ann", "said", "so"], spaces=[True, True, False])
    assert (
        detail(Tokens.of(doc), Found(((9, 11),), ((4, 8),), ((0, 3),), "indirect"), published=None).act == "statement"
    )


def test_the_innermost_content_is_the_parent() -> None:
    outer = Found(((10, 90),), ((5, 9),), ((0, 4),), "indirect")
    middle = Found(((30, 80),), ((24, 28),), ((20, 23),), "indirect")
    inner = Found(((50, 60),), ((44, 48),), ((40, 43),), "indirect")
    after = Found(((110, 120),), ((104, 108),), ((100, 103),), "indirect")
    assert parents([outer, middle, inner, after]) == (None, 0, 1, None)


def test_a_cue_that_interrupts_its_own_content_makes_no_parent() -> None:
    split = Found(((0, 10), (20, 40)), ((14, 18),), ((11, 13),), "direct")
    assert parents([split]) == (None,)


def test_two_cues_of_one_source_are_no_parents_of_each_other() -> None:
    first = Found(((10, 20),), ((5, 9),), ((0, 4),), "indirect")
    second = Found(((30, 40),), ((24, 29),), ((0, 4),), "indirect")
    assert parents([first, second]) == (None, None)
