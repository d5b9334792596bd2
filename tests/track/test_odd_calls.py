"""What a clumsy program hands over to a store: an answer, or an error that says what is wrong, never a traceback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from quotetrack.errors import InputError, StoreError
from quotetrack.track import Tracker
from tests.track.articles import week_of_news

HALF = "Okafor\ud83d"  # half a character, as a cut in UTF-16 leaves it


@pytest.fixture(scope="module")
def tracker() -> Iterator[Tracker]:
    with Tracker(":memory:") as made:
        made.add_many(week_of_news())
        yield made


ASKED: dict[str, Callable[[Tracker, Any], object]] = {
    "a speaker": lambda tracker, given: tracker.quotes(speaker=given),
    "a person": lambda tracker, given: tracker.person(given),
    "an outlet": lambda tracker, given: tracker.quotes(outlet=given),
    "a date": lambda tracker, given: tracker.quotes(since=given),
    "a search": lambda tracker, given: tracker.quotes(about=given),
    "a word in context": lambda tracker, given: tracker.kwic(given),
    "a statement": lambda tracker, given: tracker.diff(given),
    "an article": lambda tracker, given: tracker.get(given),
    "an article to remove": lambda tracker, given: tracker.remove(given),
    "a person to keep": lambda tracker, given: tracker.merge(given, "okafor"),
}


@pytest.mark.parametrize("ask", ASKED.values(), ids=list(ASKED))
@pytest.mark.parametrize("given", [HALF, "", "a\x00b", 5, 10**30, 1.5, b"Okafor", [], {}], ids=repr)
def test_anything_asked_is_answered_or_refused(tracker: Tracker, ask: Callable[..., object], given: object) -> None:
    try:
        ask(tracker, cast(Any, given))
    except InputError as error:
        assert str(error)


def test_half_a_character_finds_nobody_instead_of_failing(tracker: Tracker) -> None:
    assert HALF not in tracker
    with pytest.raises(InputError, match="outlet"):
        tracker.quotes(outlet=HALF)
    with pytest.raises(InputError, match="Okafor"):
        tracker.quotes(speaker=HALF)


def test_half_a_character_in_a_correction_is_kept_as_a_sign() -> None:
    with Tracker(":memory:") as tracker:
        tracker.add_many(week_of_news())
        tracker.alias("Ines Okafor", "the \ud83d master", note="seen \ud83d here")
        (correction,) = tracker.corrections()
    assert correction.note == "seen \ufffd here"


@pytest.mark.parametrize("day", ["2024-13-01", "2024-06-31", "2024-00", "3 May 2024", "2024-03-01T10:00", "x" * 5000])
def test_a_day_that_is_none_is_told_with_the_way_to_write_it(tracker: Tracker, day: str) -> None:
    for asked in ({"since": day}, {"until": day}):
        with pytest.raises(InputError, match="is not an ISO date; write it like 2024-05-31, 2024-05 or 2024"):
            tracker.quotes(**cast(Any, asked))


def test_a_date_may_be_asked_for_as_python_has_it(tracker: Tracker) -> None:
    told = tracker.quotes(since="2024-03-02", until="2024-03-04")
    assert 0 < len(told) < len(tracker.quotes())
    assert tracker.quotes(since=date(2024, 3, 2), until=datetime(2024, 3, 4, 23)) == told


@pytest.mark.parametrize("limit", [-1, 1.5, "5", None])
def test_a_limit_is_a_whole_number(tracker: Tracker, limit: object) -> None:
    with pytest.raises(InputError, match="limit must be a whole number and not negative"):
        tracker.quotes(limit=cast(Any, limit))


def test_a_limit_beyond_what_sqlite_counts_is_no_limit(tracker: Tracker) -> None:
    assert tracker.quotes(limit=10**30) == tracker.quotes(limit=1000)


def test_one_text_is_not_taken_for_many_articles(tracker: Tracker) -> None:
    with pytest.raises(InputError, match="put one into a list"):
        tracker.add_many("“No,” said Ada Obi.")
    with pytest.raises(InputError, match="put it into a list"):
        tracker.split("Ines Okafor", articles="pier-1")


@pytest.mark.parametrize("path", [5, None, b"news.db"])
def test_a_path_is_a_path(path: object) -> None:
    with pytest.raises(InputError, match="path of a store must be"):
        Tracker(cast(Any, path))


@pytest.mark.parametrize("name", ["x" * 5000, "half-\ud800.db"])
def test_a_name_that_no_file_can_have_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError, match="no path of a file"):
        Tracker(tmp_path / name)
