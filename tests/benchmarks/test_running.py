from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.running import STORIES, Known, b_cubed, read_story, scores


@pytest.mark.parametrize("path", sorted(STORIES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_story_comes_without_its_marks(path: Path) -> None:
    story = read_story(path)
    assert len(story) >= 5
    for article, marks in story:
        assert not set("{}") & set(article.text)
        assert article.published and article.publisher
        assert len({m.person for m in marks}) > 3
        assert all(article.text[m.start : m.end].strip() == article.text[m.start : m.end] for m in marks)
        assert all(article.text[m.start - 1].isspace() for m in marks)


def known(*elements: str) -> list[Known]:
    """Return an element for each ``article gold found``."""
    return [Known(article, frozenset({gold}), found) for article, gold, found in map(str.split, elements)]


def test_pairs_of_two_articles_are_counted() -> None:
    precision, recall, _, counts = scores(known("1 ada x", "2 ada x", "3 ada y", "3 ben x", "3 ada y"))
    assert counts == {"right": 1, "wrong": 2, "missed": 4}
    assert (precision, recall) == (1 / 3, 1 / 5)


def test_b_cubed_is_whole_where_all_groups_are() -> None:
    assert b_cubed(known("1 ada x", "2 ada x", "3 ben y")) == 1
    assert b_cubed(known("1 ada x", "2 ada x", "3 ben x")) < 1
