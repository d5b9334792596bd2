"""The attribution model's runtime: pieces, features, windows, and what a damaged model says."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from quotetrack.errors import ModelError
from quotetrack.find.marks import MarkIndex
from quotetrack.find.pieces import STRETCH, PieceCutter, case_shape
from quotetrack.find.tagger import BODY, Tagger, encode, windows
from quotetrack.lang.cards import ATTRIBUTION


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


@pytest.mark.parametrize("count", [1, BODY - 1, BODY, BODY + 1, 3 * BODY])
def test_windows_cover_every_piece(count: int) -> None:
    seen = {piece for start, end in windows(count) for piece in range(start, end)}
    assert seen == set(range(count))
    assert all(end - start <= BODY for start, end in windows(count))


@pytest.mark.parametrize("count", [BODY - 20, BODY + 1, 2 * BODY])
def test_words_more_at_the_end_move_no_window(count: int) -> None:
    assert [start for start, _ in windows(count)] == [start for start, _ in windows(count + 20)][
        : len([*windows(count)])
    ]


def test_nothing_to_read_has_no_window() -> None:
    assert list(windows(0)) == []


@pytest.mark.parametrize(("word", "shape"), [("said", 0), ("Obi", 1), ("NATO", 2), ("1984", 3), ("A", 1), ("“", 3)])
def test_case_shape(word: str, shape: int) -> None:
    assert case_shape(word) == shape


def test_features_tell_case_break_and_marks(tagger: Tagger) -> None:
    text = "He said.\n\n“Yes” ok"
    encoded = tagger.encode(text, MarkIndex(text))
    seen = {text[s:e]: int(f) for s, e, f in zip(encoded.starts, encoded.ends, encoded.features, strict=True)}
    assert seen == {
        "He": 0 * 16 + 1 * 4 + 3,  # outside, capitalised, at the start
        "said": 0 * 16 + 0 * 4 + 1,  # outside, lower case, after a space
        ".": 0 * 16 + 3 * 4 + 0,
        "“": 2 * 16 + 3 * 4 + 3,  # an opening mark after a blank line
        "Yes": 1 * 16 + 1 * 4 + 0,  # inside
        "”": 3 * 16 + 3 * 4 + 0,  # a closing mark
        "ok": 0 * 16 + 0 * 4 + 1,
    }


def test_an_article_scores_the_same_every_time(tagger: Tagger) -> None:
    text = "“We won,” Ada Obi said. " + "The mayor denied it. " * 60
    encoded = tagger.encode(text, MarkIndex(text))
    first = tagger.run(encoded)
    tagger.run(tagger.encode("Another article.", MarkIndex("Another article.")))
    assert len(first.windows) > 1
    assert np.array_equal(first.tags, tagger.run(encoded).tags)
    assert np.allclose(np.exp(first.tags).sum(-1), 1, atol=1e-5)


def test_an_empty_text_has_no_scores(tagger: Tagger) -> None:
    assert tagger.run(tagger.encode("", MarkIndex(""))).tags.shape == (0, 7)


def test_a_flipped_byte_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(ATTRIBUTION, folder)
    path = folder / "tokenizer.json"
    data = bytearray(path.read_bytes())
    data[1000] ^= 1
    path.write_bytes(data)
    with pytest.raises(ModelError, match=r"tokenizer\.json: damaged or changed .* install the package again"):
        Tagger.load(folder)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"card\.json: no such file"):
        Tagger.load(tmp_path)


def test_a_network_of_another_kind_is_refused(tmp_path: Path) -> None:
    import hashlib

    files = {"model.onnx": b"not a network", "tokenizer.json": b"{}"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    (tmp_path / "card.json").write_text(json.dumps({"files": sums}))
    with pytest.raises(ModelError, match="not a model of quotetrack"):
        Tagger.load(tmp_path)


def test_sections_cut_before_lines_and_lose_nothing(tagger: Tagger) -> None:
    text = "The mayor denied it. " * 8 + "\n\n" + "Obi agreed.\n" * 9 + "\n" + "x" * 300
    encoded = tagger.encode(text, MarkIndex(text))
    sections = list(encoded.sections(size=30))
    assert len(sections) > 2
    assert np.array_equal(np.concatenate([s.ids for s in sections]), encoded.ids)
    assert sum(len(s.words) for s in sections) == len(encoded.words)
    lines = [int(s.starts[0]) for s in sections[1:]]
    assert text[lines[-1] - 1] == "\n"


def test_pieces_are_the_tokenizers_whether_remembered_or_not_and_in_stretches(
    tagger: Tagger, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (
        "“We won,”\r\n\r\nAda\u00a0Obi said, un\x0bbroken—and 中文 e\u0301té 🙃.\n\n" * 9
        + "x" * 200
        + "\n \n"
        + "y" * 200
    )
    whole = encode(text, PieceCutter(tagger.tokenizer, stand_ins=False), MarkIndex(text))
    plain = tagger.tokenizer.encode(text, add_special_tokens=False)
    assert whole.ids.tolist() == plain.ids
    assert list(zip(whole.starts.tolist(), whole.ends.tolist(), strict=True)) == plain.offsets
    monkeypatch.setattr("quotetrack.find.pieces.STRETCH", 40)
    cut = PieceCutter(tagger.tokenizer, stand_ins=False)
    for _ in range(2):
        parts = encode(text, cut, MarkIndex(text))
        for column in ("ids", "starts", "ends", "features", "words"):
            assert np.array_equal(getattr(whole, column), getattr(parts, column)), column


def test_no_run_goes_to_the_tokenizer_longer_than_a_stretch(tagger: Tagger) -> None:
    asked = []

    class Counting:
        def encode(self, text: str, **options: bool) -> object:
            asked.append(len(text))
            return tagger.tokenizer.encode(text, **options)

    text = "So " + '"' * (STRETCH + 30) + "\n" * (STRETCH + 10)
    ids, starts, ends, _ = PieceCutter(Counting(), stand_ins=False)(text).T  # type: ignore[arg-type]
    assert ids.tolist() == tagger.tokenizer.encode(text, add_special_tokens=False).ids
    assert starts.tolist() == [0, *range(3, STRETCH + 33)]
    assert (ends - starts).tolist() == [2] + [1] * (STRETCH + 30)
    assert max(asked) <= 2 * STRETCH + 2
