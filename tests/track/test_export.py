"""A store written out: every table and the exchange format carry people and statements across articles."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from quotetrack.errors import InputError
from quotetrack.serialize import from_dict
from quotetrack.track import Tracker
from quotetrack.track_export import STORE_COLUMNS, write_store
from tests.track.articles import said, week_of_news

NAMES = [column.name for column in STORE_COLUMNS]


@pytest.fixture
def tracker() -> Tracker:
    made = Tracker(":memory:")
    made.add_many(week_of_news())
    made.add(said("gazette-3", ("Okafor", "No crew will be laid off this year")))  # which Okafor is not told
    return made


def written(tracker: Tracker, format: str, folder: Path) -> bytes:
    out = folder / "out"
    write_store(tracker, format, out)
    return out.read_bytes()


def table(tracker: Tracker, format: str, folder: Path) -> list[dict[str, Any]]:
    data = written(tracker, format, folder)
    if format == "parquet":
        pyarrow = pytest.importorskip("pyarrow")
        from pyarrow.parquet import read_table

        found = read_table(pyarrow.BufferReader(data))
        assert found.schema.names == NAMES
        assert found.schema.field("person").type == pyarrow.string()
        return list(found.to_pylist())
    if format == "xlsx":
        openpyxl = pytest.importorskip("openpyxl")
        sheet = openpyxl.load_workbook(io.BytesIO(data)).active
        head, *rows = sheet.iter_rows(values_only=True)
        assert list(head) == NAMES
        return [dict(zip(head, row, strict=True)) for row in rows]
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert list(rows[0]) == NAMES
    return [{name: value or None for name, value in row.items()} for row in rows]


@pytest.mark.parametrize("format", ["csv", "csv-raw", "xlsx", "parquet"])
def test_every_table_names_people_statements_and_offered_speakers(
    tracker: Tracker, format: str, tmp_path: Path
) -> None:
    rows = {f"{row['article']}#{row['attribution']}": row for row in table(tracker, format, tmp_path)}
    assert len(rows) == 8
    one = rows["pier-1#a1"]["statement"]
    told = {quote: (row["person"], row["statement"], row["offered"]) for quote, row in rows.items()}
    assert told["pier-1#a1"] == told["gazette-1#a1"] == ("ines-okafor", one, None)
    assert told["echo-1#a1"] == (None, one, "ines-okafor")
    assert told["pier-1#a2"] == ("rita-okafor", None, None)
    assert told["gazette-2#a1"] == ("org:port-authority", None, None)
    assert told["gazette-3#a1"] == (None, None, None)


def test_the_exchange_format_of_a_store_is_the_articles_with_three_ids_more(tracker: Tracker, tmp_path: Path) -> None:
    lines = [json.loads(line) for line in written(tracker, "jsonl", tmp_path).splitlines()]
    echo = next(line for line in lines if line["article"]["id"] == "echo-1")
    assert echo["attributions"][0]["offered"] == "ines-okafor"
    assert echo["attributions"][0]["statement"].startswith("st-")
    assert [from_dict(line) for line in lines] == list(tracker.extractions())


def test_an_article_without_an_id_is_named_by_its_key_in_a_table(tmp_path: Path) -> None:
    with Tracker(":memory:") as tracker:
        key = tracker.add(said("", ("Ada Obi", "Nobody asked the crews"))).article
        assert [row["article"] for row in table(tracker, "csv", tmp_path)] == [key]
        assert json.loads(written(tracker, "jsonl", tmp_path))["article"]["id"] == ""


def test_an_empty_store_is_an_empty_table(tmp_path: Path) -> None:
    with Tracker(":memory:") as tracker:
        assert written(tracker, "csv-raw", tmp_path).decode().strip() == ",".join(NAMES)
        assert table(tracker, "parquet", tmp_path) == []


def test_an_unknown_format_is_refused_with_those_that_there_are(tracker: Tracker) -> None:
    with pytest.raises(InputError, match=r"'odt'.*datasette-metadata.*parquet"):
        write_store(tracker, "odt")


def test_a_workbook_does_not_go_to_a_screen(tracker: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    with pytest.raises(InputError, match="name a file with -o"):
        write_store(tracker, "parquet")
