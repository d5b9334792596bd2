"""A store opens in Datasette as it is: tables, facets and search."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from quotetrack.track import Tracker
from quotetrack.track.datasette import metadata
from tests.track.articles import week_of_news

app = pytest.importorskip("datasette.app", reason="Datasette is not installed")


def ask(store: Path, *paths: str) -> list[Any]:
    """Return the JSON that Datasette answers to each path."""

    async def answers() -> list[Any]:
        served = app.Datasette([str(store)], metadata=metadata(store))
        out = []
        for path in paths:
            response = await served.client.get(path)
            assert response.status_code == 200, (path, response.text)
            out.append(json.loads(response.text))
        return out

    return asyncio.run(answers())


def test_a_store_opens_with_search_and_facets(tmp_path: Path) -> None:
    store = tmp_path / "news.db"
    with Tracker(store) as tracker:
        tracker.add_many(week_of_news())
    found, quotes, about, statements = ask(
        store,
        "/news/attribution.json?_search=quotas&_shape=array&_labels=on",
        "/news/quotes.json?_facet=person&_shape=objects",
        "/news.json",
        "/news/repeated_statements.json?_shape=array",
    )
    assert [row["text"] for row in found] == [
        "Fishing quotas are a matter for parliament", "Quotas cannot be cut twice in one year",
    ]  # fmt: skip
    assert found[0]["person"]["label"] == "Anton Brandt"
    facets = quotes["facet_results"]
    facets = facets.get("results", facets)
    assert {"person", "kind", "act", "publisher"} <= set(facets)
    counts = {r["value"]: r["count"] for r in facets["person"]["results"]}
    assert counts["ines-okafor"] == 2
    hidden = {t["name"] for t in about["tables"] if t["hidden"]}
    assert {"shingle", "profile", "utterance"} <= hidden
    assert statements[0]["occurrences"] == 3
