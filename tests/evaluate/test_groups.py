"""The tables that tell where it goes well: by publisher, and by what the cue does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from attrs import evolve

from quotetrack.evaluate.readers import read_documents
from quotetrack.evaluate.report import grids
from quotetrack.evaluate.scoring import evaluate
from tests.evaluate.texts import GOLD, PIER, PLANK, SAIL, document


def test_each_publisher_has_its_own_score() -> None:
    gold = [evolve(GOLD, publisher="Herald"), evolve(GOLD, id="second", publisher="Post")]
    found = evaluate(gold, [document(SAIL, PIER, PLANK), document(SAIL, id="second")], boot=0)
    assert {(s.row, s.kind): (s.recall, s.gold) for s in found.publishers if s.row == "full"} == {
        ("full", "Herald"): (100.0, 3),
        ("full", "Post"): (pytest.approx(100 / 3), 3),
    }
    titles = [grid.title for grid in grids({"ours": found})]
    assert "ours: F1 by publisher" in titles and not any("cue does" in title for title in titles)


def test_recall_is_told_for_each_class_of_cue() -> None:
    gold = document(SAIL, PIER, evolve(PLANK, cue_class="other"))
    found = evaluate([gold], [document(SAIL, evolve(PIER, cue=()))], boot=0)
    assert {(s.row, s.kind): s.recall for s in found.cue_classes} == {
        ("full", "speech"): 50.0,
        ("content exact", "speech"): 100.0,
        ("content >=.5", "speech"): 100.0,
        ("full", "other"): 0.0,
        ("content exact", "other"): 0.0,
        ("content >=.5", "other"): 0.0,
    }
    [grid] = [grid for grid in grids({"ours": found}) if "cue does" in grid.title]
    assert grid.rows == (("other", "0.0", "0.0", "0.0", "1"), ("speech", "50.0", "100.0", "100.0", "2"))


def test_one_publisher_and_one_class_make_no_table() -> None:
    found = evaluate([evolve(GOLD, publisher="Herald")], [GOLD], boot=0)
    assert found.publishers == found.cue_classes == ()


def test_gold_tells_its_publisher_in_both_forms(tmp_path: Path) -> None:
    lines = [
        {"id": "a", "text": "Rain.", "attributions": [], "meta": {"publisher": "Post"}},
        {"schema": "quotetrack/1", "article": {"id": "b", "text": "Rain.", "publisher": "Herald"}, "attributions": []},
        {"id": "c", "text": "Rain.", "attributions": []},
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert [found.publisher for found in read_documents(path)] == ["Post", "Herald", None]
