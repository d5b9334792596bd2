from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from quotetrack.errors import InputError
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


@pytest.mark.parametrize("more", [[], ["PRED", "--run"], ["--run", "--json", "--markdown"]])
def test_one_thing_at_a_time(app: typer.Typer, files: tuple[str, str], more: list[str]) -> None:
    given = [files[1] if word == "PRED" else word for word in more]
    with pytest.raises(InputError, match=r"one of PRED|exclude each other"):
        CliRunner().invoke(app, ["evaluate", files[0], *given], catch_exceptions=False)
