"""The recipe that reads nouns for people off WordNet."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotetrack.errors import FormatError
from quotetrack.training.nouns import main, person_nouns

DATA = """  1 a licence
00000001 18 n 02 caretaker 0 keeper 0 001 @ 00000003 n 0000 | one who takes care
00000002 06 n 01 pipe 0 000 | a tube
00000003 18 n 01 Smith 0 000 | an economist
00000004 18 n 01 pipe 1 000 | one who pipes
"""
INDEX = """  1 a licence
caretaker n 1 1 @ 1 0 00000001
pipe n 2 0 2 0 00000002 00000004
smith n 1 0 1 0 00000003
"""


def test_the_first_sense_decides_and_names_stay_out(tmp_path: Path) -> None:
    (tmp_path / "data.noun").write_text(DATA)
    (tmp_path / "index.noun").write_text(INDEX)
    assert main(["--wordnet", f"{tmp_path}", "--out", f"{tmp_path / 'out.txt'}"]) == 0
    assert (tmp_path / "out.txt").read_text() == "caretaker\n"


def test_a_folder_without_wordnet_is_told(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="give the folder of WordNet"):
        list(person_nouns(tmp_path))


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "data.noun").write_text("00000001\n")
    with pytest.raises(FormatError, match=r"data\.noun line 1"):
        list(person_nouns(tmp_path))
