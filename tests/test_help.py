"""What the help of the program shows can be typed as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from quotetrack import cli
from tests.docs_runner import run_command

NEWS = {
    "gazette-17": "“The bridge will open in May and stay open all year,” said Ada Obi, the mayor of Lugo.",
    "pier-3": "“The bridge will open in May,” said Ada Obi, the mayor.",
    "pier-4": "“The harbour is closed to ships tonight,” said Adaeze Obi, the harbour master.",
}
EXAMPLE = re.compile(r"\$ (quotetrack .*?) *$", re.MULTILINE)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with all that the examples name, which the test stands in."""
    monkeypatch.chdir(tmp_path)
    for name, value in {"COLUMNS": "200", "TERM": "dumb", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    for folder in ("articles", "news"):
        Path(folder).mkdir()
    for name, text in NEWS.items():
        Path(f"articles/{name}.txt").write_text(text, encoding="utf-8")
    Path("article.txt").write_text(NEWS["pier-3"], encoding="utf-8")
    words = "".join(f"<p>{text}</p>" for text in NEWS.values())
    Path("news/one.html").write_text(f"<html><body><article>{words}</article></body></html>", encoding="utf-8")
    return tmp_path


def examples(*command: str) -> list[str]:
    code, out, _ = run_command(" ".join(("quotetrack", *command, "--help")))
    assert code == 0
    return EXAMPLE.findall(out)


def runs(line: str) -> None:
    code, out, err = run_command(line)
    assert code == 0, f"{line}\n{out}{err}"


def test_the_examples_of_every_command_run(desk: Path) -> None:
    pytest.importorskip("trafilatura")
    cli._register()
    commands = list(typer.main.get_command(cli.app).commands)  # type: ignore[attr-defined]
    shown = {command: examples(command) for command in commands}
    assert all(shown.values()) and all(
        line.startswith(f"quotetrack {name}") for name, lines in shown.items() for line in lines
    )
    for name in ("gold", "predictions", "old", "new"):
        runs(f"quotetrack extract articles -o {name}.jsonl")
    runs("quotetrack extract articles -f brat -o annotations")
    for lines in shown.values():  # in the order of the help: a store is made before it is asked
        for line in lines:
            runs(line)


def test_the_program_alone_shows_where_to_start(desk: Path) -> None:
    found = examples()
    assert [line.split()[1] for line in found] == ["demo", "extract", "track"]
    for line in found:
        runs(line)
