"""What a clumsy program hands over: an answer, or an error that says what is wrong, never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import pytest

import quotetrack
from quotetrack.errors import InputError, MissingFileError
from quotetrack.export import write
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


WRONG: dict[str, Callable[[], object]] = {
    "a half process": lambda: list(quotetrack.pipe(["x"], n_process=cast(Any, 1.5))),
    "a batch size in words": lambda: list(quotetrack.pipe(["x"], batch_size=cast(Any, "all"))),
    "a model that is a number": lambda: quotetrack.Finder.load(model=cast(Any, 3)),
    "an answer in words": lambda: quotetrack.Finder.load(given_names=cast(Any, "no")),
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
