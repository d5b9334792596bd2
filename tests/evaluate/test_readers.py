from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from quotetrack.errors import FormatError, InputError, MissingFileError
from quotetrack.evaluate.brat import parse
from quotetrack.evaluate.readers import read_documents, with_speakers
from quotetrack.evaluate.scoring import evaluate
from quotetrack.models import Article, Attribution, Extraction, Failure, Role, Speaker, TextSpan
from quotetrack.serialize import write_jsonl
from tests.evaluate.texts import FERRY, at

LINE = {
    "id": "ferry",
    "text": FERRY,
    "attributions": [{"source": [[80, 89]], "cue": [[90, 94]], "content": [[95, 126]]}],
}


def write(path: Path, *lines: object) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_scoring_form_plain_and_gzipped(tmp_path: Path) -> None:
    plain = write(tmp_path / "gold.jsonl", LINE)
    packed = tmp_path / "gold.jsonl.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert read_documents(plain) == read_documents(packed)
    assert read_documents(plain)[0].annotations[0].source == ((80, 89),)


def test_exchange_format_with_a_failed_article(tmp_path: Path) -> None:
    dahl = Speaker(
        "s1", "person", "Inge Dahl", "Inge Dahl", roles=(Role("harbour master", None, 39, 53, FERRY[39:53]),)
    )
    start, end = at(FERRY, "The ferry will sail again on Monday")[0]
    attribution = Attribution("a1", "direct", (TextSpan.of(FERRY, start, end),), speaker=dahl, confidence=0.5)
    path = tmp_path / "found.jsonl"
    write_jsonl(
        [Extraction(Article(FERRY, id="ferry"), (attribution,), (dahl,)), Failure("bad", "InputError", "x")], path
    )
    ferry, bad = read_documents(path)
    assert ferry.annotations[0].content == ((start, end),)
    assert ferry.annotations[0].speaker is not None
    assert ferry.annotations[0].speaker.roles == ("harbour master",)
    assert ferry.annotations[0].confidence == 0.5
    assert (bad.id, bad.annotations) == ("bad", ())


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ({"text": "x"}, "$.id"),
        ({"id": "a", "text": 3}, "$.text"),
        ({"id": "a", "attributions": {}}, "$.attributions"),
        ({"id": "a", "attributions": ["x"]}, "$.attributions[0]"),
        ({"id": "a", "attributions": [{"cue": [[1]]}]}, "$.attributions[0].cue"),
        ({"id": "a", "text": "x", "attributions": [{"content": [[0, 9]]}]}, "$.attributions[0].content"),
        ({"id": "a", "attributions": [{"speaker": "Ada"}]}, "$.attributions[0].speaker"),
    ],
)
def test_a_wrong_line_is_named_with_its_place(tmp_path: Path, line: dict[str, object], place: str) -> None:
    path = write(tmp_path / "gold.jsonl", {"id": "fine", "text": ""}, line)
    with pytest.raises(FormatError) as caught:
        read_documents(path)
    assert (caught.value.line, caught.value.at) == (2, place)


def test_what_cannot_be_scored_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError):
        read_documents(tmp_path / "nothing.jsonl")
    with pytest.raises(InputError, match="holds no article"):
        read_documents(write(tmp_path / "empty.jsonl"))
    with pytest.raises(InputError, match="occurs twice"):
        read_documents(write(tmp_path / "twice.jsonl", LINE, LINE))
    cut = tmp_path / "cut.jsonl.gz"
    cut.write_bytes(gzip.compress(json.dumps(LINE).encode())[:-12])
    with pytest.raises(FormatError, match="gzip"):
        read_documents(cut)


def test_predictions_on_another_text_are_refused(tmp_path: Path) -> None:
    gold = read_documents(write(tmp_path / "gold.jsonl", LINE))
    other = read_documents(write(tmp_path / "other.jsonl", {**LINE, "text": FERRY + " "}))
    with pytest.raises(InputError, match="another text"):
        evaluate(gold, other)


def test_speakers_from_a_file_of_their_own(tmp_path: Path) -> None:
    gold = read_documents(write(tmp_path / "gold.jsonl", LINE))
    who = {"name": None, "type": "group", "roles": ["fishermen"], "affiliations": [], "attributions": [0]}
    voiced = with_speakers(gold, write(tmp_path / "speakers.jsonl", {"id": "ferry", "speakers": [who], "unknown": []}))
    assert voiced[0].annotations[0].speaker is not None
    assert voiced[0].annotations[0].speaker.kind == "group"
    wrong = write(tmp_path / "wrong.jsonl", {"id": "ferry", "speakers": [{**who, "attributions": [7]}]})
    with pytest.raises(FormatError, match="no attribution has the index 7"):
        with_speakers(gold, wrong)


EVENTS = """T1\tSource 80 89\tFishermen
T2\tCue 90 94\tsaid
T3\tContent 95 99;100 126\tthat the new pier was too short
T4\tAttribution 90 94\tsaid
E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1
A1\tKind E1 indirect
#1\tAnnotatorNotes E1 sure of it
T5\tDiscard 128 131\tShe
"""
RELATIONS = """T1\tSource 80 89\tFishermen
T2\tCue 90 94\tsaid
T3\tContent 95 99\tthat
T4\tContent 100 126\tthe new pier was too short
R1\tby Arg1:T2 Arg2:T1
R2\tsays Arg1:T2 Arg2:T3
R3\tsays Arg1:T2 Arg2:T4
"""


@pytest.mark.parametrize("lines", [EVENTS, RELATIONS, EVENTS.replace("\n", "\r\n")])
def test_brat_events_and_relations_give_one_attribution(lines: str) -> None:
    (found,) = parse(lines, FERRY, id="ferry").annotations
    assert found.content == ((95, 99), (100, 126))
    assert found.cue == ((90, 94),)
    assert found.source == ((80, 89),)


def test_brat_attributes_and_discarded_stretches() -> None:
    document = parse(EVENTS, FERRY, id="ferry")
    assert document.annotations[0].kind == "indirect"
    assert document.discard == ((128, 131),)


def test_brat_folders_as_brat_and_polnear_lay_them_out(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "ferry.txt").write_bytes(FERRY.encode())
    (tmp_path / "attributions" / "ferry_ab12.ann").write_text(EVENTS, encoding="utf-8")
    assert [d.id for d in read_documents(tmp_path, kind_of=lambda text, parts: "direct")] == ["ferry"]
    (tmp_path / "attributions" / "ferry_cd34.ann").write_text("", encoding="utf-8")
    assert [d.id for d in read_documents(tmp_path)] == ["ferry@ab12", "ferry@cd34"]
    (tmp_path / "attributions" / "lost.ann").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="its text is missing"):
        read_documents(tmp_path)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("T1 Source 0 3 The", "expected a tab"),
        ("T1\tSource 0\tThe", "expected 'Type START END'"),
        ("T1\tSource 0 9999\tThe", "outside the text"),
        ("T1\tSource 0 3\tShe", "not the one that was annotated"),
        ("E1\tAttribution:T9", "which no line defines"),
        ("E1\tAttribution", "expected 'Role:ID'"),
    ],
)
def test_brat_lines_that_are_none(line: str, problem: str) -> None:
    with pytest.raises(FormatError, match=problem):
        parse(line, FERRY, id="ferry", path="ferry.ann")


def test_a_folder_of_lines(tmp_path: Path) -> None:
    write(tmp_path / "b.jsonl", {**LINE, "id": "b"})
    write(tmp_path / "a.jsonl", {**LINE, "id": "a"})
    assert [document.id for document in read_documents(tmp_path)] == ["a", "b"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="holds no annotations"):
        read_documents(tmp_path / "empty")
