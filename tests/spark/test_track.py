"""Spark and a store give the same answers about the same articles."""

from __future__ import annotations

from itertools import islice
from typing import Any

import pytest

from quotetrack.errors import MissingColumnError
from quotetrack.models import Extraction
from quotetrack.spark import track
from tests.benchmarks.store import Newsroom
from tests.spark.answers import differences, frame, of_spark, of_store
from tests.track.articles import said, week_of_news

SPEECH = (
    "We will not sell the harbour, we will not sell the pilot boats, and whoever says so has never walked along the "
    "quay on a winter morning when the herring comes in"
)


def edge_cases() -> list[Extraction]:
    """Articles in which phrases meet longer utterances, heads quote bodies, and names are hard to tell apart."""
    return [
        *week_of_news(),
        said("speech", ("Ines Okafor", SPEECH), published="2024-03-06"),
        said("cut", ("Okafor", "whoever says so has never walked along the quay"), published="2024-03-07"),
        said("slogan-1", ("Rita Okafor", "safe jobs before dividends"), published="2024-03-06"),
        said("slogan-2", ("Rita Okafor", "safe jobs before dividends"), published="2024-03-08", publisher="Echo"),
        said("slogan-3", ("Rita Okafor", "Our crews want safe jobs before dividends and a seat on the port’s board")),
        said("slogan-4", ("Rita Okafor", "Every strike was about safe jobs before dividends, nothing else at all")),
        said("head", ("Anton Brandt", "a disgrace"), ("Anton Brandt", "This quota is a disgrace for all our crews")),
        said("unknown", (None, SPEECH), published=None, publisher=None),
        said("two", ("Ada Obi", "Rents cannot rise"), roles={"Ada Obi": ("mayor", "Northport")}),
        said("towns", ("Ada Obi", "Buses must run"), roles={"Ada Obi": ("mayor", "Southwick")}),
        said("bureau", ("Federal Bureau of Investigation", "The inquiry has been closed for lack of any evidence"),
             kinds={"Federal Bureau of Investigation": "organization"}),
        said("acronym", ("FBI", "The inquiry has been closed"), kinds={"FBI": "organization"}),
        Extraction(said("silent", ("Ada Obi", "No")).article),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def both(spark: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    articles = [*edge_cases(), *islice(Newsroom(7).articles(), 150)]
    return of_store(articles), of_spark(frame(spark, [*articles, articles[0]]))


@pytest.mark.parametrize("question", ["speakers", "reasons", "people", "quotations", "statements"])
def test_the_answers_are_those_of_a_store(both: tuple[dict[str, Any], dict[str, Any]], question: str) -> None:
    store, spark = both
    assert store[question]
    assert differences(store, spark)[question] == []


def test_the_articles_ask_something(both: tuple[dict[str, Any], dict[str, Any]]) -> None:
    spark = both[1]
    assert spark["speakers"]["gazette-1", "s1"] == "ines-okafor"
    assert spark["speakers"]["cut", "s1"] is None  # Ines or Rita
    assert spark["quotations"]["cut", "a1"][1] == spark["quotations"]["speech", "a1"][1] is not None
    slogans = {spark["quotations"][f"slogan-{n}", "a1"][1] for n in (1, 2)}
    assert len(slogans) == 1 and None not in slogans
    assert spark["quotations"]["head", "a1"][1] == spark["quotations"]["head", "a2"][1] is not None
    assert spark["speakers"]["acronym", "s1"] == spark["speakers"]["bureau", "s1"]
    assert any(row["wordings"] > 1 for row in spark["statements"].values())


def test_rows_without_the_articles_are_refused(spark: Any) -> None:
    with pytest.raises(MissingColumnError, match="exchange"):
        track(spark.createDataFrame([("a",)], "article string"))
