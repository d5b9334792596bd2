"""What is used, but hardly as it was meant, is told once, at the caller's line, with what to do; it never raises."""

from __future__ import annotations

import json
import os
import sys
import warnings
from pathlib import Path
from typing import Any

import pandas
import pytest

import quotetrack
from quotetrack import Article, Extraction, InputWarning, Tracker, cli, read_articles
from quotetrack.scale import extract_frame
from quotetrack.suspect import address, mistaken
from tests.factories import ferry

GOOD = "“We will appeal,” said Ada Obi, a lawyer for the city."


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("https://news.example/a", "is an address, and quotetrack fetches nothing"),
        (" www.news.example/a\n", "is an address"),
        ("story.txt", r"looks like a file's name; to read the file: read_articles\('story\.txt'\)"),
        ("no/such/page.HTML", "looks like a file's name"),
        ("news.jsonl.gz", "looks like a file's name"),
        ("\ufeff\n<!DOCTYPE html><p>“No,” she said.", "the source of a web page"),
        ("https://news.example/a\nhttps://news.example/b", "is a list of addresses"),
        ("a.txt\n\nb.txt\n", r"is a list of files' names; to read the files: read_articles\(\['a.txt', …\]\)"),
        ("https://news.example/a\n" * 500, "is a list of addresses"),
        ("<html lang=en>", r"the source of a web page.*read_articles\('page\.html'\)"),
    ],
)
def test_a_text_that_names_something_to_read_is_told(text: str, says: str) -> None:
    with pytest.warns(InputWarning, match=says) as caught:
        result = quotetrack.extract(text)
    assert result.article.text == text and isinstance(result, Extraction)
    assert [Path(w.filename).name for w in caught] == [Path(__file__).name]  # not a line of ours


@pytest.mark.parametrize(
    "text",
    [
        "", " \n", "No.", "No comment", "Amazon.com", "story.txt\nis missing", "See https://news.example/a for more.",
        "He wrote to www.news.example today", "\ud800\0.tx", "a" * 5000 + ".txt", "She opened story.txt.", "1/2",
        "<p>No", "a.txt\nb.txt\nand c.txt", "https://a.example\nhe wrote.", "Mr.\nX.md said.", "x\n" * 1000 + "a.txt",
    ],
)  # fmt: skip
def test_what_may_be_a_text_is_not_told(text: str) -> None:
    assert mistaken(text) is None


def test_the_name_of_a_file_that_is_there_is_told_whatever_its_ending(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert mistaken("notes of May") is None
    Path("notes of May").write_text(GOOD, encoding="utf-8")
    assert "read_articles('notes of May')" in str(mistaken("notes of May"))


def test_a_text_makes_nobody_look_at_another_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("quotetrack.suspect.isfile", lambda name: bool(asked.append(name)))
    for text in (r"\\host\share\a", "//host/share/a", "/net/host/a", "C:a", "a//host", "sub/notes", "no comment"):
        mistaken(text)
    assert asked == ["sub/notes", "no comment"]


def test_addresses_are_no_paths() -> None:
    assert address("https:/a.example/b") == address("https://a.example/b") == "https://a.example/b"
    assert [address(path) for path in ("C:/news/a.txt", "a.txt", "news:1.txt", "/tmp/x", "")] == [None] * 5


def test_many_texts_and_a_store_tell_it_too() -> None:
    with pytest.warns(InputWarning, match="story"):
        list(quotetrack.pipe(["story.txt"]))
    with Tracker(":memory:", pipe=lambda articles: [Extraction(article) for article in articles]) as tracker:
        with pytest.warns(InputWarning, match="art/x"):
            assert tracker.add("art/x.txt").outcome == "added"
        with pytest.warns(InputWarning, match="art/y"):
            tracker.add_many(["art/y.txt"])


def _written(folder: Path, name: str, dates: list[Any], key: str = "published") -> Path:
    rows = [{"id": f"n{i}", "text": GOOD, key: date} for i, date in enumerate(dates)]
    path = folder / name
    if name.endswith(".csv"):
        lines = [f"id,text,{key}", *(f'{row["id"]},No.,"{row[key] or ""}"' for row in rows)]
        path.write_text("\n".join(lines), encoding="utf-8")
    else:
        text = json.dumps(rows) if name.endswith(".json") else "\n".join(map(json.dumps, rows))
        path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "place"), [("n.jsonl", "n.jsonl line 3: "), ("n.csv", "n.csv line 4: "), ("n.json", r"n.json @ $[2]: ")]
)
def test_a_date_that_is_none_is_told_once_a_file(tmp_path: Path, name: str, place: str) -> None:
    path = _written(tmp_path, name, ["2024-05-31", None, "May 3, 2024", "3.5.2024", "2024-06"])
    with pytest.warns(InputWarning) as caught:
        found = list(read_articles(path))
    assert [a.published for a in found if isinstance(a, Article)] == ["2024-05-31", None, None, None, "2024-06"]
    (said,) = (str(w.message) for w in caught)
    assert f"{place}published 'May 3, 2024' is not an ISO date" in said
    assert "write dates like 2024-05-31" in said
    assert Path(caught[0].filename).name == Path(__file__).name


def test_a_date_that_is_none_is_told_once_a_frame() -> None:
    frame = pandas.DataFrame({"id": [1, 2, 3], "text": "No.", "published": ["2024-05-31", "May 3, 2024", "3.5.2024"]})
    with pytest.warns(InputWarning, match="@ row 2: published 'May 3, 2024' is not an ISO date") as caught:
        assert len(extract_frame(frame)) == 3
    assert len(caught) == 1


def test_a_date_under_another_name_is_told(tmp_path: Path) -> None:
    path = _written(tmp_path, "n.jsonl", ["2024-05-31", "2024-06-01"], key="Date")
    with pytest.warns(InputWarning, match=r"n\.jsonl line 1: no 'published' here, but 'Date'.*rename it") as caught:
        list(read_articles(path))
    assert len(caught) == 1


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("urls.txt", "https://a.example/1\nhttps://a.example/2\n", r"urls\.txt: the text .* is a list of addresses"),
        ("saved.txt", "<!doctype html><p>“No,” she said.</p>", r"saved\.txt: the text is the source of a web page"),
        (
            "n.csv",
            "id,text\n1,Rain.\n2,www.a.example/2\n3,www.a.example/3\n",
            r"n\.csv line 3: the text .* is an address",
        ),
        (
            "n.jsonl",
            '{"text": "a.txt"}\n{"text": "b.txt"}\n',
            r"n\.jsonl line 1: the text 'a\.txt' looks like a file's name",
        ),
    ],
)
def test_a_file_of_names_is_told_once(tmp_path: Path, name: str, data: str, says: str) -> None:
    (tmp_path / name).write_text(data, encoding="utf-8")
    with pytest.warns(InputWarning, match=says) as caught:
        assert all(isinstance(a, Article) for a in read_articles(tmp_path / name))
    assert len(caught) == 1


@pytest.mark.parametrize("name", ["n.jsonl", "n.csv", "n.json"])
def test_good_dates_and_none_are_not_told(tmp_path: Path, name: str) -> None:
    path = _written(tmp_path, name, ["2024-05-31", None, "2024"])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(list(read_articles(path))) == 3


def test_a_folder_locked_to_us_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "sub").mkdir()
    listed = os.scandir

    def scandir(path: Any) -> Any:
        if Path(path).name == locked:
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    locked = "sub"
    with pytest.warns(InputWarning, match=r"sub cannot be read \(Permission denied\) and is left out"):
        assert len(list(read_articles(tmp_path))) == 1
    locked = tmp_path.name
    with pytest.raises(quotetrack.InputError, match="cannot be read: Permission denied; check its permissions"):
        read_articles(tmp_path)


@pytest.mark.parametrize(("name", "data"), [("a.jsonl", ""), ("b.csv", ""), ("c.csv", "id,text\n"), ("d.json", "[]")])
def test_a_file_without_articles_is_told(tmp_path: Path, name: str, data: str) -> None:
    (tmp_path / name).write_text(data, encoding="utf-8")
    with pytest.warns(InputWarning, match=f"{name} holds no article"):
        assert list(read_articles(tmp_path / name)) == []


def test_two_articles_of_one_id_in_one_call_are_told_once() -> None:
    def news(*texts: str) -> list[Extraction]:
        return [Extraction(Article(text, id=id)) for id in ("a", "b") for text in texts]

    with Tracker(":memory:") as tracker:
        tracker.add(ferry())
        with pytest.warns(InputWarning, match="two articles have the id 'a'.*give each an id of its own") as caught:
            assert tracker.add_many(news("One.", "Two.")).replaced == 2
        assert len(caught) == 1
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert tracker.add_many(news("Three.")).replaced == 2  # edited since
            assert tracker.add_many(news("Three.", "Three.")).unchanged == 4
            tracker.add(news("Four.")[0])
            tracker.add(news("Five.")[0])


def test_the_command_line_prints_a_warning_as_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _written(tmp_path, "n.jsonl", ["May 3, 2024", "May 4, 2024"])
    monkeypatch.setattr(sys, "argv", ["quotetrack", "extract", str(path), "-f", "jsonl"])
    for _ in range(2):  # each run anew, as a program is
        with pytest.raises(SystemExit):
            cli.main()
        out, err = capsys.readouterr()
        assert len(out.splitlines()) == 2
        assert (
            err.startswith(f"quotetrack: warning: {path} line 1: published 'May 3, 2024' is not")
            and err.count("\n") == 1
        )
