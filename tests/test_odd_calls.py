"""What a clumsy program hands over: an answer, or an error that says what is wrong, never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pytest
import spacy

import quotetrack
from quotetrack.api import default_finder
from quotetrack.errors import InputError, MissingFileError
from quotetrack.evaluate.readers import read_documents
from quotetrack.evaluate.scoring import evaluate
from quotetrack.export import read, write
from quotetrack.scale import extract_frame
from tests.factories import ferry


@pytest.mark.parametrize("field", ["id", "title", "url", "publisher"])
@pytest.mark.parametrize("value", [float("nan"), date(2024, 5, 1), 7, b"x"], ids=["NaN", "date", "number", "bytes"])
def test_what_is_known_of_an_article_is_text(field: str, value: object) -> None:
    with pytest.raises(InputError, match=f"the {field} of an article must be a str or None"):
        quotetrack.Article("Rain.", **{field: cast(Any, value)})


@pytest.mark.parametrize("value", [float("nan"), 7, 2024, b"2024-05-31", ["2024-05-31"]], ids=repr)
def test_a_date_is_no_number(value: object) -> None:
    with pytest.raises(InputError, match="the published of an article must be a str, a date or None, got"):
        quotetrack.Article("Rain.", published=cast(Any, value))


@pytest.mark.parametrize(
    "value", ["3 May 2024", "2024-06-31", "2024-13-01", "2024-13", "0000", "31.05.2024", "\ud800", "x"]
)
def test_a_date_that_is_none_is_told_with_the_way_to_write_it(value: str) -> None:
    with pytest.raises(InputError, match="is not an ISO date; write it like 2024-05-31"):
        quotetrack.Article("Rain.", published=value)
    with pytest.raises(InputError, match="a day like 2024-05-31"):
        quotetrack.KnownRole("mayor", since=value)


DATES: list[tuple[Any, str | None]] = [
    (date(2024, 5, 31), "2024-05-31"),
    (datetime(2024, 5, 31, 10, 30), "2024-05-31T10:30:00"),
    (datetime(2024, 5, 31, 10, 30, tzinfo=UTC), "2024-05-31T10:30:00+00:00"),
    ("2024-05-31T10:30Z", "2024-05-31T10:30Z"),
    (" 2024-05-31\n", "2024-05-31"),
    ("20240531", "2024-05-31"),
    ("2024-05", "2024-05"),
    ("2024", "2024"),
    ("", None),
    (None, None),
]


@pytest.mark.parametrize(("given", "kept"), DATES, ids=lambda value: repr(value))
def test_a_date_is_kept_as_iso(given: str | date | None, kept: str | None) -> None:
    assert quotetrack.Article("Rain.", published=given).published == kept


def test_an_office_is_held_between_days() -> None:
    role = quotetrack.KnownRole("mayor", since=date(2024, 5, 31), until=datetime(2024, 6, 1, 10))
    assert (role.since, role.until) == ("2024-05-31", "2024-06-01")
    with pytest.raises(InputError, match="a day like 2024-05-31, not '2024-05'"):
        quotetrack.KnownRole("mayor", until="2024-05")


def test_a_result_with_a_date_that_is_none_says_its_line(tmp_path: Path) -> None:
    line = quotetrack.to_json(ferry())
    (tmp_path / "found.jsonl").write_text(line + "\n" + line.replace("2024-03-02", "2 March 2024"), encoding="utf-8")
    with pytest.raises(
        quotetrack.FormatError, match=r"found\.jsonl line 2 @ \$\.article: published '2 March 2024' is not"
    ):
        list(quotetrack.read_jsonl(tmp_path / "found.jsonl"))


@pytest.mark.parametrize("given", ["“No,” said Ada Obi.", quotetrack.Article("Rain."), None, 5], ids=repr)
def test_one_text_is_not_taken_for_many_articles(given: object) -> None:
    with pytest.raises(InputError, match="pipe takes several articles; put one into a list"):
        list(quotetrack.pipe(cast(Any, given)))


PEOPLE: list[tuple[object, str]] = [
    ("people.toml", r"not a path; read it first: read_people\('people\.toml'\)"),
    (Path("people.toml"), r"not a path; read it first: read_people\('people\.toml'\)"),
    (3, "several KnownPerson, got one int; put it into a list"),
    (quotetrack.KnownPerson("Ada Obi"), "several KnownPerson, got one KnownPerson; put it into a list"),
    (["Ada Obi"], r"must be KnownPerson\(.*, got str; or read a people file with read_people\(path\)"),
    ([{"name": "Ada Obi"}], "got dict; or read a people file"),
]


@pytest.mark.parametrize(("people", "says"), PEOPLE, ids=lambda value: repr(value)[:20])
def test_the_people_of_a_finder_are_known_people(people: object, says: str) -> None:
    with pytest.raises(InputError, match=says):
        quotetrack.Finder.load(people=cast(Any, people))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"x", "got bytes; decode bytes before calling"),
        (None, "got NoneType; give the text itself"),
        (["x"], "got list; give"),
    ],
    ids=["bytes", "nothing", "a list"],
)
def test_what_is_no_text_is_told_with_what_to_do(text: object, says: str) -> None:
    with pytest.raises(InputError, match=says):
        quotetrack.extract(cast(Any, text))


def test_one_act_is_not_taken_for_several() -> None:
    with pytest.raises(InputError, match="acts must be several, got the str 'statement'; put it into a list"):
        ferry().keep(acts=cast(Any, "statement"))


def _made(*content: quotetrack.TextSpan, kind: str = "direct") -> quotetrack.Extraction:
    parts = (quotetrack.TextSpan(0, 2, "He"),) if kind == "loud" else content
    one = quotetrack.Attribution("a1", cast(Any, kind), parts)
    return quotetrack.Extraction(quotetrack.Article("He said no."), (one,))


CALLS: dict[str, tuple[Callable[[], object], str]] = {
    "nested in words": (lambda: quotetrack.Finder.load(nested=cast(Any, "yes")), "nested must be True or False, got"),
    "names in words": (lambda: quotetrack.Finder.load(given_names=cast(Any, "no")), "given_names must be True or"),
    "a model by its size": (lambda: quotetrack.Finder.load(model="large"), 'leave it out for the large one, or give "'),
    "a path object": (
        lambda: quotetrack.extract(cast(Any, Path("a.txt"))),
        r"read the file: read_articles\('a\.txt'\)",
    ),
    "a dict of texts": (lambda: list(quotetrack.pipe(cast(Any, {"a": "x"}))), "not a dict; give its values"),
    "bytes for many": (lambda: list(quotetrack.pipe(cast(Any, b"No."))), "put one into a list"),
    "meta in words": (
        lambda: quotetrack.Article("x", meta=cast(Any, "y")),
        "meta of an article must be a dict, got str",
    ),
    "one number of acts": (lambda: ferry().keep(acts=cast(Any, 5)), "acts must be several of statement"),
    "a text for a dict": (lambda: quotetrack.from_dict(cast(Any, "x")), "a dict, got str; for a line of JSON there is"),
    "a list for a dict": (lambda: quotetrack.from_dict(cast(Any, [])), "expected a dict, got list"),
    "a text to write": (
        lambda: quotetrack.to_json(cast(Any, "x")),
        r"an Extraction or a Failure, got str; extract\(text\)",
    ),
    "a text as results": (lambda: write(cast(Any, "x"), "csv"), "expected extractions, got str"),
    "texts as results": (lambda: write(cast(Any, ["x"]), "csv"), "expected extractions, got str"),
    "nothing as results": (lambda: write(cast(Any, None), "csv"), "expected extractions, got NoneType"),
    "a number of results": (lambda: quotetrack.write_jsonl(cast(Any, 5), "x"), "expected extractions, got int"),
    "a number to write to": (lambda: write(ferry(), "csv", cast(Any, 5)), "expected the path of a file or folder"),
    "lines to a number": (lambda: quotetrack.write_jsonl([], cast(Any, 5)), "a file open for text, got int"),
    "lines to bytes": (
        lambda: quotetrack.write_jsonl([], cast(Any, BytesIO())),
        "open for text, got BytesIO; give its",
    ),
    "lines of a number": (lambda: list(quotetrack.read_jsonl(cast(Any, 5))), "a path or an open file, got int"),
    "an empty path": (lambda: quotetrack.read_articles(""), "no path given; name a file"),
    "an empty path beside": (lambda: quotetrack.read_articles(["x.txt", ""]), "no path given; name a file"),
    "an open file": (lambda: quotetrack.read_articles(cast(Any, BytesIO())), "got the open file .*; give its path"),
    "an address": (lambda: quotetrack.read_articles("https://a.example/b"), "https://a.example/b is an address, and"),
    "an address as path": (
        lambda: quotetrack.read_articles(Path("https://a.example/b")),
        "curl -o page.html https://a.ex",
    ),
    "a column by number": (
        lambda: quotetrack.read_articles("x", text_column=cast(Any, 1)),
        "text_column must be a str",
    ),
    "people from nothing": (lambda: quotetrack.read_people(cast(Any, None)), "path of a people file, got NoneType"),
    "people from the web": (lambda: quotetrack.read_people("https://a.example/p.csv"), "quotetrack fetches nothing"),
    "nobody": (lambda: quotetrack.KnownPerson(" "), "name of a KnownPerson must be a str, and not empty"),
    "a number for a name": (lambda: quotetrack.KnownPerson(cast(Any, 5)), "name of a KnownPerson must be a str"),
    "one alias": (
        lambda: quotetrack.KnownPerson("A", aliases=cast(Any, "B")),
        "aliases must be a tuple of str, got 'B'",
    ),
    "an office in words": (lambda: quotetrack.KnownPerson("A", roles=cast(Any, ("x",))), "a tuple of KnownRole, got"),
    "an empty office": (lambda: quotetrack.KnownRole(""), "title of a KnownRole must be a str, and not empty"),
    "no path among others": (lambda: quotetrack.read_articles(cast(Any, [None])), "a str or a Path, got NoneType"),
    "a number to read from": (lambda: read(cast(Any, 5), "jsonl"), "expected the path of a file, got 5"),
    "an empty name to read": (lambda: list(read("", "jsonl")), "expected the path of a file, got ''"),
    "gold from a number": (lambda: read_documents(cast(Any, 5)), "expected the path of a file, got 5"),
    "gold from nowhere": (lambda: read_documents(""), "expected the path of a file, got ''"),
    "no gold": (lambda: evaluate([], []), "the gold holds no article to score"),
    "a record": (
        lambda: quotetrack.extract(cast(Any, {"text": "x"})),
        r"make an Article of it: Article\(record\['text'\]",
    ),
    "no frame": (lambda: extract_frame(cast(Any, ["x"])), "expected a pandas.DataFrame, got list; for a list of texts"),
    "a text for a Doc": (lambda: default_finder().extract_doc(cast(Any, "x")), "expected a spaCy Doc, got str; for a"),
    "the Doc of another": (
        lambda: default_finder().extract_doc(spacy.blank("en")("He said no."), article=quotetrack.Article("Rain.")),
        "the text of the article is not the Doc's",
    ),
    "a text in an extraction": (
        lambda: quotetrack.to_json(quotetrack.Extraction(cast(Any, "x"))),
        "extraction.article: expected an Article, got str",
    ),
    "words as attributions": (
        lambda: quotetrack.to_json(quotetrack.Extraction(quotetrack.Article("x"), cast(Any, ("y",)))),
        r"extraction\.attributions\[0\]: expected an Attribution, got str",
    ),
    "offsets that do not fit": (
        lambda: quotetrack.to_json(_made(quotetrack.TextSpan(0, 500, "x"))),
        r"extraction\.attributions\[0\]\.content\[0\]: offsets 0 to 500 lie outside the article",
    ),
    "words that are not there": (
        lambda: quotetrack.to_json(_made(quotetrack.TextSpan(0, 2, "No"))),
        r"content\[0\]: the article has 'He' there, not 'No'",
    ),
    "an attribution of nothing": (lambda: quotetrack.to_json(_made()), "needs at least one part of content"),
    "a kind that is none": (lambda: quotetrack.to_json(_made(kind="loud")), "unknown kind or act 'loud'"),
    "an extraction for a store": (
        lambda: quotetrack.Tracker(":memory:").add(_made(quotetrack.TextSpan(0, 2, "No"))),
        "the article has 'He' there, not 'No'",
    ),
    "a failure without a name": (
        lambda: quotetrack.Tracker(":memory:").add(quotetrack.Failure(cast(Any, 5), "X", "y")),
        "the id of a failure must be a str, got int",
    ),
    "an office that ends first": (
        lambda: quotetrack.KnownRole("mayor", since="2024-06-01", until="2024-05-31"),
        "the last day comes before the first",
    ),
}


@pytest.mark.parametrize(("do", "says"), CALLS.values(), ids=list(CALLS))
def test_a_wrong_call_is_told_with_what_is_right(do: Callable[[], object], says: str) -> None:
    with pytest.raises((InputError, quotetrack.ModelError), match=says):
        do()


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("~/a.txt", r"only a shell knows ~.*expanduser\(\)"),
        ("*.txt", r"no pattern is looked up.*glob\.glob\(pattern\)"),
    ],
)
def test_what_a_shell_would_have_made_of_a_path_is_told(path: str, says: str) -> None:
    with pytest.raises(MissingFileError, match=says):
        quotetrack.read_articles(path)


WRONG: dict[str, Callable[[], object]] = {
    "a half process": lambda: list(quotetrack.pipe(["x"], n_process=cast(Any, 1.5))),
    "a batch size in words": lambda: list(quotetrack.pipe(["x"], batch_size=cast(Any, "all"))),
    "a model that is a number": lambda: quotetrack.Finder.load(model=cast(Any, 3)),
    "no thread": lambda: quotetrack.Finder.load(threads=0),
    "a confidence in words": lambda: ferry().keep(min_confidence=cast(Any, "high")),
    "a number for a line": lambda: quotetrack.from_json(cast(Any, 5)),
    "no path": lambda: quotetrack.read_articles(cast(Any, None)),
    "a number for a path": lambda: quotetrack.read_articles(cast(Any, [5])),
    "a limit in words": lambda: quotetrack.read_articles("x", max_bytes=cast(Any, "5")),
    "a name that is too long": lambda: quotetrack.read_articles("x" * 5000),
    "a name with half a character": lambda: quotetrack.read_articles("\ud800.txt"),
    "a name with NUL": lambda: quotetrack.read_articles("a\0b.txt"),
}


@pytest.mark.parametrize("do", WRONG.values(), ids=list(WRONG))
def test_a_wrong_call_is_told(do: Callable[[], object]) -> None:
    with pytest.raises(InputError) as caught:
        do()
    assert str(caught.value)


def test_a_path_through_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rain.", encoding="utf-8")
    with pytest.raises((InputError, MissingFileError), match=r"a\.txt"):
        quotetrack.read_articles(tmp_path / "a.txt" / "b.txt")


def test_one_extraction_is_written_as_one(tmp_path: Path) -> None:
    write(ferry(), "jsonl", tmp_path / "one.jsonl")
    quotetrack.write_jsonl(cast(Any, ferry()), tmp_path / "other.jsonl")
    assert (
        [*quotetrack.read_jsonl(tmp_path / "one.jsonl")]
        == [*quotetrack.read_jsonl(tmp_path / "other.jsonl")]
        == [ferry()]
    )
