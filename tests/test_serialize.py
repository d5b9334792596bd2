from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from quotetrack.errors import FormatError, InputError, MissingFileError
from quotetrack.models import Article, Attribution, Extraction, Failure, Speaker, TextSpan
from quotetrack.serialize import (
    failure_from_dict,
    from_dict,
    from_json,
    read_jsonl,
    to_dict,
    to_json,
    write_jsonl,
)
from tests.factories import ferry


def test_every_field_survives_a_round_trip() -> None:
    assert from_json(to_json(ferry())) == ferry()
    assert from_dict(to_dict(ferry())) == ferry()


def test_a_line_is_ascii_without_line_ends_and_keeps_lone_surrogates_and_nul() -> None:
    text = "He said: \ud83d \x00 \u2028 go\r\n"
    extraction = Extraction(Article(text), (Attribution("a1", "indirect", (TextSpan.of(text, 9, 14),)),))
    line = to_json(extraction)
    assert line.isascii() and "\n" not in line
    assert from_json(line) == extraction


def test_a_surrogate_pair_in_two_pieces_is_refused_because_json_would_join_it() -> None:
    with pytest.raises(InputError, match="surrogatepass"):
        to_json(Extraction(Article("Go \ud83d\ude00")))


def test_the_speakers_of_attributions_are_the_speakers_of_the_list() -> None:
    back = from_json(to_json(ferry()))
    assert back[0].speaker is back.speakers[0]


def test_the_field_names_are_those_of_the_contract() -> None:
    data = to_dict(ferry())
    fields = "id kind content cue cue_lemma act negated source speaker addressee channel said_on parent confidence"
    assert [*data["attributions"][0]] == [*fields.split(), "resolver", "evidence"]
    assert data["attributions"][0]["said_on"]["date"] == "2024-03-01"
    assert list(data["speakers"][0]["roles"][0]) == ["title", "affiliation", "tense", "start", "end", "text"]
    assert data["attributions"][0]["speaker"] == "s1"


def test_unknown_fields_are_ignored_and_optional_ones_default() -> None:
    data = {
        "schema": "quotetrack/1.4",
        "later": True,
        "article": {"text": "Go, she said.", "mood": "grim"},
        "attributions": [
            {"id": "a1", "kind": "direct", "content": [{"start": 0, "end": 2, "text": "Go"}], "statement": 7}
        ],
    }
    extraction = from_dict(data)
    assert extraction[0] == Attribution("a1", "direct", (TextSpan(0, 2, "Go"),))
    assert extraction.article == Article("Go, she said.") and extraction.speakers == ()


def broken(change: Any) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(to_json(ferry()))
    change(data)
    return data


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (lambda d: d["attributions"][3]["cue"][0].update(start="7"), "$.attributions[3].cue[0].start", "whole number"),
        (lambda d: d["attributions"][3]["cue"][0].update(start=True), "$.attributions[3].cue[0].start", "a boolean"),
        (lambda d: d["attributions"][3]["cue"][0].pop("end"), "$.attributions[3].cue[0].end", "missing"),
        (lambda d: d["attributions"][1].update(cue="said"), "$.attributions[1].cue", "an array"),
        (lambda d: d["attributions"][1].update(content=[]), "$.attributions[1].content", "at least one"),
        (lambda d: d["attributions"][1].update(kind="Direct"), "$.attributions[1].kind", "mixed"),
        (lambda d: d["attributions"][1].update(act=["statement"]), "$.attributions[1].act", "one of"),
        (lambda d: d["attributions"][1].update(confidence=1.5), "$.attributions[1].confidence", "0 to 1"),
        (lambda d: d["attributions"][1].update(speaker="s9"), "$.attributions[1].speaker", "s9"),
        (lambda d: d["attributions"][1].update(id="a1"), "$.attributions[1].id", "twice"),
        (lambda d: d["attributions"].insert(0, "a0"), "$.attributions[0]", "an object"),
        (lambda d: d["attributions"][0]["said_on"].update(date=2024), "$.attributions[0].said_on.date", "a string"),
        (lambda d: d["speakers"][0].update(aliases="Okafor"), "$.speakers[0].aliases", "an array"),
        (lambda d: d["speakers"][1]["roles"][0].update(start=-1), "$.speakers[1].roles[0]", "outside"),
        (lambda d: d["speakers"][1]["mentions"][0].update(end=10**9), "$.speakers[1].mentions[0]", "outside"),
        (lambda d: d["attributions"][2]["content"][0].update(text="no"), "$.attributions[2].content[0]", "'no'"),
        (lambda d: d["article"].update(text=None), "$.article.text", "a string"),
        (lambda d: d["article"].update(meta=[1]), "$.article.meta", "an object"),
        (lambda d: d.update(article="x"), "$.article", "an object"),
        (lambda d: d.pop("article"), "$.article", "missing"),
        (lambda d: d.update(schema="quotetrack/2"), "$.schema", "pip install --upgrade"),
        (lambda d: d.update(schema="quotetrack/10"), "$.schema", "pip install --upgrade"),
        (lambda d: d.pop("schema"), "$.schema", "quotetrack/1"),
        (lambda d: d.update(error={"type": "X", "message": "y"}), "$.error", "failed"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(change: Any, place: str, words: str) -> None:
    with pytest.raises(FormatError) as caught:
        from_dict(broken(change), path="news.jsonl", line=7)
    assert caught.value.at == place
    assert words in caught.value.problem
    assert str(caught.value).startswith("news.jsonl line 7 @ $")


@pytest.mark.parametrize(
    "line", ["", "{", "[1]", "null", "[" * 100_000, '{"schema": NaN}', '{"a": ' + "9" * 9999 + "}"]
)
def test_a_line_that_is_no_json_object_is_a_format_error(line: str) -> None:
    with pytest.raises(FormatError):
        from_json(line)


def test_failures_are_lines_of_their_own(tmp_path: Path) -> None:
    failure = Failure("a7", "InputError", "too long")
    assert to_dict(failure) == {
        "schema": "quotetrack/1",
        "article": {"id": "a7"},
        "error": {"type": "InputError", "message": "too long"},
    }
    assert failure_from_dict(to_dict(failure)) == failure
    write_jsonl([ferry(), failure], tmp_path / "out.jsonl")
    assert list(read_jsonl(tmp_path / "out.jsonl")) == [ferry(), failure]
    with pytest.raises(FormatError, match=r"\$\.error\.message"):
        failure_from_dict({"schema": "quotetrack/1", "article": {}, "error": {"type": "X"}})


def test_files_may_have_a_byte_order_mark_and_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + to_json(ferry()).encode() + b"\r\n\n")
    assert list(read_jsonl(path)) == [ferry()]
    with path.open("rb") as file:
        assert list(read_jsonl(file)) == [ferry()]
    assert list(read_jsonl(io.StringIO(to_json(ferry())))) == [ferry()]


def test_errors_in_files_name_the_file_and_the_line(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(to_json(ferry()).encode() + b"\n{\n")
    with pytest.raises(FormatError) as caught:
        list(read_jsonl(path))
    assert (caught.value.path, caught.value.line) == (str(path), 2)
    path.write_bytes(b'{"schema": "caf\xe9"}\n')
    with pytest.raises(FormatError, match=r"byte 0xe9 at position 15 is not UTF-8.*iconv"):
        list(read_jsonl(path))
    with pytest.raises(MissingFileError):
        list(read_jsonl(tmp_path / "none.jsonl"))


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("old")
    stranger = Speaker("s9", "person", "No One", "No One")
    bad = Extraction(Article("Go."), (Attribution("a1", "direct", (TextSpan(0, 2, "Go"),), speaker=stranger),))
    with pytest.raises(InputError, match="s9"):
        write_jsonl([ferry(), bad], path)
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["out.jsonl"]


def test_meta_that_json_cannot_hold_is_an_input_error() -> None:
    for value in (object(), float("nan")):
        with pytest.raises(InputError, match=r"article\.meta"):
            to_json(Extraction(Article("x", meta={"when": value})))
