"""The store's commands as a person types them."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from quotetrack import track_cli
from quotetrack.errors import InputError, QuotetrackError
from quotetrack.serialize import from_json, to_json, write_jsonl
from quotetrack.track import Tracker
from tests.track.articles import HARBOUR, said, week_of_news

app = typer.Typer()
track_cli.register(app)


@pytest.fixture
def store(tmp_path: Path) -> str:
    path = tmp_path / "news.db"
    with Tracker(path) as tracker:
        tracker.add_many(week_of_news())
        tracker.add(said("echo-3", ("Brandt", "Fishing quotas are a matter for parliament, not for the courts")))
        tracker.add(said("evil", ("=cmd|'/C calc'!A0", "\x1b[31mA red herring for every harbour\x1b[0m")))
    return str(path)


def run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, list(arguments), env={"COLUMNS": "160", "TERM": "dumb"})
    assert result.exit_code == code, result.output + repr(result.exception)
    return result.stdout


LISTINGS = [
    ("articles",), ("speakers",), ("quotes",), ("statements",), ("timeline", "ines-okafor"), ("links",),
    ("corrections",), ("failures",), ("diff", "pier-1#a1"), ("kwic", "harbour"),
]  # fmt: skip


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda x: x[0])
def test_every_listing_prints_a_table_json_and_csv(store: str, listing: tuple[str, ...]) -> None:
    command, *rest = listing
    assert "\x1b" not in run(command, store, *rest)
    data = json.loads(run(command, store, *rest, "--json"))
    rows = data["variants"] if command == "diff" else data
    table = list(csv.DictReader(io.StringIO(run(command, store, *rest, "--csv"))))
    assert len(table) == len(rows)
    assert not [cell for row in table for cell in row.values() if cell and cell.startswith(("=", "+", "@"))]
    if command not in {"corrections", "failures"}:
        assert len(rows) > 1
        paged = json.loads(run(command, store, *rest, "--json", "--limit", "1", "--offset", "1"))
        assert (paged["variants"] if command == "diff" else paged) == rows[1:2]


@pytest.mark.parametrize("command", [c.__name__ for c in track_cli.COMMANDS])
def test_every_command_has_help_with_an_example(command: str) -> None:
    shown = run(command, "--help")
    assert "Example" in shown and f"quotetrack {command} news.db" in shown


def test_reading_extractions_in_and_exporting_them_loses_nothing(tmp_path: Path) -> None:
    source, store, out = tmp_path / "in.jsonl", str(tmp_path / "n.db"), tmp_path / "out.jsonl"
    write_jsonl(week_of_news(), source)
    assert "5 added, 0 replaced, 0 unchanged, 0 failed; 5 articles" in run("track", store, str(source))
    assert "0 added, 0 replaced, 5 unchanged, 0 failed" in run("track", store, str(source))
    run("export", store, "-o", str(out))
    by_id = {x.article.id: to_json(x) for x in week_of_news()}
    assert {x.article.id: to_json(x) for x in map(from_json, out.read_text().splitlines())} == by_id
    assert run("export", store) == out.read_text()


def test_the_csv_of_a_store_names_people_and_statements(store: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run("export", store, "--format", "csv").removeprefix("\ufeff"))))
    first = next(row for row in rows if row["article"] == "gazette-1")
    assert (first["person"], first["kind"]) == ("ines-okafor", "direct")
    assert first["statement"].startswith("st-")


def test_a_person_in_full(store: str) -> None:
    told = json.loads(run("speakers", store, "Ines Okafor", "--json"))
    assert told["quotes"] == 2
    assert [o["publisher"] for o in told["outlets"]] == ["Gazette", "The Pier"]
    assert told["roles"][0]["title"] == "harbour master"
    assert "Offices" in run("speakers", store, "Ines Okafor")


def test_a_diff_marks_what_was_left_out_and_what_to_check(store: str) -> None:
    shown = run("diff", store, "pier-1#a1")
    assert HARBOUR in shown
    assert "[-not-]" in shown and "check: altered, negation" in shown
    assert "ines-okafor (from another article)" in shown


def test_a_narrow_terminal_keeps_what_the_next_command_needs(store: str) -> None:
    result = CliRunner().invoke(app, ["statements", store], env={"COLUMNS": "80", "TERM": "dumb"})
    key = json.loads(run("statements", store, "--json"))[0]["statement"]
    assert key in result.stdout
    result = CliRunner().invoke(app, ["speakers", store], env={"COLUMNS": "80", "TERM": "dumb"})
    assert "harbour master" in " ".join(result.stdout.split())


def test_corrections_from_the_command_line(store: str) -> None:
    run("merge", store, "ines-okafor", "rita-okafor", "--note", "one woman")
    assert json.loads(run("speakers", store, "ines-okafor", "--json"))["quotes"] == 3
    assert run("split", store, "ines-okafor", "--article", "gazette-1").strip() == "ines-okafor-2"
    run("alias", store, "anton-brandt", "The Heron")
    assert {c["person"] for c in json.loads(run("corrections", store, "--json"))} == {
        "anton-brandt", "ines-okafor", "ines-okafor-2",
    }  # fmt: skip
    header = next(line for line in run("corrections", store).splitlines() if "article" in line)
    assert header.split() == ["name", "person", "article", "note"]
    run("remove", store, "gazette-1")
    assert json.loads(run("stats", store, "--json"))["articles"] == 6


@pytest.mark.parametrize(
    "arguments",
    [
        ("quotes", "--speaker", "Nobody"),
        ("diff", "st-zz"),
        ("quotes", "--since", "soon"),
        ("timeline", "Okafor"),
        ("quotes", "--kind", "loud"),
        ("speakers", "--kind", "persons"),
        ("quotes", "--outlet", "Gazzette"),
        ("speakers", "--outlet", "Gazzette"),
    ],
)
def test_wrong_calls_raise_our_errors(store: str, arguments: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [arguments[0], store, *arguments[1:]])
    assert isinstance(result.exception, QuotetrackError)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("speakers", "STORE", "--json", "--csv"), "--json and --csv exclude each other"),
        (("speakers", "STORE", "Ines Okafor", "--csv", "--json"), "--json and --csv exclude each other"),
        (("stats", "STORE", "--csv", "--json"), "--json and --csv exclude each other"),
        (("export", "STORE", "-o", "STORE"), "is among what is read, and would be written over"),
        (("report", "STORE", "-o", "STORE"), "is among what is read, and would be written over"),
        (("report", "STORE", "-o", "x.pdf"), r"x\.pdf: a page of HTML is written; name it x\.html"),
        (("export", "STORE", "-o", "x.docx"), r"x\.docx: no format ends in \.docx; .*datasette-metadata"),
        (("export", "STORE", "-f", "brat", "-o", "no/such/folder"), "no/such does not exist; create the folder first"),
        (("export", "STORE", "-f", "brat", "-o", "file"), "file cannot be made a folder: .*; name another one"),
        (("track", "news.txt", "more.txt"), r"the store comes first: quotetrack track news\.db news\.txt"),
        (("track", "empty.txt", "more.txt"), "empty.txt is no store but an article"),
        (("quotes", "STORE", "--since", "2024-06", "--until", "2024-05"), "since 2024-06 is later than until 2024-05"),
        (("split", "STORE", "ines-okafor", "-a", "nowhere"), "has no article 'nowhere'"),
        (("stats", "empty.txt"), "open it once for writing: quotetrack track empty.txt ARTICLES…"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_wrong_command_is_told_and_nothing_is_lost(
    store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty.txt").touch()
    Path("file").write_text("mine")
    given = [store if word == "STORE" else word for word in arguments]
    result = CliRunner().invoke(app, given)
    assert isinstance(result.exception, QuotetrackError) and re.search(says, str(result.exception)), result.exception
    assert Path("empty.txt").read_bytes() == b"" and Path("file").read_text() == "mine"
    assert not Path("news.txt").exists() and json.loads(run("stats", store, "--json"))["articles"] == 7


def test_the_ending_chooses_the_format_of_an_export(store: str, tmp_path: Path) -> None:
    run("export", store, "-o", str(tmp_path / "a.csv"))
    run("export", store, "-o", str(tmp_path / "a.json"))
    run("export", store, "-o", str(tmp_path / "a"))
    assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig").startswith("article,")
    assert len(json.loads((tmp_path / "a.json").read_text())) == len((tmp_path / "a").read_text().splitlines()) == 7


def test_nothing_is_removed_when_one_of_the_articles_is_not_there(store: str) -> None:
    result = CliRunner().invoke(app, ["remove", store, "pier-1", "nowhere"])
    assert isinstance(result.exception, InputError) and "nowhere" in str(result.exception)
    assert json.loads(run("stats", store, "--json"))["articles"] == 7
    run("remove", store, "pier-1", "pier-1")
    assert json.loads(run("stats", store, "--json"))["articles"] == 6


def test_texts_of_standard_input_do_not_replace_each_other(tmp_path: Path) -> None:
    store = str(tmp_path / "n.db")
    for text, tally in (("It rained.", "1 added"), ("It snowed.", "1 added"), ("It rained.", "1 unchanged")):
        result = CliRunner().invoke(app, ["track", store, "-"], input=text)
        assert result.exit_code == 0 and tally in result.stdout
    assert "2 articles" in result.stdout


def test_a_line_that_failed_is_named_once(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_text('{"id": "a", "text": "Rain."}\n{"id": "b", "text"\n{"id": "n3", "text": 4}\n')
    result = CliRunner().invoke(app, ["track", str(tmp_path / "n.db"), str(tmp_path / "b.jsonl")])
    assert result.exit_code == 1
    first, second = result.stderr.splitlines()
    assert first.startswith(f"quotetrack: {tmp_path / 'b.jsonl'} line 2: not JSON: ")
    assert first.endswith("; a line holds one whole JSON object, from { to }")
    assert second.startswith(f"quotetrack: n3: {tmp_path / 'b.jsonl'} line 3 @ $.text: expected a string")


def test_asking_makes_no_file(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["stats", str(tmp_path / "none.db")])
    assert isinstance(result.exception, QuotetrackError)
    assert not (tmp_path / "none.db").exists()


def test_the_articles_of_a_store_are_listed_the_newest_first(store: str) -> None:
    rows = json.loads(run("articles", store, "--json"))
    days = [row["published"] for row in rows]
    assert (len(rows), days) == (7, sorted(days, reverse=True))
    assert sum(row["quotes"] for row in rows) == json.loads(run("stats", store, "--json"))["attributions"]
    assert {row["article"] for row in json.loads(run("articles", store, "--outlet", "Gazette", "--json"))} == {
        "gazette-1", "gazette-2",
    }  # fmt: skip
    result = CliRunner().invoke(app, ["articles", store, "--outlet", "Gazete"])
    assert "did you mean Gazette" in str(result.exception)


@pytest.mark.parametrize(
    ("given", "says"),
    [("gazete-1", "did you mean gazette-1 or"), ("nosuch", "list them with: quotetrack articles STORE")],
)
def test_an_article_that_is_not_there_is_told_with_those_that_are(store: str, given: str, says: str) -> None:
    result = CliRunner().invoke(app, ["remove", store, given])
    assert isinstance(result.exception, InputError) and says in str(result.exception)
    with Tracker(store) as tracker, pytest.raises(InputError, match=says):
        tracker.get(given)


def test_one_article_is_one(tmp_path: Path) -> None:
    write_jsonl(week_of_news()[:1], tmp_path / "one.jsonl")
    said = run("track", str(tmp_path / "n.db"), str(tmp_path / "one.jsonl"))
    assert said.startswith("1 added, ") and "; 1 article in " in said
