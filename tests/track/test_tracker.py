from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs
import pytest

from quotetrack.errors import InputError
from quotetrack.models import Article, Attribution, Extraction, Failure, TextSpan
from quotetrack.serialize import from_dict, to_dict
from quotetrack.track import Tracker
from tests.factories import ferry
from tests.track.articles import HARBOUR, said, week_of_news


@pytest.fixture
def tracker(tmp_path: Path) -> Iterator[Tracker]:
    with Tracker(tmp_path / "news.db") as opened:
        yield opened


def contents(tracker: Tracker) -> object:
    """Return everything that a user can see of a store."""
    statements = tracker.statements(limit=1000)
    return (
        list(tracker.export()),
        tracker.speakers(limit=1000),
        tracker.links(limit=1000),
        tracker.quotes(limit=1000),
        [tracker.diff(s.statement) for s in statements],
        tracker.stats(),
    )


def test_an_extraction_comes_back_as_it_was_added(tracker: Tracker) -> None:
    tracker.add(ferry())
    assert tracker.get("ferry") == ferry()
    (data,) = tracker.export()
    assert from_dict(data) == ferry()
    assert {s["name"]: s["person"] for s in data["speakers"]}["Ines Okafor"] == "ines-okafor"


def test_text_that_sqlite_cannot_hold_is_kept_exactly(tracker: Tracker) -> None:
    text = "He said \ud83d “no\x00pe”\r\n\u202e and left. 🙃"
    odd = Extraction(
        Article(text, id="odd\udc80", title="\x00"), (Attribution("a\x00", "direct", (TextSpan.of(text, 11, 16),)),)
    )
    assert tracker.add(odd).outcome == "added"
    assert tracker.add(odd).outcome == "unchanged"
    (key,) = [data["article"]["id"] for data in tracker.export()]
    assert key == "odd\udc80"
    assert tracker.get("odd�") == odd
    assert [q.text for q in tracker.quotes(about="pe")] == ["no␀pe"]


def test_adding_again_changes_nothing_and_an_edited_article_keeps_its_history(tracker: Tracker) -> None:
    first = said("a", ("Ines Okafor", "The quay is closed"), ("Anton Brandt", "We wait for the divers"))
    edited = said("a", ("Ines Okafor", "The quay is open"))
    assert [tracker.add(x).outcome for x in (first, first, edited, edited)] == [
        "added", "unchanged", "replaced", "unchanged",
    ]  # fmt: skip
    assert [q.text for q in tracker.quotes()] == ["The quay is open"]
    assert tracker.history("a") == (first,)
    assert [p.person for p in tracker.speakers()] == ["ines-okafor"]  # the edit took Brandt's words back
    assert tracker.stats().edited == 1


def test_an_edit_that_moves_no_quotation_is_an_edit(tracker: Tracker) -> None:
    first = Extraction(Article("It rained on Monday.", id="a"))
    edited = Extraction(Article("It snowed on Monday.", id="a"))
    assert [tracker.add(x).outcome for x in (first, edited, edited)] == ["added", "replaced", "unchanged"]
    assert tracker.get("a") == edited and tracker.history("a") == (first,)


def test_reading_an_article_anew_is_no_edit(tracker: Tracker) -> None:
    result = said("a", ("Ines Okafor", "The quay is closed"))
    tracker.add(result)
    assert tracker.add(attrs.evolve(result, model="test-2")).outcome == "replaced"
    assert tracker.history("a") == ()


def test_an_article_without_id_is_known_by_its_content(tracker: Tracker) -> None:
    result = said("", ("Ines Okafor", "The quay is closed"))
    nameless = attrs.evolve(result, article=attrs.evolve(result.article, id=None))
    assert [tracker.add(x).outcome for x in (nameless, nameless)] == ["added", "unchanged"]


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_arrival_leaves_no_trace(tmp_path: Path, seed: int) -> None:
    articles = week_of_news() * 3
    random.Random(seed).shuffle(articles)
    with Tracker(":memory:") as straight, Tracker(tmp_path / "mixed.db") as mixed:
        straight.add_many(week_of_news())
        mixed.add_many(articles[:4])
        mixed.add(said("pier-9", ("Rita Okafor", HARBOUR), ("Okafor", "Gone tomorrow")))
        mixed.add_many(articles[4:])
        mixed.remove("pier-9")
        assert contents(mixed) == contents(straight)


def test_removing_every_article_leaves_an_empty_store(tracker: Tracker) -> None:
    tracker.add_many(week_of_news())
    for article in week_of_news():
        tracker.remove(article.article.id or "")
    tables = "article person profile speaker role attribution utterance statement shingle utterance_link".split()
    assert {t: tracker._db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables} == dict.fromkeys(
        tables, 0
    )
    assert tracker.quotes(about="harbour") == []


def test_articles_are_read_by_the_pipe_once_and_failures_do_not_stop_the_rest(tmp_path: Path) -> None:
    seen = []

    def pipe(articles: Iterable[Article]) -> Iterator[Extraction | Failure]:
        for article in articles:
            seen.append(article.id)
            if article.text == "bad":
                yield Failure(article.id, "PipelineError", "cannot read this")
            else:
                yield Extraction(article)

    items: list[Article | Failure] = [
        Article("One.", id="1"),
        Article("bad", id="2"),
        Failure("3", "FormatError", "no text"),
        Article("Four.", id="4"),
    ]
    outcomes: list[str] = []
    with Tracker(tmp_path / "n.db", pipe=pipe) as tracker:
        tally = tracker.add_many(items, progress=lambda added: outcomes.append(f"{added.article} {added.outcome}"))
        assert (tally.added, tally.failed) == (2, 2)
        assert sorted(outcomes) == ["1 added", "2 failed", "3 failed", "4 added"]
        assert [(f.article, f.error) for f in tracker.failures()] == [("2", "PipelineError"), ("3", "FormatError")]
        again = tracker.add_many(items)
        assert (again.unchanged, again.failed) == (2, 2)
        assert seen == ["1", "2", "4", "2"]
        tracker.add(said("2", ("Ines Okafor", "Fixed now")))
        assert [f.article for f in tracker.failures()] == ["3"]


def test_each_article_is_told_and_safe_before_the_next_is_asked_for(tmp_path: Path) -> None:
    told: list[str] = []

    def items() -> Iterator[Extraction]:
        for i, item in enumerate(week_of_news()):
            assert len(told) == i
            yield item

    with Tracker(tmp_path / "n.db") as tracker:
        tracker.add_many(items(), progress=lambda added: told.append(added.article))


def test_an_extraction_that_cannot_be_written_is_recorded(tracker: Tracker) -> None:
    loose = attrs.evolve(said("x", ("Ines Okafor", "Hm")), speakers=())
    assert tracker.add_many([loose, *week_of_news()]).failed == 1
    assert "s1" in tracker.failures()[0].message


def test_removing_what_is_not_there_says_so(tracker: Tracker) -> None:
    with pytest.raises(InputError, match="no article 'nowhere'"):
        tracker.remove("nowhere")


def test_exported_lines_are_the_exchange_format_with_people_and_statements(tracker: Tracker) -> None:
    tracker.add_many(week_of_news())
    by_id = {data["article"]["id"]: data for data in tracker.export()}
    assert [to_dict(x)["article"]["id"] for x in week_of_news()] == [
        "pier-1", "gazette-1", "echo-1", "echo-2", "gazette-2",
    ]  # fmt: skip
    statements = {by_id[k]["attributions"][0]["statement"] for k in ("pier-1", "gazette-1", "echo-1")}
    assert len(statements) == 1 and None not in statements
    assert by_id["gazette-2"]["attributions"][0]["statement"] is None
    assert by_id["gazette-1"]["speakers"][0]["person"] == "ines-okafor"
