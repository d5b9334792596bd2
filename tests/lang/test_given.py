"""Given names tell a gender only where nearly all who bear them have it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quotetrack.errors import FormatError, MissingFileError
from quotetrack.find.finder import Finder
from quotetrack.lang.given import Gender, gender_of_name
from quotetrack.training.given import main, read_census, read_counts

NAMES: list[tuple[str, Gender | None]] = [
    ("Anna Berg", "female"),
    ("Ben Lund", "male"),
    ("Zoë Lund", "female"),
    ("Fatima Diallo", "female"),
    ("Volodymyr Lund", "male"),
    ("Robin Lund", None),
    ("Jean Lund", None),
    ("Alex Lund", None),
    ("Kim Jong", None),
    ("Li Wei", None),
    ("Grant", None),  # a family name, when it stands alone
    ("Kelly", None),
    ("Grant Lund", "male"),
    ("Qwxz Lund", None),
    ("", None),
]


@pytest.mark.parametrize(("name", "gender"), NAMES, ids=[name for name, _ in NAMES])
def test_gender_of_name(name: str, gender: Gender | None) -> None:
    assert gender_of_name(name.split()) == gender


TEXT = "“You are late,” said Anna Poe.\n\n“The tram stopped,” Ben Lund said.\n\n“Sit,” she said."


@pytest.mark.parametrize(("given_names", "speaker"), [(True, "Anna Poe"), (False, "Ben Lund")])
def test_a_user_can_leave_given_names_out(given_names: bool, speaker: str) -> None:
    *_, last = Finder.load(given_names=given_names).extract(TEXT).attributions
    assert last.speaker is not None
    assert last.speaker.name == speaker


def test_the_recipe_keeps_sure_names(tmp_path: Path) -> None:
    counts, first, family, out = (tmp_path / name for name in ("counts.json", "first", "family", "out.json"))
    counts.write_text('{"anna": [9, 99, 0.96], "robin": [9, 99, 0.5], "ulf": [1, 2, 0.0], "rose": [9, 99, 1.0]}')
    first.write_text("ROSE 0.1 0.1 1\n")
    family.write_text("ROSE 0.02 0.1 1\n")
    assert main(["--counts", f"{counts}", "--given", f"{first}", "--family", f"{family}", "--out", f"{out}"]) == 0
    assert json.loads(out.read_text()) == {"male": "", "female": "anna rose", "family": "rose"}


def test_damaged_tables_are_told(tmp_path: Path) -> None:
    path = tmp_path / "counts.json"
    path.write_text('{"anna": 3}')
    with pytest.raises(FormatError, match="sources, bearers"):
        read_counts(path)
    path.write_text("ROSE\n")
    with pytest.raises(FormatError, match="line 1"):
        read_census([path])
    with pytest.raises(MissingFileError, match=r"none\.json"):
        read_counts(tmp_path / "none.json")
