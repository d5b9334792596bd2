from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from quotetrack.errors import InputError, QuotetrackError
from quotetrack.evaluate_cli import register
from tests.evaluate.texts import FERRY


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer()
    register(app)
    app.command(name="other")(lambda: None)
    return app


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    one = {"content": [[1, 36]], "cue": [[69, 73]], "source": [[39, 63]], "kind": "direct"}
    other = {"content": [[100, 126]], "cue": [[90, 94]], "source": [[80, 89]], "kind": "indirect"}
    paths = []
    for name, attributions in (("gold", [one, other]), ("found", [one])):
        path = tmp_path / f"{name}.jsonl"
        path.write_text(json.dumps({"id": "ferry", "text": FERRY, "attributions": attributions}) + "\n")
        paths.append(str(path))
    return paths[0], paths[1]


def test_scores_as_table_json_and_markdown(app: typer.Typer, files: tuple[str, str]) -> None:
    table = CliRunner().invoke(app, ["evaluate", *files, "--boot", "10"], catch_exceptions=False)
    assert table.exit_code == 0 and "66.7" in table.output
    as_json = CliRunner().invoke(app, ["evaluate", *files, "--json"], catch_exceptions=False)
    rows = json.loads(as_json.stdout)["reports"]["found.jsonl"]["spans"]
    full = next(row for row in rows if (row["row"], row["kind"]) == ("full", "all"))
    assert (full["precision"], full["recall"]) == (100, 50)
    markdown = CliRunner().invoke(app, ["evaluate", *files, "--markdown"], catch_exceptions=False)
    assert "| full | 100.0 | 50.0 | 66.7 |" in markdown.stdout


def test_compare_lists_what_changed(app: typer.Typer, files: tuple[str, str]) -> None:
    gold, found = files
    result = CliRunner().invoke(app, ["evaluate", gold, "--compare", found, gold], catch_exceptions=False)
    assert "gained" in result.output and "Fishermen | said | the new pier was too short" in result.output
    assert "1 gained, 0 lost, 0 introduced, 0 removed" in result.output


def _line(path: Path, **known: object) -> str:
    one = {"content": [[1, 36]], "cue": [[69, 73]], "source": [[39, 63]], "kind": "direct"}
    path.write_text(json.dumps({"id": "ferry", "text": FERRY, "attributions": [one]} | known) + "\n")
    return str(path)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (
            ["a.txt", "GOLD"],
            r"a\.txt holds no attributions to score; wanted are JSON lines, such as quotetrack extract",
        ),
        (["GOLD", "a.txt"], "or a folder of brat files"),
        (["bare.jsonl", "GOLD"], "holds no attribution to score against; the first file is the one that people marked"),
        (
            ["GOLD", "other.jsonl"],
            "has no article of the gold: its first id is 'pier', the gold's 'ferry'; give the same",
        ),
        (["GOLD", "--compare", "GOLD", "other.jsonl"], "has no article of the gold"),
        (["GOLD", "array.jsonl"], r"array\.jsonl: a JSON array, .*--format jsonl"),
        (
            ["GOLD", "loud.jsonl"],
            r"line 1 @ \$\.attributions\[0\]\.kind: expected one of direct, indirect, mixed, or null",
        ),
        (["GOLD", "GOLD", "--model", "fast"], "add --run, or leave them out"),
        (["GOLD", "GOLD", "--speakers", "a.txt"], "holds no attributions to score"),
        (["GOLD", "GOLD", "--speakers", "other.jsonl"], "speakers of no article of the gold"),
        (["GOLD", "GOLD", "--speakers", "nowhere.jsonl"], "does not exist; check the path"),
        (["mute.jsonl", "--run"], "has no text; give it under the key 'text'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_scored_is_told(
    app: typer.Typer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: list[str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    gold = _line(tmp_path / "gold.jsonl")
    _line(tmp_path / "bare.jsonl", attributions=[])
    _line(tmp_path / "mute.jsonl", text=None)
    _line(tmp_path / "other.jsonl", id="pier")
    _line(tmp_path / "loud.jsonl", attributions=[{"content": [[1, 36]], "kind": "loud"}])
    (tmp_path / "a.txt").write_text(FERRY)
    (tmp_path / "array.jsonl").write_text("[]\n")
    with pytest.raises(QuotetrackError, match=says):
        CliRunner().invoke(
            app, ["evaluate", *(gold if word == "GOLD" else word for word in given)], catch_exceptions=False
        )


@pytest.mark.parametrize("more", [[], ["PRED", "--run"], ["--run", "--json", "--markdown"]])
def test_one_thing_at_a_time(app: typer.Typer, files: tuple[str, str], more: list[str]) -> None:
    given = [files[1] if word == "PRED" else word for word in more]
    with pytest.raises(InputError, match=r"one of PRED|exclude each other"):
        CliRunner().invoke(app, ["evaluate", files[0], *given], catch_exceptions=False)
