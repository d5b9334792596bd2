"""Every public error: what raises it, and what it says. ``docs/errors.md`` is written from this table.

After a change: ``python -m tests.test_errors``.
"""

from __future__ import annotations

import pickle
import re
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
import spacy
from attrs import frozen

import quotetrack
from quotetrack import errors
from quotetrack.errors import QuotetrackError
from quotetrack.evaluate.readers import read_documents
from quotetrack.export import read, write
from quotetrack.files import check_apart
from quotetrack.find.tagger import Tagger
from quotetrack.lang.cards import ATTRIBUTION
from tests.factories import ferry

PAGE = Path(__file__).parents[1] / "docs" / "errors.md"


@frozen
class Case:
    """Is one way to go wrong: the error, what a person did, the message (a pattern), and how to do it."""

    error: str
    did: str
    says: str
    do: Callable[[Path], object]


def _with(name: str, data: bytes, then: Callable[[Path], object]) -> Callable[[Path], object]:
    """Write a file first."""

    def do(folder: Path) -> object:
        path = folder / name
        path.write_bytes(data)
        return then(path)

    return do


def _damaged(folder: Path) -> object:
    copy = folder / "model"
    shutil.copytree(ATTRIBUTION, copy)
    network = copy / "model.onnx"
    data = bytearray(network.read_bytes())
    data[1000] ^= 1
    network.write_bytes(bytes(data))
    return Tagger.load(copy)


def _other_database(folder: Path) -> object:
    path = folder / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    return quotetrack.Tracker(path)


def _closed(folder: Path) -> object:
    with quotetrack.Tracker(folder / "news.db") as tracker:
        pass
    return tracker.quotes()


def _without_an_extra(folder: Path) -> object:
    (folder / "page.html").write_text("<p>No.</p>", encoding="utf-8")
    before = sys.modules.get("trafilatura")
    sys.modules["trafilatura"] = cast(Any, None)  # as if it were not installed
    try:
        return list(quotetrack.read_articles(folder / "page.html"))
    finally:
        if before is None:
            del sys.modules["trafilatura"]
        else:
            sys.modules["trafilatura"] = before


CASES = (
    Case("InputError", "`quotetrack.extract(b'bytes')`", "decode bytes before calling",
         lambda _: quotetrack.extract(cast(Any, b"bytes"))),
    Case("InputError", "`result.keep(acts=['statment'])`", "unknown act 'statment'; choose from statement, denial",
         lambda _: ferry().keep(acts=cast(Any, ["statment"]))),
    Case("InputError", "`result.keep(min_confidence=95)`", "min_confidence must lie between 0 and 1, got 95",
         lambda _: ferry().keep(min_confidence=95)),
    Case("InputError", "`quotetrack.pipe(texts, n_process=0)`", "n_process and batch_size must be 1 or more",
         lambda _: list(quotetrack.pipe(["x"], n_process=0))),
    Case("InputError", "`Finder.load(nlp='en_core_web_sm')`", "nlp must be a spaCy Language, got str",
         lambda _: quotetrack.Finder.load(nlp=cast(Any, "en_core_web_sm"))),
    Case("InputError", "`Finder.load(people='people.toml')`", r"read it first: read_people\('people\.toml'\)",
         lambda _: quotetrack.Finder.load(people=cast(Any, "people.toml"))),
    Case("InputError", "`Finder.load(nested='yes')`", "nested must be True or False, got 'yes'",
         lambda _: quotetrack.Finder.load(nested=cast(Any, "yes"))),
    Case("InputError", "`Article(text, published='3 May 2024')`", "not an ISO date; write it like 2024-05-31",
         lambda _: quotetrack.Article("Rain.", published="3 May 2024")),
    Case("InputError", "`tracker.quotes(since='2024-13-01')`", "not an ISO date; write it like 2024-05-31, 2024-05 or",
         lambda _: quotetrack.Tracker(":memory:").quotes(since="2024-13-01")),
    Case("InputError", "`tracker.quotes(since='2024-06', until='2024-05')`", "is later than until 2024-05; no day",
         lambda _: quotetrack.Tracker(":memory:").quotes(since="2024-06", until="2024-05")),
    Case("InputError", "`tracker.history('unknown')`", "the store has no article 'unknown'; list them with",
         lambda _: quotetrack.Tracker(":memory:").history("unknown")),
    Case("InputError", "`quotetrack.read_articles('https://news.example/a')`", "is an address, and quotetrack fetches",
         lambda _: quotetrack.read_articles("https://news.example/a")),
    Case("InputError", "`quotetrack extract a.txt -o a.txt`", "is among what is read, and would be written",
         _with("a.txt", b"x", lambda path: check_apart(path, [path]))),
    Case("InputError", "`quotetrack evaluate a.txt …`", "holds no attributions to score; wanted are JSON lines",
         _with("a.txt", b"x", read_documents)),
    Case("InputError", "`quotetrack.from_dict('x')`", "expected a dict, got str; for a line of JSON there is from_json",
         lambda _: quotetrack.from_dict(cast(Any, "x"))),
    Case("InputError", "`quotetrack.read_articles('notes.docx')`", "docx",
         _with("notes.docx", b"x", lambda path: list(quotetrack.read_articles(path)))),
    Case("InputError", "`quotetrack.read_articles([])`", "no path given; name a file, a folder, or -",
         lambda _: list(quotetrack.read_articles([]))),
    Case("InputError", "`export.write(results, 'pdf')`", "unknown format 'pdf'; choose from",
         lambda _: write([ferry()], "pdf")),
    Case("InputError", "`export.read('found.csv', 'csv')`", "cannot be read back; these can: jsonl",
         lambda folder: list(read(folder / "found.csv", "csv"))),
    Case("FormatError", "`quotetrack.from_json('{')`", "not JSON",
         lambda _: quotetrack.from_json("{")),
    Case("FormatError", "`quotetrack extract news.jsonl`, a line cut off",
         r"news\.jsonl line 1: not JSON: .*; a line holds one whole JSON object",
         _with("news.jsonl", b'{"id": "a", "te', lambda path: list(quotetrack.read_jsonl(path)))),
    Case("FormatError", "`quotetrack.read_jsonl(path)`, one offset moved by one",
         r"found\.jsonl line 1 @ \$\.attributions\[0\]\.content\[0\]: the article has",
         _with("found.jsonl", quotetrack.to_json(ferry()).replace('"start": 32', '"start": 33', 1).encode(),
               lambda path: list(quotetrack.read_jsonl(path)))),
    Case("FormatError", "`quotetrack.read_jsonl(path)`, written by a later major version",
         r"found\.jsonl line 1 @ \$\.schema: the schema 'quotetrack/2' is not 'quotetrack/1'",
         _with("found.jsonl", b'{"schema": "quotetrack/2"}', lambda path: list(quotetrack.read_jsonl(path)))),
    Case("FormatError", "`quotetrack evaluate gold.jsonl …`, attributions that are no list",
         r"gold\.jsonl line 1 @ \$\.attributions: expected an array",
         _with("gold.jsonl", b'{"id": "a", "attributions": {}}', read_documents)),
    Case("MissingColumnError", "`quotetrack.read_articles('news.csv')`, without a column `text`",
         "has no column 'text'; its columns are: headline, body; choose one with",
         _with("news.csv", b"headline,body\nRain,It rained.\n", lambda path: list(quotetrack.read_articles(path)))),
    Case("MissingFileError", "`quotetrack.read_articles('newz/')`", "newz does not exist",
         lambda folder: list(quotetrack.read_articles(folder / "newz"))),
    Case("PipelineError", "`Finder.load(nlp=spacy.blank('en'))`", r"lacks sentences \('parser'\)",
         lambda _: quotetrack.Finder.load(nlp=spacy.blank("en"))),
    Case("ModelError", "`Finder.load(model=path)`, an empty folder", r"card\.json: no such file",
         lambda folder: Tagger.load(folder)),
    Case("ModelError", "`Finder.load(model='nosuch')`",
         'nosuch: no such model; leave it out for the large one, or give "fast" or a directory',
         lambda _: Tagger.load("nosuch")),
    Case("ModelError", "`Finder.load(model=path)`, one bit of the model changed",
         r"model\.onnx: damaged or changed \(sha256 .*install the package again",
         _damaged),
    Case("MissingExtraError", "`quotetrack.read_articles('page.html')` without trafilatura",
         r"needs the extra 'html': pip install 'quotetrack\[html\]'",
         _without_an_extra),
    Case("StoreError", "`Tracker('notes.db')`, a text file", "is not a quotetrack store",
         _with("notes.db", b"Dear diary, " * 100, lambda path: quotetrack.Tracker(path))),
    Case("StoreError", "`Tracker('other.db')`, another program's", "of another program, not a quotetrack store",
         _other_database),
    Case("StoreError", "`Tracker('no/such/folder/news.db')`", "its folder does not exist; create the folder first",
         lambda folder: quotetrack.Tracker(folder / "no" / "such" / "news.db")),
    Case("StoreError", "`tracker.quotes()`, closed before", r"was closed; open it again: Tracker\('.*news\.db'\)",
         _closed),
)  # fmt: skip


def raised(case: Case, folder: Path) -> QuotetrackError:
    with pytest.raises(QuotetrackError) as caught:
        case.do(folder)
    return caught.value


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.error}: {case.did}")
def test_each_says_what_where_and_what_to_do(case: Case, tmp_path: Path) -> None:
    error = raised(case, tmp_path)
    assert type(error).__name__ == case.error
    assert re.search(case.says, str(error)), str(error)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again)) == (type(error), str(error))


def test_every_error_has_a_case_and_the_nearest_builtin() -> None:
    public = {
        name for name, thing in vars(errors).items() if isinstance(thing, type) and issubclass(thing, QuotetrackError)
    }
    assert public - {"QuotetrackError"} == {case.error for case in CASES}
    for name in public - {"QuotetrackError"}:
        assert issubclass(getattr(errors, name), ValueError | OSError | ImportError), name


def test_the_program_prints_the_message_and_exits_2(tmp_path: Path) -> None:
    import subprocess

    done = subprocess.run(
        [sys.executable, "-m", "quotetrack", "extract", str(tmp_path / "newz")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "newz does not exist" in done.stderr and "Traceback" not in done.stderr


def page(folder: Path) -> str:
    """Write the page of errors from the table and the docstrings."""
    lines = [
        "# Errors",
        "",
        "<!-- Written by python -m tests.test_errors from the table in that file; do not edit. -->",
        "",
        "Odd text is never an error: an unclosed mark, an empty article, a text of 10 MB give what we are sure of.",
        "A wrong call or file always is one, and its message says what, where and what to do. Every error is a",
        "`QuotetrackError` and the nearest builtin too, so `except ValueError` works. The program prints the message",
        "and exits with 2.",
        "",
        "What can be used, but hardly as it was meant, gives an `InputWarning` instead, on the command line a line",
        "that begins with `quotetrack: warning:`: a text that is only the name of a file or an address, a date that is",
        "no ISO date (the article then counts as undated), a file without articles, two articles of one id in one",
        'run. To stop at it: `warnings.simplefilter("error", quotetrack.InputWarning)`.',
        "",
        "```text",
        (errors.__doc__ or "").split("::\n\n", 1)[1].rstrip("\n"),
        "```",
        "",
    ]
    for name in dict.fromkeys(case.error for case in CASES):
        says = (getattr(errors, name).__doc__ or "").strip().split("\n")[0]
        lines += [f"## {name}", "", says, "", "| what was done | message |", "| --- | --- |"]
        for number, case in enumerate(CASES):
            if case.error == name:
                place = folder / str(number)
                place.mkdir()
                message = str(raised(case, place)).replace(str(place), "…").replace(str(Path.cwd()), "…")
                message = re.sub(r"\s+", " ", message).replace("|", "\\|")
                lines.append(f"| {case.did} | {message} |")
        lines.append("")
    return "\n".join(lines)


def test_the_page_is_the_table() -> None:
    shown = PAGE.read_text(encoding="utf-8")
    for case in CASES:
        assert f"| {case.did} | " in shown, "run python -m tests.test_errors"
    assert shown.count("\n| `") == len(CASES)


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as name:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page(Path(name)), encoding="utf-8")
