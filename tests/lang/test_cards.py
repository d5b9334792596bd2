"""A model directory's card: what stands in it is checked, what comes later can be entered."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotetrack.errors import ModelError
from quotetrack.lang.cards import list_file, read_card, write_card


def test_a_file_entered_later_is_checked_like_the_others(tmp_path: Path) -> None:
    (tmp_path / "weights").write_bytes(b"123")
    write_card(tmp_path, name="one", settings={})
    (tmp_path / "confidence.json").write_text("{}", encoding="utf-8")
    list_file(tmp_path, "confidence.json")
    files = read_card(tmp_path)["files"]
    assert isinstance(files, dict)
    assert set(files) == {"weights", "confidence.json"}
    (tmp_path / "confidence.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ModelError, match=r"confidence\.json: damaged or changed"):
        read_card(tmp_path)
