from __future__ import annotations

import pytest
from attrs import evolve

from quotetrack.evaluate.documents import Annotation, Document
from quotetrack.evaluate.scoring import Report, evaluate
from tests.evaluate.texts import FERRY, GOLD, PIER, PLANK, SAIL, at, document, said


def score(*predicted: Annotation, gold: Document = GOLD, **options: bool) -> Report:
    return evaluate([gold], [document(*predicted, text=gold.text or "")], boot=0, **options)


def right(report: Report, row: str, kind: str = "all") -> tuple[float | None, float | None]:
    one = report.score(row, kind)
    return one.precision, one.recall


def test_gold_against_itself_is_perfect_in_every_row() -> None:
    for one in score(SAIL, PIER, PLANK).spans:
        assert one.f1 == 100, one


def test_nothing_predicted_has_no_precision_and_no_recall() -> None:
    report = score()
    assert right(report, "full") == (None, 0)


@pytest.mark.parametrize(
    "content",
    [
        "The ferry will sail again on Monday",
        "“The ferry will sail again on Monday",
        "The ferry will sail again on Monday,”",
    ],
)
def test_marks_and_edge_punctuation_decide_nothing(content: str) -> None:
    report = score(evolve(SAIL, content=at(FERRY, content)), gold=document(SAIL))
    assert right(report, "content exact") == (100, 100)


def test_that_decides_only_when_it_is_kept() -> None:
    short = evolve(PIER, content=at(FERRY, "the new pier was too short"))
    assert right(score(short, gold=document(PIER)), "content exact") == (0, 0)
    assert right(score(short, gold=document(PIER), strip_that=True), "content exact") == (100, 100)


@pytest.mark.parametrize(
    ("content", "matches"),
    [
        ("the new pier was too", True),
        ("too short", False),  # less than half of the gold
        ("Fishermen said that the new pier was too short. She promised to “look at every plank” before winter", False),
    ],
)
def test_a_match_overlaps_by_half_of_both_sides(content: str, matches: bool) -> None:
    report = score(evolve(PIER, content=at(FERRY, content)), gold=document(PIER))
    assert right(report, "content >=.5") == ((100, 100) if matches else (0, 0))


@pytest.mark.parametrize(
    ("predicted", "full", "without_cue"),
    [
        (PIER, True, True),
        (evolve(PIER, source=()), False, False),
        (evolve(PIER, source=at(FERRY, "harbour master")), False, False),
        (evolve(PIER, cue=()), False, True),
        (evolve(PIER, cue=at(FERRY, "promised")), False, True),
        (evolve(PIER, cue=at(FERRY, "Fishermen said")), True, True),
    ],
)
def test_full_needs_the_source_and_the_cue(predicted: Annotation, full: bool, without_cue: bool) -> None:
    report = score(predicted, gold=document(PIER))
    assert right(report, "full") == ((100, 100) if full else (0, 0))
    assert right(report, "full -cue") == ((100, 100) if without_cue else (0, 0))


def test_a_corpus_without_cues_asks_for_none() -> None:
    report = score(PIER, gold=document(evolve(PIER, cue=())))
    assert right(report, "full") == (100, 100)


def test_sources_that_share_only_the_do_not_overlap() -> None:
    text = "The mayor of the town and the doctor of the ward said it rains."
    gold = said("it rains", "said", "The mayor of the town", text=text)
    wrong = said("it rains", "said", "the town and the doctor", text=text)
    only_the = evolve(wrong, source=at(text, "The", "the doctor"))
    assert right(score(wrong, gold=document(gold, text=text)), "full") == (100, 100)
    assert right(score(only_the, gold=document(gold, text=text)), "full") == (0, 0)


def test_a_prediction_pairs_with_one_gold_attribution_only() -> None:
    twice = (PIER, evolve(PIER, cue=()))
    report = score(*twice, gold=document(PIER))
    assert right(report, "full") == (50, 100)


def test_precision_by_kind_counts_what_was_predicted_as_that_kind() -> None:
    report = score(evolve(SAIL, kind="mixed"), PIER, PLANK)
    assert right(report, "full", "direct") == (None, 100)  # found, though as another kind
    assert right(report, "full", "mixed") == (100, 100)
    assert report.score("full", "mixed").predicted == 2
    assert right(report, "kind | match") == (pytest.approx(66.67, abs=0.01), pytest.approx(66.67, abs=0.01))


def test_speech_only_forgives_thoughts_that_were_missed_and_found() -> None:
    thought = evolve(PIER, cue_class="thought")
    gold = document(SAIL, thought)
    for predicted in ((SAIL,), (SAIL, PIER), (SAIL, evolve(PIER, content=at(FERRY, "pier was")))):
        assert right(score(*predicted, gold=gold, speech_only=True), "full") == (100, 100)
    assert right(score(SAIL, gold=gold), "full") == (100, 50)


def test_predictions_in_page_furniture_are_not_counted() -> None:
    gold = Document("ferry", FERRY, (SAIL,), discard=at(FERRY, "Fishermen said that the new pier was too short."))
    assert right(score(SAIL, PIER, gold=gold), "full") == (100, 100)


def test_a_colon_is_a_cue() -> None:
    text = "Dahl: It sails."
    colon = said("It sails", ":", "Dahl", text=text)
    assert right(score(colon, gold=document(colon, text=text)), "cue exact") == (100, 100)


def test_intervals_hold_the_score_and_are_the_same_each_time() -> None:
    golds = [evolve(GOLD, id=str(i)) for i in range(8)]
    predicted = [document(*((SAIL, PIER, PLANK)[: i % 4]), id=str(i)) for i in range(8)]
    one, other = (evaluate(golds, predicted, boot=100).score("full") for _ in range(2))
    assert one == other
    assert one.low is not None and one.f1 is not None and one.high is not None
    assert one.low < one.f1 < one.high
