"""From annotated articles to a model directory that the runtime loads, with a network small enough to train at once."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx")

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from quotetrack.errors import FormatError, InputError, ModelError
from quotetrack.find.crf import transitions, viterbi
from quotetrack.find.marks import MarkIndex
from quotetrack.find.tagger import LABELS, Tagger
from quotetrack.training.__main__ import main
from quotetrack.training.attribution_data import NO_SOURCE, NOWHERE, is_held_out, label, read_examples
from quotetrack.training.attribution_export import Precision, read_weights, write_model
from quotetrack.training.attribution_network import HEADS, Network
from quotetrack.training.attribution_shape import Shape

ARTICLES = (  # id, text, source, cue, content
    (
        "bees",
        "“The hives are thriving,” said Nora Lind, who keeps forty of them.",
        "Nora Lind",
        "said",
        "“The hives are thriving,”",
    ),
    (
        "bridge",
        "The council said on Monday that the bridge would open in May.",
        "The council",
        "said",
        "that the bridge would open in May",
    ),
    (
        "ferry",
        "No ferry sailed. According to the operator, the engine had failed twice.",
        "the operator",
        "According to",
        "the engine had failed twice",
    ),
)


def _row(name: str, text: str, source: str, cue: str, content: str) -> dict[str, object]:
    def span(phrase: str) -> list[list[int]]:
        return [[text.index(phrase), text.index(phrase) + len(phrase)]]

    return {
        "id": name,
        "text": text,
        "attributions": [{"source": span(source), "cue": span(cue), "content": span(content)}],
    }


def _exchange(row: dict[str, object]) -> dict[str, object]:
    """Return the same article as the exchange format writes it."""
    text = str(row["text"])
    attributions = []
    for gold in row["attributions"]:  # type: ignore[attr-defined]
        parts = {role: [{"start": s, "end": e, "text": text[s:e]} for s, e in spans] for role, spans in gold.items()}
        attributions.append({"id": "a1", "kind": "indirect", **parts})
    return {"schema": "quotetrack/1", "article": {"id": row["id"], "text": text}, "attributions": attributions}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Hold three annotated articles and an untrained model directory, ``start``."""
    folder = tmp_path_factory.mktemp("recipe")
    rows = [_row(*article) for article in ARTICLES]
    (folder / "train.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (folder / "exchange.jsonl").write_text("".join(json.dumps(_exchange(row)) + "\n" for row in rows), encoding="utf-8")
    words = sorted({w for _, text, *_ in ARTICLES for w in text.lower().replace(",", " ").replace(".", " ").split()})
    pieces = ["[PAD]", *(f"[unused{i}]" for i in range(99)), "[UNK]", "[CLS]", "[SEP]", *"“”,.", *words]
    tokenizer = Tokenizer(models.WordPiece({p: i for i, p in enumerate(dict.fromkeys(pieces))}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.save(str(folder / "tokenizer.json"))
    torch.manual_seed(0)
    shape = Shape(vocabulary=len(pieces), width=32, layers=2, heads=1, inner=64, positions=256, link=16)
    network = Network(shape)
    torch.nn.init.normal_(network.features.weight, std=0.02)
    weights = {name: tensor.numpy() for name, tensor in network.state_dict().items()}
    write_model(weights, shape, folder / "start", tokenizer=folder / "tokenizer.json", name="start")
    return folder


def _train(folder: Path, out: str, *options: str) -> int:
    paths = ["--train", str(folder / "train.jsonl"), "--init", str(folder / "start"), "--out", str(folder / out)]
    return main(["attribution", *paths, "--rate", "0.005", *options])


def test_a_trained_directory_loads_and_has_learned_its_articles(folder: Path) -> None:
    assert _train(folder, "made", "--epochs", "90", "--no-augmentation", "--device", "cpu") == 0
    tagger = Tagger.load(folder / "made")
    text = ARTICLES[1][1]
    scores = tagger.run(tagger.encode(text, MarkIndex(text)))
    best = [LABELS[tag] for tag in viterbi(scores.tags, transitions(tagger.transitions))]
    words = text.replace(".", " .").split()
    assert [w for w, tag in zip(words, best, strict=True) if tag.endswith("cue")] == ["said"]
    assert [w for w, tag in zip(words, best, strict=True) if tag.endswith("source")] == ["The", "council"]
    assert [w for w, tag in zip(words, best, strict=True) if tag.endswith("content")] == words[5:-1]


def test_an_interrupted_run_goes_on_where_it_was(folder: Path) -> None:
    assert _train(folder, "half", "--epochs", "4") == 0
    assert _train(folder, "half", "--epochs", "8", "--resume") == 0
    counts = torch.load(folder / "half" / "checkpoint.pt")["counts"]
    assert counts[:2] == (8, 8)  # one batch an epoch


def test_the_same_seed_makes_the_same_network(folder: Path) -> None:
    for out in ("one", "two"):
        assert _train(folder, out, "--epochs", "2", "--seed", "5") == 0
    one, two = (read_weights(folder / out) for out in ("one", "two"))
    assert all(np.array_equal(one[name], two[name]) for name in one)


def test_averaged_runs_make_a_model(folder: Path) -> None:
    assert _train(folder, "first", "--epochs", "1", "--seed", "1") == 0
    assert _train(folder, "second", "--epochs", "1", "--seed", "2") == 0
    runs = [str(folder / out / "checkpoint.pt") for out in ("first", "second")]
    rest = ["--tokenizer", str(folder / "tokenizer.json"), "--out", str(folder / "mean")]
    assert main(["attribution-average", "--runs", *runs, *rest]) == 0
    names = ("layers.0.norm1.weight", "features.weight")
    first, second, mean = (read_weights(folder / out) for out in ("first", "second", "mean"))
    for name in names:
        assert np.allclose(mean[name], (first[name] + second[name]) / 2, atol=1e-6)
    Tagger.load(folder / "mean")


def test_articles_of_dev_are_refused_in_train(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _train(folder, "cheat", "--dev", str(folder / "train.jsonl")) == 2
    assert "--dev holds articles of --train" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["float", "int8", "block"])
def test_the_written_network_computes_what_torch_computes(folder: Path, form: str) -> None:
    torch.manual_seed(1)
    shape = Shape(vocabulary=140, width=64, layers=2, heads=2, inner=128, positions=64, link=16)
    network = Network(shape, dropout=0.0).eval()
    torch.nn.init.normal_(network.features.weight, std=0.02)
    weights = {name: tensor.numpy() for name, tensor in network.state_dict().items()}
    precision = Precision(form, form, form, form, form)  # type: ignore[arg-type]
    write_model(weights, shape, folder / form, tokenizer=folder / "tokenizer.json", name=form, precision=precision)
    session = Tagger.load(folder / form).session
    ids, mask, features = (
        torch.randint(0, 140, (2, 20)),
        torch.ones(2, 20, dtype=torch.long),
        torch.randint(0, 64, (2, 20)),
    )
    mask[1, 15:] = 0
    wanted = network(ids, mask, features)
    given = session.run(list(HEADS), {"ids": ids.numpy(), "mask": mask.numpy(), "feat": features.numpy()})
    for one, other in zip(wanted, given, strict=True):
        gap = np.abs(one.detach().numpy() - other)[0].max()
        assert gap < {"float": 0.02, "int8": 0.15, "block": 0.06}[form]  # word embeddings are int8 in all
    back = read_weights(folder / form)
    for name, weight in weights.items():
        assert np.abs(back[name] - weight).max() <= np.abs(weight).max() / 127, name


def test_a_changed_network_is_refused(folder: Path, tmp_path: Path) -> None:
    for name in ("card.json", "tokenizer.json", "model.onnx"):
        (tmp_path / name).write_bytes((folder / "start" / name).read_bytes())
    damaged = bytearray((tmp_path / "model.onnx").read_bytes())
    damaged[len(damaged) // 2] ^= 1
    (tmp_path / "model.onnx").write_bytes(bytes(damaged))
    with pytest.raises(ModelError, match=r"model\.onnx: damaged or changed"):
        read_weights(tmp_path)


def test_both_forms_of_jsonl_and_brat_say_the_same(folder: Path, tmp_path: Path) -> None:
    for name, text, source, cue, content in ARTICLES:
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        lines = []
        for number, (kind, phrase) in enumerate((("Source", source), ("Cue", cue), ("Content", content)), 1):
            at = text.index(phrase)
            lines.append(f"T{number}\t{kind}_1 {at} {at + len(phrase)}\t{phrase}\n")
        joined = (
            "E1\tCue_1:T2 Source_1:T1 Content_1:T3\n"
            if name != "ferry"
            else "R1\tFrom Arg1:T1 Arg2:T2\nR2\tOf Arg1:T3 Arg2:T2\n"
        )
        (tmp_path / f"{name}.ann").write_text("".join(lines) + joined, encoding="utf-8")
    bare = read_examples(folder / "train.jsonl")
    assert read_examples(folder / "exchange.jsonl") == bare
    assert read_examples(tmp_path) == bare


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "not an annotated article"),
        ('{"id": "a", "text": "No."}', "attributions"),
        ('{"id": "a", "text": "No.", "attributions": [{"content": [[0, 9]]}]}', "outside the text"),
        ('{"id": "a", "text": "No.", "attributions": [{"cue": [[0, 2]]}]}', "without content"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, problem: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"id": "good", "text": "Yes.", "attributions": []}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(FormatError, match=problem) as caught:
        read_examples(path)
    assert caught.value.line == 2


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")
    with pytest.raises(InputError, match="holds no article"):
        read_examples(tmp_path / "empty.jsonl")


def test_labels_stand_on_the_words_they_annotate(folder: Path) -> None:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    bees = label(read_examples(folder / "train.jsonl")[0], tokenizer)
    named = [LABELS[tag] for tag in bees.tags]
    assert named[:8] == ["B-content", *["I-content"] * 6, "B-cue"]  # “ The hives are thriving , ” said
    assert named[8:11] == ["B-source", "I-source", "O"]
    said = int(bees.encoded.words[list(bees.tags).index(3)])
    nora = int(bees.encoded.words[list(bees.tags).index(1)])
    assert set(bees.cue[bees.cue != NOWHERE]) == {said}
    assert bees.source[said] == nora


def test_a_cue_without_source_points_at_none(tmp_path: Path) -> None:
    gold = {"source": [], "cue": [[3, 10]], "content": [[11, 26]]}
    row = {"id": "a", "text": "It is said that bees sleep.", "attributions": [gold]}
    (tmp_path / "one.jsonl").write_text(json.dumps(row), encoding="utf-8")
    tokenizer = Tokenizer(models.WordPiece({"[UNK]": 0}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made = label(read_examples(tmp_path / "one.jsonl")[0], tokenizer)
    assert set(made.source) == {NOWHERE, NO_SOURCE}
    assert [LABELS[t] for t in made.tags] == ["O", "B-cue", "I-cue", "B-content", "I-content", "I-content", "O"]


def test_versions_of_one_article_are_held_out_together() -> None:
    names = [f"article-{i}" for i in range(400)]
    kept = [name for name in names if is_held_out(name)]
    assert 5 <= len(kept) <= 40
    assert all(is_held_out(f"{name}@annotator") == is_held_out(name) for name in names)
