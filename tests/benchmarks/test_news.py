from __future__ import annotations

from tests.benchmarks.news import article, articles


def test_the_same_seed_gives_the_same_text_of_the_length_asked_for() -> None:
    text = article(300, seed=3)
    assert text == article(300, seed=3) != article(300, seed=4)
    assert 300 <= len(text.split()) <= 400
    assert text.count("“") == text.count("”") > 0


def test_articles_add_up() -> None:
    texts = articles(2_000, each=500)
    assert len(texts) == 4
    assert 2_000 <= sum(len(text.split()) for text in texts) <= 2_600
