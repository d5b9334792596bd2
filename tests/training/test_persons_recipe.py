"""The recipe that learns to tell people's names: small, and with what it must learn in plain sight."""

from __future__ import annotations

import pytest

pytest.importorskip("torch")

from quotetrack.training.persons import Marked, cases, fit

PEOPLE = "Orr Lam Voss Kerr Lowe Doyle Nagel Hurst Harlan Munroe".split()
TOWNS = "Skarvik Oslo Lagos Turin Perth Osaka Quito Dakar Hanoi Minsk".split()


def _article(person: str, town: str) -> Marked:
    text = f"“No,” said {person}. They met in {town}. Mr {person} left {town} at noon."
    starts = [i for i in range(len(text)) if text.startswith(person, i)]
    return Marked(text, frozenset(starts), frozenset({person.lower(), town.lower()}))


def test_what_stands_around_a_name_is_learned() -> None:
    sample = [case for p in PEOPLE for t in TOWNS for case in cases(_article(p, t))]
    weights = fit(sample)
    assert weights["before", "said"] > 0 > weights["before", "in"]
    assert not {value for name, value in weights if name == "word"} & {word.lower() for word in (*PEOPLE, *TOWNS)}


def test_the_second_regression_begins_with_the_scores_of_the_first() -> None:
    articles = [_article(p, t) for p in PEOPLE for t in TOWNS]
    weights = fit([case for article in articles for case in cases(article)])
    again = {(case.name, case.base > 0) for article in articles for case in cases(article, weights)}
    assert {(1.0, True), (0.0, False)} <= again
