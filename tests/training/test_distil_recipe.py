"""A small network that begins as a part of a large one and learns to say what it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx")

import random

import torch

from quotetrack.errors import InputError, MissingFileError
from quotetrack.find.finder import Finder
from quotetrack.find.tagger import EMBEDDED, Tagger
from quotetrack.lang.cards import ATTRIBUTION
from quotetrack.training.__main__ import main
from quotetrack.training.attribution_data import Example, batches, label
from quotetrack.training.attribution_export import GrammarHeads, read_grammar, read_shape, read_weights
from quotetrack.training.attribution_shape import Shape, shape_of
from quotetrack.training.distil import OTHER, WARM_UP, Run, Settings, read_texts
from quotetrack.training.distil_network import Pupil, Teacher, subclone

TEXT = "“The ice is thinner than last year,” said Ida Holm, who skates to work. The city said the canal was safe."
SMALL = Shape(layers=2, width=64, heads=1, inner=64, link=16)


@pytest.fixture(scope="module")
def weights() -> dict[str, torch.Tensor]:
    stored = read_weights(ATTRIBUTION) | read_grammar(ATTRIBUTION)[0]
    return {name: torch.tensor(array) for name, array in stored.items()}


@pytest.fixture(scope="module")
def heads() -> GrammarHeads:
    return read_grammar(ATTRIBUTION)[1]


def test_the_whole_of_a_network_is_a_part_of_it(weights: dict[str, torch.Tensor]) -> None:
    cloned = subclone(weights, shape_of(weights), torch.arange(weights["words.weight"].shape[1]))
    assert all(torch.equal(tensor, weights[name]) for name, tensor in cloned.items())
    assert set(weights) - set(cloned) == {
        "words.weight",
        *(f"{head}.{part}" for head in ("tag", "q", "k", "q2", "k2") for part in ("weight", "bias")),
        *(f"grammar.{layer}.{part}" for layer in ("inner", "outer") for part in ("weight", "bias")),
    }


def test_a_part_has_the_shape_asked_for(weights: dict[str, torch.Tensor], heads: GrammarHeads) -> None:
    pupil = Pupil(SMALL, weights, heads)
    assert shape_of(pupil.weights(), heads=1) == SMALL
    assert pupil.reads == (1, 2)


def test_a_pupil_of_its_teachers_size_begins_as_its_teacher_is(
    weights: dict[str, torch.Tensor], heads: GrammarHeads
) -> None:
    pupil = Pupil(shape_of(weights), weights, heads)
    assert pupil.reads == heads.layers == (1, 2, 3)
    mine = pupil.weights()
    assert set(mine) == set(weights)
    assert all(torch.allclose(torch.tensor(mine[name]), tensor) for name, tensor in weights.items())


def test_a_pupil_comes_to_say_what_its_teacher_says(weights: dict[str, torch.Tensor], heads: GrammarHeads) -> None:
    tagger = Tagger.load()
    torch.manual_seed(0)
    run = Run(Settings(), Pupil(SMALL, weights, heads), len(heads.tags))
    run.step = WARM_UP
    [batch] = batches([label(Example("ice", TEXT, ()), tagger.tokenizer)], random.Random(0))
    lesson = Teacher([ATTRIBUTION], [3, 6]).teach(batch)
    losses = [run.learn(batch, lesson, OTHER) for _ in range(60)]
    assert set(losses[0]) == {"tags", "links", "grammar", "states"}
    for name in ("tags", "links", "grammar"):
        assert losses[-1][name] < losses[0][name] / 2, name


def test_of_two_teachers_the_mean_is_taught() -> None:
    [batch] = batches([label(Example("ice", TEXT, ()), Tagger.load().tokenizer)], random.Random(0))
    large, fast = (Teacher([folder], []).teach(batch) for folder in (ATTRIBUTION, EMBEDDED["fast"]))
    both = Teacher([ATTRIBUTION, EMBEDDED["fast"]], []).teach(batch)
    assert torch.allclose(both.tags, (large.tags + fast.tags) / 2)
    assert torch.allclose(both.cue, (large.cue + fast.cue) / 2)
    assert torch.equal(both.grammar, large.grammar), "the first one's alone: others may tell other tags apart"


def test_the_recipe_writes_a_model_that_the_finder_loads(tmp_path: Path) -> None:
    row = {"id": "ice", "text": TEXT, "attributions": [{"source": [[42, 50]], "cue": [[37, 41]], "content": [[0, 36]]}]}
    (tmp_path / "train.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (tmp_path / "more.jsonl").write_text(json.dumps({"id": "1", "text": TEXT}) + "\n", encoding="utf-8")
    given = ["distil", "--teacher", str(ATTRIBUTION), "--train", str(tmp_path / "train.jsonl"), "--out",
             str(tmp_path / "small"), "--texts", str(tmp_path / "more.jsonl"), "--layers", "2", "--width", "64",
             "--inner", "64", "--minutes", "0.01"]  # fmt: skip
    assert main(given) == 0
    assert main([*given, "--resume", "--minutes", "0.02"]) == 0
    shape = read_shape(tmp_path / "small", read_weights(tmp_path / "small"))
    assert (shape.layers, shape.width, shape.heads) == (2, 64, 1)
    finder = Finder.load(model=tmp_path / "small")
    assert finder.tagger.grammar is not None
    assert finder.tagger.stride == 224
    assert finder.extract(TEXT).article.text == TEXT


def test_a_model_taught_by_itself_goes_on_saying_the_same(tmp_path: Path) -> None:
    row = {"id": "ice", "text": TEXT, "attributions": [{"source": [[42, 50]], "cue": [[37, 41]], "content": [[0, 36]]}]}
    (tmp_path / "train.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    given = ["distil", "--teacher", str(ATTRIBUTION), str(EMBEDDED["fast"]), "--train", str(tmp_path / "train.jsonl"),
             "--like-teacher", "--minutes", "0.01", "--out", str(tmp_path / "like")]  # fmt: skip
    assert main(given) == 0
    pupil, teacher = Finder.load(model=tmp_path / "like"), Finder.load()
    assert pupil.tagger.stride == teacher.tagger.stride
    spans = [[(a.content, a.cue) for a in f.extract(TEXT).attributions] for f in (pupil, teacher)]
    assert spans[0] == spans[1] and len(spans[0]) == 2


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--width", "100"], "multiple of 64"),
        (["--width", "448"], "multiple of 64, 384 at most"),
    ],
)
def test_a_width_that_no_head_fits_is_refused(
    tmp_path: Path, options: list[str], problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--teacher", str(ATTRIBUTION), "--train", str(tmp_path / "none.jsonl"), "--out", str(tmp_path / "small")]
    assert main(["distil", *given, *options]) == 2
    assert problem in capsys.readouterr().err


def test_other_texts_need_an_id_and_a_text(tmp_path: Path) -> None:
    path = tmp_path / "more.jsonl"
    with pytest.raises(MissingFileError, match="no such file"):
        read_texts(path)
    path.write_text('{"id": "1", "text": "Rain."}\n\n{"id": "2"}\n', encoding="utf-8")
    with pytest.raises(InputError, match="line 3: expected"):
        read_texts(path)
