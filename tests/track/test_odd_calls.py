"""What a clumsy program hands over to a store: an answer, or an error that says what is wrong, never a traceback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from threading import Thread
from typing import Any, cast

import pytest

from quotetrack.errors import InputError, StoreError
from quotetrack.models import Article, Extraction
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


CALLS: dict[str, tuple[Callable[[Tracker], object], str]] = {
    "days that end before": (
        lambda tracker: tracker.quotes(since="2024-06", until="2024-05-31"),
        "since 2024-06 is later than until 2024-05-31",
    ),
    "a day that is a number": (lambda tracker: tracker.quotes(since=cast(Any, 20240501)), "must be a str or a date"),
    "an order in words": (lambda tracker: tracker.quotes(oldest_first=cast(Any, "no")), "oldest_first must be True or"),
    "altered in words": (lambda tracker: tracker.statements(altered=cast(Any, "no")), "altered must be True or False"),
    "unlinked in words": (
        lambda tracker: tracker.links(unlinked=cast(Any, 1)),
        "unlinked must be True or False, got 1",
    ),
    "the history of nothing": (
        lambda tracker: tracker.history("pier-9"),
        "has no article 'pier-9'; did you mean pier-",
    ),
    "a split of nothing": (lambda tracker: tracker.split("Ines Okafor", articles=[]), "no article given; name those"),
    "a split of a number": (
        lambda tracker: tracker.split("Ines Okafor", articles=cast(Any, 5)),
        "several ids, got int",
    ),
    "a split elsewhere": (
        lambda tracker: tracker.split("Ines Okafor", articles=["x"]),
        "has no article 'x'; list them with: quotetrack articles STORE",
    ),
    "a split into nobody": (
        lambda tracker: tracker.split("Ines Okafor", articles=["pier-1"], into=""),
        "into must be the id of someone else",
    ),
    "a split into oneself": (
        lambda tracker: tracker.split("Ines Okafor", articles=["gazette-1"], into="ines-okafor"),
        "into must be the id of someone else, new or known, got 'ines-okafor'",
    ),
    "an alias of signs": (lambda tracker: tracker.alias("Ines Okafor", "…"), "at least one letter, got '…'"),
    "a dict of articles": (
        lambda tracker: tracker.add_many(cast(Any, {"a": "x"})),
        "not a dict; give a list of Article",
    ),
    "no process": (lambda tracker: tracker.add_many([], n_process=0), "n_process must be 1 or more, got 0"),
    "a progress in words": (lambda tracker: tracker.add_many([], progress=cast(Any, "yes")), "must be a function"),
}


@pytest.mark.parametrize(("ask", "says"), CALLS.values(), ids=list(CALLS))
def test_a_wrong_call_is_told_with_what_is_right(tracker: Tracker, ask: Callable[[Tracker], object], says: str) -> None:
    before = tracker.corrections()
    with pytest.raises(InputError, match=says):
        ask(tracker)
    assert tracker.corrections() == before


def test_an_article_elsewhere_in_the_store_is_told_with_those_of_the_speaker(tracker: Tracker) -> None:
    with pytest.raises(InputError, match=r"does not speak in the article .*: quotetrack timeline STORE anton-brandt"):
        tracker.split("anton-brandt", articles=[next(a.article for a in tracker.articles() if a.quotes == 1)])


def test_days_that_meet_are_asked_for(tracker: Tracker) -> None:
    assert tracker.quotes(since="2024-03-02", until="2024-03") and tracker.quotes(since="2024", until="2024-03-31")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"read_only": "no"}, "read_only must be True or False, got 'no'"),
        ({"pipe": 5}, "pipe must be a function, such as"),
    ],
)
def test_an_option_of_a_store_is_told(options: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=says):
        Tracker(":memory:", **options)


@pytest.mark.parametrize("given", ["https://a.example/n.db", "sqlite:///news.db"])
def test_an_address_is_no_store(given: str) -> None:
    with pytest.raises(StoreError, match="is an address; a store is a file of this machine"):
        Tracker(given)


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


def _about_okafor(ask: Callable[[Tracker, Any], object]) -> Callable[[Tracker], object]:
    return lambda tracker: ask(tracker, "Ines Okafor")


EVERY: dict[str, Callable[[Tracker], object]] = {
    **{name: _about_okafor(ask) for name, ask in ASKED.items()},
    "how many": len,
    "is it there": lambda tracker: "pier-1" in tracker,
    "adding": lambda tracker: tracker.add(week_of_news()[0]),
    "adding a text": lambda tracker: tracker.add("“No,” said Ada Obi."),
    "adding many": lambda tracker: tracker.add_many(week_of_news()),
    "adding nothing": lambda tracker: tracker.add_many([]),
    "adding what is no article": lambda tracker: tracker.add_many([cast(Any, None)]),
    "speakers": lambda tracker: tracker.speakers(),
    "roles": lambda tracker: tracker.roles("Ines Okafor"),
    "outlets": lambda tracker: tracker.outlets("Ines Okafor"),
    "timeline": lambda tracker: tracker.timeline("Ines Okafor"),
    "statements": lambda tracker: tracker.statements(),
    "topics": lambda tracker: tracker.topics("Ines Okafor"),
    "links": lambda tracker: tracker.links(),
    "failures": lambda tracker: tracker.failures(),
    "stats": lambda tracker: tracker.stats(),
    "corrections": lambda tracker: tracker.corrections(),
    "history": lambda tracker: tracker.history("pier-1"),
    "extractions": lambda tracker: list(tracker.extractions()),
    "export": lambda tracker: list(tracker.export()),
    "split": lambda tracker: tracker.split("Ines Okafor", articles=["pier-1"]),
    "alias": lambda tracker: tracker.alias("Ines Okafor", "the mayor"),
}


@pytest.mark.parametrize("ask", EVERY.values(), ids=list(EVERY))
def test_a_store_that_was_closed_is_told(ask: Callable[[Tracker], object], tmp_path: Path) -> None:
    tracker = Tracker(tmp_path / "news.db", pipe=lambda articles: [])
    tracker.close()
    tracker.close()
    with pytest.raises(StoreError, match=r"news\.db was closed; open it again: Tracker\('.*news\.db'\)"):
        ask(tracker)


def test_a_store_that_is_closed_while_it_is_read_is_told(tmp_path: Path) -> None:
    tracker = Tracker(tmp_path / "news.db")
    tracker.add_many(week_of_news())
    reading = tracker.extractions()
    next(reading)
    tracker.close()
    with pytest.raises(StoreError, match="was closed while it was still read"):
        list(reading)


def test_a_store_of_another_thread_is_told(tmp_path: Path) -> None:
    said: list[Exception] = []

    def ask(tracker: Tracker) -> None:
        try:
            tracker.stats()
        except StoreError as error:
            said.append(error)

    with Tracker(tmp_path / "news.db") as tracker:
        other = Thread(target=ask, args=(tracker,))
        other.start()
        other.join()
    assert "open a Tracker in each thread" in str(said[0])


def test_what_is_no_article_is_recorded_by_its_place_and_the_rest_is_stored() -> None:
    news = week_of_news()
    with Tracker(":memory:", pipe=lambda articles: [Extraction(article) for article in articles]) as tracker:
        outcomes: list[str] = []
        given: list[Any] = [None, news[0], 5, Article("Rain.", id="rain"), ["x"], "Snow.", news[1]]
        tally = tracker.add_many(given, progress=lambda added: outcomes.append(f"{added.article} {added.outcome}"))
        assert (tally.added, tally.failed, len(tracker)) == (4, 3, 4)
        assert [f.article for f in tracker.failures()] == ["item 1", "item 3", "item 5"]
        assert "must be a str, got NoneType" in tracker.failures()[0].message
        again = tracker.add_many(given)
        assert (again.unchanged, again.failed, len(tracker.failures())) == (4, 3, 3)
    assert outcomes[0] == "item 1 failed" and "rain added" in outcomes
