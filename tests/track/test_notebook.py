"""What a notebook shows of rows and listings: a table, with hostile names escaped."""

from __future__ import annotations

from pathlib import Path

from quotetrack.track import Tracker
from quotetrack.track.rows import FailureRow, Listing, html_table
from tests.factories import ferry


def test_a_listing_of_a_store_is_a_table(tmp_path: Path) -> None:
    with Tracker(tmp_path / "news.db") as tracker:
        tracker.add(ferry())
        page = tracker.speakers()._repr_html_()  # type: ignore[attr-defined]
    assert "<th>name" in page and "<td>Ines Okafor" in page


def test_an_empty_listing_says_so(tmp_path: Path) -> None:
    with Tracker(tmp_path / "news.db", pipe=lambda articles, **_: []) as tracker:
        assert tracker.failures()._repr_html_() == "<p>nothing</p>"  # type: ignore[attr-defined]


def test_hostile_names_are_escaped() -> None:
    row = FailureRow(*["<script>alert(1)</script>"] * len(FailureRow.__attrs_attrs__))
    for page in (row._repr_html_(), html_table([row]), Listing([row])._repr_html_()):
        assert "<script>" not in page and "&lt;script&gt;" in page
