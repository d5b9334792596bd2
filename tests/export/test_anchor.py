from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given

from quotetrack.errors import FormatError
from quotetrack.export import read_w3c, reanchor, write
from quotetrack.export.anchor import Quote, locate
from quotetrack.models import Article, Extraction, TextSpan
from tests.factories import FERRY, ferry
from tests.strategies import extractions, few

CORRECTED = "Updated at ten.\r\n\r\n" + FERRY.replace("Harbour Master", "the harbour master,").replace(
    "twice the estimate", "twice our estimate"
)


@few
@given(extractions())
def test_on_the_same_text_the_words_stay(extraction: Extraction) -> None:
    moved = reanchor(extraction, extraction.article.text)
    assert moved.lost == ()
    for old, new in zip(extraction, moved.extraction, strict=True):
        assert [part.text for part in new.content] == [part.text for part in old.content]
    for attribution in moved.extraction:
        for part in (*attribution.content, *attribution.cue, *attribution.source):
            assert extraction.article.text[part.start : part.end] == part.text


@pytest.mark.parametrize("through_a_file", [False, True])
def test_on_an_edited_text_the_words_are_found_again(through_a_file: bool, tmp_path: Path) -> None:
    article = evolve(ferry().article, text=CORRECTED)
    if through_a_file:
        write([ferry()], "w3c", tmp_path / "notes.jsonld")
        moved = read_w3c(tmp_path / "notes.jsonld", article)
    else:
        moved = reanchor(ferry(), article)
    assert moved.lost == ()
    a1, a2, *_ = moved.extraction
    assert a1.text == "The first ferry sails at noon … if the wind lets us"
    assert a2.text == "the repairs had cost twice our estimate"
    assert [part.text for part in (*a1.cue, *a2.source)] == ["told", "She"]
    assert a1.start == CORRECTED.index("The first") and a2.source[0].start == CORRECTED.index("She said")
    assert a1.speaker is not None and a1.speaker in moved.extraction.speakers


def test_words_that_were_cut_are_told(tmp_path: Path) -> None:
    shorter = FERRY.replace("“Nobody asked the fishermen.”\r\n", "")
    moved = reanchor(ferry(), shorter)
    assert moved.lost == ("a6",)
    assert [a.id for a in moved.extraction] == ["a1", "a2", "a3", "a4", "a5"]
    write([ferry()], "w3c", tmp_path / "notes.jsonld")
    assert read_w3c(tmp_path / "notes.jsonld", Article(shorter)).lost == ("a6",)
    assert read_w3c(tmp_path / "notes.jsonld", Article(shorter, id="other")).extraction.attributions == ()


def test_of_two_places_the_one_with_the_same_surroundings_is_taken() -> None:
    text = "Ada said no. Ben said no."
    found = locate("Ben said no. Ada said no.", Quote.of(text, TextSpan.of(text, 22, 24)))
    assert found == TextSpan(9, 11, "no")


def test_words_that_mean_something_else_are_not_taken_for_the_old_ones() -> None:
    assert locate("She said the harbour would stay shut.", Quote(9, "the repairs had cost twice the estimate")) is None
    assert locate("Yes.", Quote(0, "no")) is None


@pytest.mark.parametrize("text", ["{}", '{"items": [{}]}', '{"items": [{"quotetrack": 1}]}', '{"items": 3}', "[]"])
def test_pages_that_quotetrack_did_not_write_are_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "x.jsonld").write_text(text)
    with pytest.raises(FormatError):
        read_w3c(tmp_path / "x.jsonld", Article("x"))
