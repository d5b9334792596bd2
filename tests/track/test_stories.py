"""Articles read by the finder into a store: who is one person there, what is one statement, what to check."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from quotetrack import Finder
from quotetrack.models import Article
from quotetrack.track import Tracker
from quotetrack.track.rows import QuoteRow

STORIES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "stories.toml").read_text("utf-8"))["story"]


@cache
def finder() -> Finder:
    return Finder.load()


class Told:
    """Is a story as the store tells it: its quotations by a part of their words (``words#2``: in article 2)."""

    def __init__(self, story: dict[str, Any]) -> None:
        self.tracker = Tracker(":memory:", pipe=finder().pipe)
        first = date(2024, 3, 1)
        for i, text in enumerate(story["articles"]):
            day = first + timedelta(days=story["days"][i] if "days" in story else i)
            article = Article(text, id=f"n{i + 1}", publisher=f"Outlet {i + 1}", published=day.isoformat())
            self.tracker.add(article)
        self.quotes = self.tracker.quotes(oldest_first=True)

    def __getitem__(self, words: str) -> QuoteRow:
        part, _, article = words.partition("#")
        found = [q for q in self.quotes if part in q.text and q.quote.startswith(f"n{article}")]
        assert found, f"no quotation with {words!r} was found: {[q.text for q in self.quotes]}"
        return found[0]


def wrong(story: dict[str, Any]) -> Iterator[str]:
    """Yield what the store tells otherwise than a reader."""
    told = Told(story)
    for a, b in story.get("same_person", ()):
        if told[a].person is None or told[a].person != told[b].person:
            yield f"{told[a].person} said {a!r}, {told[b].person} {b!r}; it was one"
    for a, b in story.get("other_person", ()):
        if told[a].person is not None and told[a].person == told[b].person:
            yield f"{told[a].person} said both {a!r} and {b!r}; they were two"
    for words in story.get("nobody", ()):
        if told[words].person is not None:
            yield f"{told[words].person} said {words!r}; the article does not tell who"
    for a, b in story.get("same_statement", ()):
        if told[a].statement is None or told[a].statement != told[b].statement:
            yield f"{a!r} and {b!r} are one statement"
    for a, b in story.get("other_statement", ()):
        if told[a].statement is not None and told[a].statement == told[b].statement:
            yield f"{a!r} and {b!r} are two statements"
    for words, alerts in story.get("alerts", {}).items():
        if told[words].statement is None:
            yield f"{words!r} is not repeated"
            continue
        _, variants = told.tracker.diff(told[words].quote)
        got = next(list(v.alerts) for v in variants if v.quote == told[words].quote)
        if got != alerts:
            yield f"{words!r} raises {got}, expected {alerts}"
    for words, person in story.get("offered", {}).items():
        if told[words].offered != person:
            yield f"{words!r} is offered {told[words].offered}, expected {person}"


@pytest.mark.parametrize("story", STORIES, ids=[s["about"] for s in STORIES])
def test_a_store_tells_a_story_as_its_readers_do(story: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if "known_miss" in story:
        request.applymarker(pytest.mark.xfail(reason=story["known_miss"], strict=True))
    assert list(wrong(story)) == []
