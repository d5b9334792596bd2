"""The command, as a person types it: what it prints, where, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from quotetrack import __version__, cli

SEEDS = Path(__file__).parent.parent / "seeds"
MOSCOW = str(SEEDS / "moscow-talks.txt")
GOOD = "“We will appeal,” said Ada Obi, a lawyer for the city."


class Run:
    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys, self._monkeypatch = capsys, monkeypatch

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        self._monkeypatch.setattr(sys, "argv", ["quotetrack", *arguments])
        with pytest.raises(SystemExit) as end:
            cli.main()
            raise SystemExit(0)
        out = self._capsys.readouterr()
        return int(end.value.code or 0), out.out, out.err


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    return Run(capsys, monkeypatch)


def test_version(run: Run) -> None:
    assert run("--version")[:2] == (0, f"quotetrack {__version__}\n")


def test_the_table_fits_eighty_columns_and_names_the_speaker(run: Run) -> None:
    code, out, _ = run("extract", MOSCOW)
    assert code == 0
    assert "Sergei Lavrov" in out and "Foreign Minister" in out
    assert max(map(len, out.splitlines())) <= 80


def test_the_ending_of_the_output_chooses_the_format(run: Run, tmp_path: Path) -> None:
    assert run("extract", MOSCOW, "-o", str(tmp_path / "a.csv"))[0] == 0
    assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig").startswith("article,title,")
    assert run("extract", MOSCOW, "-o", str(tmp_path / "a.jsonl"))[0] == 0
    assert '"schema"' in (tmp_path / "a.jsonl").read_text(encoding="utf-8")
    code, _, err = run("extract", MOSCOW, "-o", str(tmp_path / "a.docx"))
    assert code == 2
    assert "no format ends in .docx" in err


def test_json_lines_are_the_exchange_format(run: Run) -> None:
    code, out, _ = run("extract", MOSCOW, "--format", "jsonl")
    document = json.loads(out)
    text = (SEEDS / "moscow-talks.txt").read_text(encoding="utf-8")
    assert code == 0 and document["schema"] == "quotetrack/1" and document["article"]["text"] == text
    for attribution in document["attributions"]:
        for part in (*attribution["content"], *attribution["cue"], *attribution["source"]):
            assert text[part["start"] : part["end"]] == part["text"]


def test_json_lines_in_keep_order_and_meta(run: Run, tmp_path: Path) -> None:
    lines = [{"id": "b", "text": GOOD, "desk": "law"}, {"id": "a", "text": "Rain."}]
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    code, out, _ = run("extract", str(path), "-f", "jsonl")
    articles = [json.loads(line)["article"] for line in out.splitlines()]
    assert code == 0
    assert [(a["id"], a["text"]) for a in articles] == [("b", GOOD), ("a", "Rain.")]
    assert articles[0]["meta"] == {"desk": "law"}


def test_output_goes_to_a_file(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    code, out, _ = run("extract", MOSCOW, "--format", "html", "-o", str(page))
    assert (code, out) == (0, "")
    assert "Sergei Lavrov" in page.read_text(encoding="utf-8")


def test_acts_keep_only_what_was_said(run: Run) -> None:
    _, out, _ = run("extract", MOSCOW, "--format", "jsonl", "--acts", "statement")
    assert {a["act"] for a in json.loads(out)["attributions"]} == {"statement"}


def test_min_confidence_keeps_the_sure(run: Run) -> None:
    _, out, _ = run("extract", MOSCOW, "--format", "jsonl", "--min-confidence", "0.6")
    assert all(a["confidence"] >= 0.6 for a in json.loads(out)["attributions"])


def test_why_explains(run: Run) -> None:
    _, out, _ = run("extract", MOSCOW, "--why")
    assert "resolver" in out and "Confidence" in out


def test_the_demo_prints_the_article_and_writes_a_page(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "demo.html"
    code, out, _ = run("demo", "-o", str(page))
    assert code == 0 and "Sergei Lavrov" in out and page.exists()


# What people get wrong: (arguments, exit code, words of the message that name the thing and the remedy)
WRONG = [
    (["extract", "no-such.txt"], 2, ["no-such.txt"]),
    (["extract", "empty-folder"], 2, ["empty-folder"]),
    (["extract", "latin.txt"], 1, ["latin.txt", "position 3", "UTF-8"]),
    (["extract", "good.txt", "--format", "docx"], 2, ["docx", "jsonl", "html"]),
    (["extract", "good.txt", "--acts", "shout"], 2, ["shout", "statement"]),
    (["extract", "good.txt", "--max-bytes", "10"], 1, ["longer than 10 bytes", "raise max_bytes (--max-bytes)"]),
    (["extract", "body.csv"], 2, ["no column 'text'", "body", "(--text-column)"]),
    (["extract", "good.txt", "--acts", " , "], 2, ["no act", "statement"]),
    (["extract", "good.txt", "--processes", "100000000000000000000"], 2, ["n_process", "1024"]),
    (["extract", "good.txt", "--pipeline", "en_core_web_nope"], 2, ["en_core_web_nope"]),
    (["extract", "good.txt", "--pipeline", "blank"], 2, ["parser"]),
    (["extract", "good.txt", "--model", "empty-folder"], 2, ["card.json"]),
    (["extract", "good.docx"], 2, ["good.docx", "save its text as .txt"]),
    (["extract", "https://a.example/b.html"], 2, ["https://a.example/b.html is an address", "fetches nothing", "curl"]),
    (["extract", "good.txt", "--model", "large"], 2, ["leave it out for the large one"]),
    (["extract", ""], 2, ["no path given"]),
    (["extract", "good"], 2, ["good does not exist; did you mean good.docx or good.txt?"]),
    (["extract", "folder/OLD.TXT"], 2, ["OLD.TXT does not exist; did you mean folder/old.csv?"]),
    (["extract", "nowhere/good.txt"], 2, ["nowhere/good.txt does not exist; check the path, it is taken from"]),
    (["demo", "-o", "page.pdf"], 2, ["page.pdf: a page of HTML is written; name it page.html"]),
    (["extract", "good.txt", "-o", "good.txt"], 2, ["good.txt is among what is read", "write to another place"]),
    (["extract", "folder", "-f", "csv", "-o", "folder/old.csv"], 2, ["folder/old.csv is among what is read"]),
    (["extract", "folder", "-f", "html", "-o", "folder"], 2, ["folder is among what is read"]),
    (["extract", "good.txt", "-f", "brat", "-o", "no/such"], 2, ["no does not exist; create the folder first"]),
    (["extract", "bad.csv"], 1, ["bad.csv line 2: 3 cells in a table of 2 columns", "between double quotes", "closed"]),
    (["extract", "short.csv"], 1, ["short.csv line 2: 1 of 2 cells, none for 'text'", "broken"]),
    (["extract", "headless.csv"], 2, ["the first row must name the columns"]),
    (["extract", "colon.csv"], 2, ["id:text; that is one column: part the columns by commas"]),
    (["extract", "array.jsonl"], 1, ["array.jsonl: one JSON value over the whole file", "name it .json"]),
    (["extract", "lines.json"], 1, ["lines.json: not JSON: Extra data", "name it .jsonl"]),
    (["extract", "plain.txt.gz"], 1, ["plain.txt.gz: damaged gzip file", "take .gz off the name"]),
    (["extract", "page.xml"], 1, ["page.xml: expected NITF or NewsML-G2, got <page>; save the article's text as .txt"]),
    (["extract", "good.txt", "--pipeline", "empty-folder"], 2, ["'empty-folder'", "a directory with a config.cfg"]),
]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with good and bad files, which the test stands in."""
    import spacy

    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "good.docx").write_bytes(b"PK")
    (tmp_path / "latin.txt").write_bytes("Café owners said no.".encode("latin-1"))
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "body.csv").write_bytes(b"body\nRain.\n")
    (tmp_path / "empty-folder").mkdir()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "old.csv").write_text("id,text\n1,Rain.\n")
    (tmp_path / "bad.csv").write_text('id,text\n1,Rain, too\n2,"Rain\n')
    (tmp_path / "short.csv").write_text("id,text\n1\n2,Rain.\n")
    (tmp_path / "headless.csv").write_text("1,Rain.\n")
    (tmp_path / "colon.csv").write_text("id:text\n1:Rain.\n")
    (tmp_path / "array.jsonl").write_text('[\n {"text": "Rain."},\n {"text": "Snow."}\n]\n')
    (tmp_path / "lines.json").write_text('{"text": "Rain."}\n{"text": "Snow."}\n')
    (tmp_path / "plain.txt.gz").write_text("Rain.")
    (tmp_path / "page.xml").write_text("<page/>")
    spacy.blank("en").to_disk(tmp_path / "blank")
    rows = [json.dumps({"id": f"n{i}", "text": GOOD}) for i in range(1, 10)]
    rows[6] = '{"id": "n7", "text": '
    (tmp_path / "news.jsonl").write_text("\n".join(rows), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("arguments", "code", "words"), WRONG, ids=[" ".join(row[0][1:]) for row in WRONG])
def test_a_wrong_call_or_file_says_what_and_what_to_do(
    run: Run, desk: Path, arguments: list[str], code: int, words: list[str]
) -> None:
    found, _, err = run(*arguments)
    assert found == code
    assert all(word in err for word in words), err
    assert "Traceback" not in err
    assert (desk / "good.txt").read_text(encoding="utf-8") == GOOD  # whatever is wrong, the input is as it was


def test_an_empty_file_is_an_article_without_attributions(run: Run, desk: Path) -> None:
    code, out, _ = run("extract", "empty.txt", "-f", "jsonl")
    assert code == 0 and json.loads(out)["attributions"] == []


def test_a_broken_line_is_named_and_the_others_are_answered(run: Run, desk: Path) -> None:
    code, out, err = run("extract", "news.jsonl", "-f", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 1 and err.count("line 7") == 1
    assert err.startswith("quotetrack: news.jsonl line 7: not JSON: ") and "one whole JSON object" in err
    assert [len(row.get("attributions", ["failed"])) for row in rows] == [1] * 9
    assert [("error" in row) for row in rows] == [False] * 6 + [True] + [False] * 2


def test_good_files_are_answered_beside_bad_ones(run: Run, desk: Path) -> None:
    code, out, err = run("extract", "good.txt", "no-such.txt", "latin.txt", "-f", "jsonl")
    assert code == 1 and "no-such.txt" in err and "latin.txt" in err
    assert json.loads(out.splitlines()[0])["article"]["text"] == GOOD


def test_every_command_has_help_with_an_example(run: Run) -> None:
    import typer.main

    cli._register()
    names = sorted(typer.main.get_command(cli.app).commands)  # type: ignore[attr-defined]
    assert {"extract", "demo", "track", "speakers", "evaluate"} <= set(names)
    for name in names:
        code, out, _ = run(name, "--help")
        assert code == 0 and f"quotetrack {name}" in out.replace("\n", " "), name
        assert "Example" in out, name


def test_a_reader_that_goes_away_ends_the_command_quietly() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.run(
        [sys.executable, "-m", "quotetrack", "extract", MOSCOW, "-f", "json"],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert process.returncode == 1
    assert process.stderr == ""


def _bare(*arguments: str, **how: Any) -> tuple[int, str, str]:
    """Run the program as a shell does."""
    done = subprocess.run(
        [sys.executable, "-m", "quotetrack", *arguments], stderr=subprocess.PIPE, check=False, timeout=120, **how
    )
    return done.returncode, (done.stdout or b"").decode("ascii", "replace"), done.stderr.decode()


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="the disk that is always full is a device of Linux")
def test_a_full_disk_behind_the_standard_output_is_told() -> None:
    with open("/dev/full", "wb") as full:
        code, _, err = _bare("extract", MOSCOW, "-f", "csv", stdout=full)
    assert (code, err) == (2, "quotetrack: the output cannot be written: No space left on device\n")


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="standard output is no file here")
def test_a_page_goes_to_standard_output_by_its_name() -> None:
    code, out, err = _bare("extract", MOSCOW, "-f", "html", "-o", "/dev/stdout", stdout=subprocess.PIPE)
    assert (code, err) == (0, "") and out.startswith("<!doctype html>")


def test_a_closed_standard_output_is_told(tmp_path: Path) -> None:
    code, _, err = _bare("extract", MOSCOW, "-f", "jsonl", preexec_fn=lambda: os.close(1))
    assert (code, err) == (2, "quotetrack: standard output is closed; name a file with -o\n")


def test_a_warning_about_a_folder_is_printed_once(run: Run, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = os.scandir

    def scandir(path: Any) -> Any:
        if Path(path).name == "sub":
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    (desk / "folder" / "sub").mkdir()
    monkeypatch.setattr(os, "scandir", scandir)
    code, _, err = run("extract", "folder")
    assert code == 0
    assert err == (
        f"quotetrack: warning: {Path('folder/sub')} cannot be read (Permission denied) and is left out; "
        "check its permissions\n"
    )


def test_a_file_locked_to_us_is_told_and_the_others_are_answered(
    run: Run, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def locked(path: Path, *how: Any, **more: Any) -> Any:
        if path.name == "empty.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *how, **more)

    monkeypatch.setattr(Path, "open", locked)
    code, out, err = run("extract", "empty.txt", "good.txt", "-f", "jsonl")
    assert (code, len(out.splitlines())) == (1, 2)
    assert err == "quotetrack: empty.txt cannot be read: Permission denied; check its permissions\n"


def test_a_closed_standard_input_is_told() -> None:
    code, _, err = _bare("extract", "-", preexec_fn=lambda: os.close(0), stdout=subprocess.PIPE)
    assert (code, err) == (1, "quotetrack: stdin: standard input is closed; name a file instead of -\n")


def test_a_screen_that_shows_no_curly_marks_gets_question_marks() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    code, out, err = _bare("extract", MOSCOW, stdout=subprocess.PIPE, env=environment)
    assert (code, err) == (0, "")
    assert "Sergei Lavrov" in out and "?" in out
