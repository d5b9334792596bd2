"""People files: three formats, errors that say where, and links that show where they come from."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from quotetrack.errors import FormatError, InputError, MissingFileError
from quotetrack.find.found import Found
from quotetrack.find.speakers import resolve_speakers
from quotetrack.models import Article, KnownPerson, KnownRole
from quotetrack.people import read_people

RUIZ = KnownPerson(
    "Ana Maria Ruiz", aliases=("Nani",), roles=(KnownRole("mayor", "Lugo", since="2023-06-17"),), wikidata="Q1"
)
TOML = """[[people]]
name = "Ana Maria Ruiz"
aliases = ["Nani"]
wikidata = "Q1"
roles = [{ title = "mayor", affiliation = "Lugo", since = 2023-06-17 }]
"""
JSONL = (
    '{"name": "Ana Maria Ruiz", "aliases": ["Nani"], "wikidata": "Q1",'
    ' "roles": [{"title": "mayor", "affiliation": "Lugo", "since": "2023-06-17"}]}\n\n'
)
CSV = "name,aliases,title,affiliation,since,wikidata\nAna Maria Ruiz,Nani,mayor,Lugo,2023-06-17,Q1\n"


@pytest.mark.parametrize(("ending", "text"), [("toml", TOML), ("jsonl", JSONL), ("csv", CSV)])
def test_three_formats_say_the_same(tmp_path: Path, ending: str, text: str) -> None:
    file = tmp_path / f"people.{ending}"
    file.write_text(text, encoding="utf-8")
    assert read_people(file) == (RUIZ,)


def test_a_table_may_have_the_semicolons_of_spreadsheets(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name;aliases;title\nAnn Lee;Annie|A. Lee;mayor, acting\n", encoding="utf-8-sig")
    (person,) = read_people(file)
    assert (person.aliases, person.roles[0].title) == (("Annie", "A. Lee"), "mayor, acting")


def test_a_people_file_that_is_not_utf_8_is_told_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_bytes("name\nZoé\n".encode("cp1252"))
    with pytest.raises(FormatError, match=r"people\.csv: byte 0xe9 at position 7 is not UTF-8 .*iconv"):
        read_people(tmp_path / "people.csv")


def test_rows_of_one_name_are_one_person(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name,title\nAnn Lee,mayor\nAnn Lee,senator\n", encoding="utf-8")
    assert [role.title for role in read_people(file)[0].roles] == ["mayor", "senator"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("p.jsonl", '{"name": "Ann"}\n{"name": 3}', "line 2 @ $.name: expected a string, got int"),
        ("p.jsonl", "[1]", "expected a person, got list"),
        ("p.jsonl", '{"name": "Ann", "born": 1960}', "unknown key 'born'"),
        ("p.jsonl", '{"name": "Ann", "roles": [{"title": "x", "since": "May"}]}', "$.roles[0].since"),
        (
            "p.jsonl",
            '{"name": "Ann", "roles": [{"title": "x", "since": "2024-06-31"}]}',
            "$.roles[0].since: expected a date",
        ),
        (
            "p.jsonl",
            '{"name": "Ann", "roles": [{"title": "x", "since": "2024-06-01", "until": "2024-05-31"}]}',
            "p.jsonl line 1 @ $.roles[0]: x since 2024-06-01 until 2024-05-31: the last day comes before the first",
        ),
        ("p.toml", "people = 3", "expected [[people]] tables"),
        ("p.toml", "[[people]", "not TOML"),
        ("p.csv", "who\nAnn", "unknown column 'who'"),
        ("p.csv", "name,wikidata\nAnn,42", "expected a Wikidata id"),
    ],
)
def test_a_bad_file_says_where(tmp_path: Path, name: str, text: str, message: str) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FormatError) as caught:
        read_people(file)
    assert message in str(caught.value)


def test_no_file_and_another_ending(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError):
        read_people(tmp_path / "none.toml")
    (tmp_path / "people.xlsx").write_text("")
    with pytest.raises(InputError):
        read_people(tmp_path / "people.xlsx")


NLP = spacy.blank("en")
NLP.add_pipe("sentencizer")


def link(text: str, source: str, content: str, published: str | None) -> tuple[str | None, str | None, str | None]:
    at, said = text.index(source), text.index(content)
    found = Found(((said, said + len(content)),), (), ((at, at + len(source)),), "indirect")
    resolution = resolve_speakers(NLP(text), [found], article=Article(text, published=published), known=(RUIZ,))
    one = resolution.links[0]
    return (one.speaker.name, one.speaker.wikidata, one.resolver) if one.speaker else (None, None, one.resolver)


def test_an_alias_links_to_the_known_name() -> None:
    assert link("Yesterday Nani said no.", "Nani", "no", None) == ("Ana Maria Ruiz", "Q1", "people-file")


def test_an_office_links_on_days_when_it_is_held() -> None:
    text = "Yesterday the mayor of Lugo said no."
    assert link(text, "the mayor of Lugo", "no", "2024-01-01") == ("Ana Maria Ruiz", "Q1", "people-file")
    assert link(text, "the mayor of Lugo", "no", "2020-01-01")[0] is None
    assert link(text, "the mayor of Lugo", "no", None)[0] is None


def test_an_article_that_says_it_itself_needs_no_file() -> None:
    text = "Yesterday Ana Maria Ruiz said no."
    assert link(text, "Ana Maria Ruiz", "no", None) == ("Ana Maria Ruiz", "Q1", "name")
