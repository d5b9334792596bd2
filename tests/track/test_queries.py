from __future__ import annotations

import random
import unicodedata

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.errors import InputError
from quotetrack.models import Act
from quotetrack.track import Tracker, queries
from tests.track.articles import said, week_of_news

HOSTILE = ['"', "'", '"unbalanced', "NEAR(", "x-y", "AND", "a OR b", "col:word", "^start", "pre*", "{a b}", "-", "+a",
           "\\", "%", "_", "", "   ", "\x00", "\ud800", "); DROP TABLE article; --", "é", "🙃", "ﬁ", "don't",
           ]  # fmt: skip


@pytest.fixture(scope="module")
def tracker() -> Tracker:
    opened = Tracker(":memory:")
    opened.add_many(week_of_news())
    words = [
        "tax",
        "Café",
        "naïve",
        "x-y",
        "don't",
        "AND",
        "near",
        "quay",
        "col",
        "word",
        "a",
        "b",
        "pre",
        "ﬁsh",
        "été",
        "🙃",
    ]
    mix = random.Random(3)
    for i in range(60):
        opened.add(
            said(f"mix-{i}", ("Ada Obi", " ".join(mix.choices(words, k=5))), published=f"2024-05-{i % 28 + 1:02}")
        )
    return opened


def folded(text: str) -> list[str]:
    """Split and fold a text as a reader would: words without case and accents."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn").lower()
    return "".join(c if c.isalnum() else " " for c in plain).split()


def assert_equals_a_plain_filter(tracker: Tracker, about: str) -> None:
    every = tracker.quotes(limit=1000)
    wanted = folded(about)
    expected = [q.quote for q in every if wanted and set(wanted) <= set(folded(q.text))]
    assert [q.quote for q in tracker.quotes(about=about, limit=1000)] == expected


@pytest.mark.parametrize("about", [*HOSTILE, "cafe", "CAFÉ naive", "near word", "x y", "harbour Monday", "quot"])
def test_a_search_is_a_plain_filter(tracker: Tracker, about: str) -> None:
    assert_equals_a_plain_filter(tracker, about)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from([*HOSTILE, "tax", "near", "word", "don"]), max_size=4).map(" ".join) | st.text(max_size=8)
)
def test_no_search_is_an_error(about: str) -> None:
    with_store = _shared()
    for row in with_store.quotes(about=about, limit=1000):
        assert set(folded(about)) <= set(folded(row.text))


_STORE: list[Tracker] = []


def _shared() -> Tracker:
    if not _STORE:
        _STORE.append(Tracker(":memory:"))
        _STORE[0].add_many(week_of_news())
        _STORE[0].add(said("h", ("Ada Obi", "tax near word don't AND x-y"), ("Ada Obi", "naïve été")))
    return _STORE[0]


def test_a_frequent_word_gives_the_same_answer(tracker: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    sorted_hits = tracker.quotes(about="tax", limit=7, offset=3)
    monkeypatch.setattr(queries, "FREQUENT", 2)
    assert tracker.quotes(about="tax", limit=7, offset=3) == sorted_hits
    assert tracker.quotes(about="tax", speaker="ada-obi", since="2024-05-10", limit=5)


def test_quotes_are_filtered_and_paged_newest_first(tracker: Tracker) -> None:
    assert [q.quote for q in tracker.quotes(until="2024-03-04", outlet="Echo")] == [
        "echo-2#a1",
        "echo-2#a2",
        "echo-1#a1",
    ]
    assert [q.quote for q in tracker.quotes(speaker="Brandt")] == ["echo-2#a1", "echo-2#a2"]
    assert tracker.quotes(speaker="Brandt", since="2024-03-05") == []
    assert len(tracker.quotes(until="2024-03")) == 7
    pages = [tracker.quotes(limit=25, offset=o) for o in (0, 25, 50)]
    assert [len(p) for p in pages] == [25, 25, 17]
    assert [q for p in pages for q in p] == tracker.quotes(limit=1000)
    dates = [q.published or "" for q in tracker.timeline("ada-obi", limit=1000)]
    assert dates == sorted(dates)


@pytest.mark.parametrize(
    "options", [{"since": "last week"}, {"limit": -1}, {"offset": -5}, {"speaker": "Nobody Known"}]
)
def test_wrong_calls_are_told(tracker: Tracker, options: dict[str, object]) -> None:
    with pytest.raises(InputError):
        tracker.quotes(**options)  # type: ignore[arg-type]


def test_speakers_are_counted(tracker: Tracker) -> None:
    by_key = {p.person: p for p in tracker.speakers()}
    assert (by_key["ines-okafor"].quotes, by_key["ines-okafor"].direct) == (2, 2)
    assert by_key["ines-okafor"].roles == ("harbour master",)
    assert (by_key["ines-okafor"].first, by_key["ines-okafor"].last) == ("2024-03-01", "2024-03-02")
    assert [p.person for p in tracker.speakers(kind="organization")] == ["org:port-authority"]
    assert {p.person for p in tracker.speakers(outlet="Gazette")} == {"ines-okafor", "org:port-authority"}
    assert [(o.publisher, o.quotes) for o in tracker.outlets("ines-okafor")] == [("Gazette", 1), ("The Pier", 1)]
    (role,) = tracker.roles("ines-okafor")
    assert (role.title, role.affiliation, role.articles, role.first) == (
        "harbour master",
        "Port Authority",
        2,
        "2024-03-01",
    )


def test_stats_count_what_is_there(tracker: Tracker) -> None:
    stats = tracker.stats()
    assert (stats.articles, stats.attributions, stats.organizations, stats.unlinked) == (65, 67, 1, 1)


def test_an_outlets_speakers_are_counted_by_what_it_quotes() -> None:
    with Tracker(":memory:") as tracker:
        tracker.add_many(week_of_news())
        (row,) = tracker.speakers(outlet="Gazette", kind="person")
        assert (row.person, row.quotes, row.direct, row.last) == ("ines-okafor", 1, 1, "2024-03-02")
        with pytest.raises(InputError, match="did you mean Gazette"):
            tracker.speakers(outlet="gazete")
        assert tracker.quotes(outlet="Gazette", about="lighthouse") == []  # a known outlet that says nothing about it


@pytest.mark.parametrize(
    ("act", "negated", "told"),
    [
        ("statement", False, ""),
        ("denial", False, "denial"),
        ("promise", True, "not promise"),
        ("statement", True, "not said"),
    ],
)
def test_a_timeline_tells_what_was_denied_from_what_was_said(act: Act, negated: bool, told: str) -> None:
    article = said("n1", ("Ada Obi", "I had known of the letters"))
    words = attrs.evolve(article.attributions[0], act=act, negated=negated)
    with Tracker(":memory:") as tracker:
        tracker.add(attrs.evolve(article, attributions=(words,)))
        assert [row.manner for row in tracker.timeline("ada-obi")] == [told]
