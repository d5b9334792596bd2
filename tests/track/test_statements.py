from __future__ import annotations

import random
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.errors import InputError
from quotetrack.models import Article, Attribution, Extraction, TextSpan
from quotetrack.track import Tracker
from quotetrack.track.repeats import compare
from quotetrack.track.wording import match, quoted_parts, tokens, wording
from tests.track.articles import HARBOUR, said, week_of_news

LONG = "The council will not sell the old fish market to anyone who cannot keep it open for the town"


def together(*articles: tuple[str | None, str, str | None]) -> bool:
    """Tell whether quotations (speaker, words, date), one an article, are one statement."""
    with Tracker(":memory:") as tracker:
        for i, (name, words, published) in enumerate(articles):
            tracker.add(said(f"n{i}", (name, words), published=published))
        found = tracker.statements()
        return len(found) == 1 and found[0].occurrences == len(articles)


@pytest.mark.parametrize(
    "words",
    [
        LONG,
        LONG.upper() + "!",
        "The council will not sell the old fish market",  # cut
        "The council will not sell the old fish market … who cannot keep it open for the town",  # joined
        "The council will not sell [it] to anyone who cannot keep it open for the town",  # an editor's words
        "The council won't sell the old fish market to someone who can't keep it open for the town",  # altered
        "keep it open for the town … The council will not sell the old fish market",  # another order
        "sell the old fish market",
    ],
)
def test_one_utterance_however_it_is_quoted(words: str) -> None:
    assert together(("Ada Obi", LONG, "2024-03-01"), ("Obi", words, "2024-03-02"))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Ada Obi", "The council will look at the budget for the town before it sells anything"),  # her other words
        ("Ada Obi", "old fish"),  # too little to know again
        ("Ben Kerr", "sell the old fish market"),  # another's few words
        (None, "the old fish market"),
    ],
)
def test_other_words_stay_apart(name: str | None, words: str) -> None:
    assert not together(("Ada Obi", LONG, "2024-03-01"), (name, words, "2024-03-02"))


def test_a_phrase_is_repeated_within_weeks_but_long_words_are_known_at_any_time() -> None:
    phrase = "open the harbour gates"
    assert together(("Ada Obi", phrase, "2024-03-01"), ("Ada Obi", phrase, "2024-03-08"))
    assert not together(("Ada Obi", phrase, "2024-03-01"), ("Ada Obi", phrase, "2024-09-08"))
    assert together(("Ada Obi", LONG, "2024-03-01"), ("Ada Obi", LONG, "2024-09-08"))
    assert together(("Ada Obi", phrase, None), ("Ada Obi", phrase, None))


def test_the_same_long_words_by_two_speakers_are_one_statement_in_conflict() -> None:
    with Tracker(":memory:") as tracker:
        tracker.add_many([said("a", ("Ada Obi", LONG)), said("b", ("Ben Kerr", LONG))])
        (row,) = tracker.statements()
        assert row.conflict and row.speakers == ("ada-obi", "ben-kerr")
        assert all("speaker" in v.alerts for v in tracker.diff(row.statement)[1])


def test_a_missing_speaker_is_offered_from_the_twin_and_marked() -> None:
    with Tracker(":memory:") as tracker:
        tracker.add_many(week_of_news())
        (quote,) = (q for q in tracker.quotes() if q.quote == "echo-1#a1")
        assert (quote.person, quote.offered) == (None, "ines-okafor")
        _, variants = tracker.diff("echo-1#a1")
        assert [v.offered for v in variants] == [None, None, "ines-okafor"]


def test_a_headline_fragment_joins_what_it_was_cut_from_inside_the_article() -> None:
    article = said(
        "a",
        ("Ada Obi", "A disgrace"), ("Ada Obi", "It rained"),
        ("Ada Obi", "What happened at the quay is a disgrace and I will say so"),
        ("Ben Kerr", "disgrace"),
    )  # fmt: skip
    with Tracker(":memory:") as tracker:
        tracker.add_many([article, said("b", ("Ada Obi", "disgrace"))])
        (row,) = tracker.statements()
        assert [v.quote for v in tracker.diff(row.statement)[1]] == ["a#a1", "a#a3"]


def test_diff_shows_words_and_alerts() -> None:
    with Tracker(":memory:") as tracker:
        tracker.add_many(week_of_news())
        row, variants = tracker.diff("pier-1#a1")
        assert (row.words, row.occurrences, row.outlets, row.first) == (HARBOUR, 3, 3, "2024-03-01")
        whole, cut, altered = variants
        assert (whole.relation, whole.alerts) == ("identical", ())
        assert (cut.relation, cut.alerts) == ("truncated", ("truncated",))
        assert [(c.kind, c.before) for c in cut.changes][-1] == ("delete", "and not a single day later")
        assert (altered.relation, altered.alerts) == ("altered", ("altered", "negation"))
        assert ("delete", "not") in [(c.kind, c.before) for c in altered.changes]


@pytest.mark.parametrize(
    ("full", "quoted", "alerts"),
    [
        ("We agree. But not on the price.", "We agree", ()),
        ("We agree on nearly all of it, but not on the price", "We agree on nearly all of it", ("truncated",)),
        ("We agree on the plan", "we agreed on the plan", ("altered",)),
        ("We can never agree on that plan", "We can agree on that plan", ("altered", "negation")),
        ("We will never agree on that plan", "We will not agree on that plan", ("altered",)),  # it was denied, and is
        ("We do not see it and never will", "We see it and never will", ("altered", "negation")),
        ("Nobody saw the plan", "No one saw the plan", ("altered",)),
        ("I do not believe that the dam will hold", "the dam will hold", ("negation",)),
        ("It is not 1990. I believe that the dam will hold", "I believe that the dam will hold", ()),
        ("We lost 9 percent of our organisation's colour", "We lost nine per cent of our organization's color", ()),
        ("We lost 9 percent of our men", "We lost 19 percent of our men", ("altered",)),
        ("The plan, we can't accept it", "The plan, we cannot accept it", ()),
        ("We saw the plan of the port and we liked it", "We saw the plan … and we liked it", ()),
    ],
)
def test_alerts(full: str, quoted: str, alerts: tuple[str, ...]) -> None:
    assert compare(full, quoted)[1] == alerts


def test_removing_the_bridge_parts_a_statement() -> None:
    one, two = (
        "The ferry goes to the northern islands every second day",
        "Tickets are sold at the old customs house now",
    )
    articles = [
        said("one", ("Ada Obi", one)),
        said("two", ("Ada Obi", two)),
        said("both", ("Ada Obi", f"{one}. {two}")),
    ]
    with Tracker(":memory:") as tracker:
        tracker.add_many(articles)
        assert [s.occurrences for s in tracker.statements()] == [3]
        tracker.remove("both")
        assert tracker.statements() == []
        tracker.add(articles[2])
        assert [s.occurrences for s in tracker.statements()] == [3]


def test_a_slogan_joins_no_two_utterances() -> None:
    slogan = "open the harbour gates"
    one, two = (
        f"We must {slogan} before the winter storms come",
        f"My plan for the poor is to {slogan} and cut the fees",
    )
    with Tracker(":memory:") as tracker:
        tracker.add_many([said("one", ("Ada Obi", one)), said("slogan", ("Ada Obi", slogan))])
        assert [s.occurrences for s in tracker.statements()] == [2]
        tracker.add(said("two", ("Ada Obi", two)))
        assert tracker.statements() == []
        tracker.add(said("again", ("Ada Obi", slogan)))
        assert [s.words for s in tracker.statements()] == [slogan]
        tracker.remove("two")
        assert [s.occurrences for s in tracker.statements()] == [3]


PARTS = [
    "open the harbour gates", "cut the winter fees", "we sail before the storm breaks over the northern islands",
    "nobody asked the crews about the new timetable of the ferries", "a disgrace", "not one more day",
    "the council keeps the old fish market open for the town", "harbour gates",
]  # fmt: skip
ARTICLES = st.lists(
    st.lists(
        st.tuples(
            st.sampled_from(["Ada Obi", "Obi", "Ben Kerr", None]),
            st.lists(st.sampled_from(PARTS), min_size=1, max_size=3).map(" … ".join),
        ),
        min_size=1,
        max_size=3,
    ),
    min_size=2,
    max_size=7,
)


@settings(max_examples=60, deadline=None)
@given(ARTICLES, st.randoms(use_true_random=False))
def test_statements_depend_on_the_articles_alone(
    quotes: list[list[tuple[str | None, str]]], order: random.Random
) -> None:
    articles = [said(f"n{i}", *q, published=f"2024-0{1 + i % 3}-01") for i, q in enumerate(quotes)]
    passing = [said(f"gone{i}", *q) for i, q in enumerate(quotes[:2])]
    with Tracker(":memory:") as straight, Tracker(":memory:") as mixed:
        straight.add_many(articles)
        both = [*articles, *passing]
        order.shuffle(both)
        mixed.add_many(both)
        for article in passing:
            mixed.remove(article.article.id or "")
        assert list(straight.export()) == list(mixed.export())
        assert straight.statements(limit=1000) == mixed.statements(limit=1000)


def test_unknown_statements_say_so() -> None:
    with Tracker(":memory:") as tracker:
        tracker.add_many(week_of_news())
        with pytest.raises(InputError, match="no statement 'st-zz'"):
            tracker.diff("st-zz")
        with pytest.raises(InputError, match="not repeated"):
            tracker.diff("gazette-2#a1")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the plan was “a joke” and “no plan", ("a joke", "no plan")),
        ('He called it "a joke" twice', ("a joke",)),
        ("called it ''a joke'' twice", ("a joke",)),
        ("a joke,” and left", ("a joke,",)),
        ("that it was ‘a joke’ in all", ("a joke",)),
        ("the crew's plan isn't new", ()),
    ],
)
def test_the_quoted_parts_of_a_mixed_content(text: str, expected: tuple[str, ...]) -> None:
    whole = Attribution("a", "mixed", (TextSpan.of(text, 0, len(text)),))
    assert quoted_parts(whole, text) == expected


def test_content_whose_outer_marks_stand_just_outside_it() -> None:
    text = 'She called it "a joke", and went.'
    cut = Attribution("a", "mixed", (TextSpan.of(text, 4, text.index(", and") - 1),))
    assert quoted_parts(cut, text) == ("a joke",)


def test_words_compare_without_case_marks_and_short_forms() -> None:
    assert tokens("We’ve “GOT” to—don’t wait") == ("we", "have", "got", "to", "do", "not", "wait")
    assert match(wording(["a b"]), wording([])).share == 0.0


def test_a_listing_tells_what_to_check_in_any_wording() -> None:
    with Tracker(":memory:") as tracker:
        tracker.add_many(week_of_news())
        (row,) = tracker.statements(altered=True)
        assert row.alerts == ("altered", "negation", "truncated")


def test_words_that_stand_far_apart_are_looked_up_too() -> None:
    whole = "He told us that the keys were in the car when he left it at the harbour"
    cut = "He told us that the keys were in [the stolen car] when he left it at the harbour"
    assert together(("Ada Obi", whole, "2024-03-01"), ("Ada Obi", cut, "2024-03-02"))


def test_a_sentence_said_twice_in_one_interview_joins_no_two_answers() -> None:
    one = "No, I meant what I said about the dam, and I will say it again to anyone, the dam was never safe for us"
    two = "It was no mistake, people like it, they tell me so in every town, the dam was never safe for us, ask them"
    assert not together(("Ada Obi", one, "2024-03-01"), ("Ada Obi", two, "2024-03-01"))


def test_a_word_or_two_by_another_speaker_are_no_statement() -> None:
    article = said(
        "a",
        ("Ada Obi", "We must talk about the harbour before winter comes to the north"), ("Ben Kerr", "top secret"),
        ("Ben Kerr", "Nobody told me"), ("Ada Obi", "The plans of the new quay were top secret until this very day"),
    )  # fmt: skip
    with Tracker(":memory:") as tracker:
        tracker.add(article)
        assert tracker.statements() == []


@pytest.mark.parametrize(
    ("one", "other", "day", "same"),
    [
        ("I still have it in writing", "I still have it in writing", "2024-03-02", True),
        ("I still have it in writing", "Look at it. I still have it in writing", "2024-03-02", True),
        (
            "I will never sign for that",
            "A week of rain costs us the harvest, and I will never sign for that",
            "2024-03-02",
            True,
        ),
        ("I still have it in writing", "I still have it in my bag", "2024-03-02", False),
        ("I still have it in writing", "I still have it in writing", "2024-06-02", False),  # months later, said again
        ("I am in writing", "I am in writing", "2024-03-02", False),  # too few plain words
    ],
)
def test_one_telling_word_is_enough_where_all_words_are_the_same(one: str, other: str, day: str, same: bool) -> None:
    assert together(("Ada Obi", one, "2024-03-01"), ("Ada Obi", other, day)) is same
    assert not together(("Ada Obi", one, "2024-03-01"), ("Ben Kerr", other, day))


def test_a_sentence_of_plain_words_is_known_again() -> None:
    plain = "So you think that I will leave now … I am not about to leave"
    assert together(("Ada Obi", plain, "2024-03-01"), ("Ada Obi", plain, "2024-03-02"))


@pytest.mark.parametrize(
    ("bare", "whole", "expected"),
    [
        ("cheap ferry tickets", "My plan is cheap ferry tickets for the islands, and soon", True),
        ("time for ferries", "I told them that it is time for ferries on the great river", False),  # a stock phrase
        ("cheap ferry tickets", "cheap ferry tickets", False),  # nothing around it tells
    ],
)
def test_three_words_are_looked_for_in_longer_quotations(bare: str, whole: str, expected: bool) -> None:
    assert together(("Ada Obi", bare, "2024-03-01"), ("Ada Obi", whole, "2024-03-02")) is expected


def test_words_altered_inside_a_much_longer_quotation_keep_a_run() -> None:
    first = "No, I meant that she is the captain of pirates"
    later = (
        "I meant just what I told you and she is the best captain, captain of all the pirates on this coast, "
        "and when the fleet comes home we shall give her a medal for it"
    )
    assert not together(("Ada Obi", first, "2024-03-01"), ("Ada Obi", later, "2024-03-01"))


def test_words_inside_a_quotation_repeat_nothing(tmp_path: Path) -> None:
    text = (
        "Obi: My doctor told me “you will sleep well again as soon as spring is here”, and I laughed.\n\nLee: Did you?"
    )

    def part(first: str, last: str) -> tuple[TextSpan, ...]:
        return (TextSpan.of(text, text.index(first), text.index(last) + len(last)),)

    whole = Attribution("a1", "direct", part("My", "laughed"))
    inside = Attribution("a2", "direct", part("you will", "here"), parent="a1")
    with Tracker(tmp_path / "news.db") as tracker:
        tracker.add(Extraction(Article(text, id="talk"), (whole, inside)))
        assert (tracker.stats().attributions, tracker.statements()) == (2, [])
        tracker.add(Extraction(Article(text, id="doctor"), (attrs.evolve(inside, parent=None),)))
        (statement,) = tracker.statements()
    assert (statement.occurrences, statement.articles) == (2, 2)
