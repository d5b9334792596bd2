from __future__ import annotations

import math
import random
from xml.etree import ElementTree

import pytest
from attrs import evolve

from quotetrack.evaluate.calibrate import Example, cross_validated, fit, rescaled
from quotetrack.evaluate.documents import Who
from quotetrack.evaluate.reliability import Judged, figure, judge, reliability
from quotetrack.find.confidence import ConfidenceFeatures, confidence
from tests.evaluate.texts import GOLD, PIER, PLANK, SAIL, document


def test_error_is_the_mean_distance_from_what_is_right() -> None:
    sure = [Judged(1.0, True)] * 5 + [Judged(1.0, False)] * 5
    assert reliability(sure, 10).error == pytest.approx(0.5)


def test_recall_is_told_at_the_lowest_threshold_that_keeps_precision() -> None:
    judged = [Judged(0.9, True)] * 19 + [Judged(0.8, False)] + [Judged(0.7, False)] * 5 + [Judged(0.6, True)] * 5
    found = reliability(judged, 40)
    assert found.recall == pytest.approx(100 * 19 / 40)
    assert found.threshold == 0.9


def test_equal_confidences_stand_or_fall_together() -> None:
    assert reliability([Judged(0.9, True)] * 5 + [Judged(0.9, False)] * 5, 10).recall == 0


def test_judged_right_as_a_whole() -> None:
    predicted = document(
        evolve(SAIL, confidence=0.9), evolve(PIER, cue=(), confidence=0.4), evolve(PLANK, confidence=None)
    )
    assert judge([GOLD], [predicted]) == [Judged(0.9, True), Judged(0.4, False)]


def test_a_wrong_speaker_makes_the_whole_wrong_where_one_is_known() -> None:
    who = Who("1", "person", "Ida Holm")
    gold = document(evolve(SAIL, speaker=who), evolve(PIER, speaker=who), PLANK)
    other = Who("2", "person", "Sam Roe")
    said = {SAIL: who, PIER: other, PLANK: other}
    predicted = document(*(evolve(one, speaker=speaker, confidence=0.5) for one, speaker in said.items()))
    assert [judged.right for judged in judge([gold], [predicted])] == [True, True, True]
    assert [judged.right for judged in judge([gold], [predicted], voiced=True)] == [True, False, True]


def test_figure_is_well_formed() -> None:
    svg = figure(reliability([Judged(0.3, True), Judged(0.9, False)], 4))
    assert ElementTree.fromstring(svg).tag.endswith("svg")


def features(content: float, **more: object) -> ConfidenceFeatures:
    given = ConfidenceFeatures(content, 0.0, 0.0, 0.0, "direct", "statement", True, True)
    return evolve(given, **more)


def test_fit_learns_how_often_each_doubt_is_right() -> None:
    draw = random.Random(1)
    sample = []
    for article in range(400):
        content = -2 * draw.random()
        sample.append(Example(features(content), draw.random() < 2.718**content, article))
    assert cross_validated(sample, 400).error < 0.07
    weights = fit(sample)
    assert confidence(features(-0.05), weights=weights) > 0.8
    assert confidence(features(-1.5), weights=weights) < 0.4


def test_rescaling_moves_mean_confidence_to_the_share_that_is_right() -> None:
    sample = [Example(features(-0.1 * (i % 7)), i % 4 == 0, i) for i in range(100)]
    moved = rescaled({"bias": 2.0, "content": 1.0}, sample)
    assert sum(confidence(e.features, weights=moved) for e in sample) / 100 == pytest.approx(0.25, abs=0.001)


def test_rescaling_takes_back_what_was_too_sure() -> None:
    draw = random.Random(2)
    sample = []
    for article in range(2000):
        content = math.log(0.01 + 0.98 * draw.random())
        odds = math.exp(content) / (1 - math.exp(content))
        sample.append(Example(features(content), draw.random() < odds**0.5 / (1 + odds**0.5), article))
    assert rescaled({"bias": 0.3, "together": 1.0}, sample)["together"] == pytest.approx(0.5, abs=0.1)


def test_confidence_is_a_probability_whatever_the_features() -> None:
    assert 0 <= confidence(features(-900.0, whole=-900.0, words=10**6)) <= confidence(features(7.0)) <= 1
