"""The recipe of the grammar heads: tags, sentences and names off a trained attribution network.

``python -m quotetrack.training grammar --model DIR --ewt … --gum … --names … --out DIR`` leaves the network as it is:
its lower layers are read once over treebanks and corpora of names, and two matrices learn from what they hold. Writes
the model directory anew, heads included, and the table of lemmas beside it.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from attrs import frozen
from numpy.typing import NDArray
from spacy.lang.en import English
from spacy.tokens import Doc
from torch import nn

from quotetrack.find.grammar import NAMES, anchors, score_columns
from quotetrack.find.marks import MarkIndex
from quotetrack.find.tagger import Encoded, Merge, Tagger, network_inputs
from quotetrack.lang.cards import read_card
from quotetrack.training.attribution_export import (
    TOKENIZER,
    GrammarHeads,
    layer_output,
    open_layers,
    read_shape,
    read_weights,
    write_model,
)
from quotetrack.training.grammar_lemmas import learn_lemmas, write_lemmas
from quotetrack.training.pipeline_ner import mixture as named_docs
from quotetrack.training.pipeline_ner import sources
from quotetrack.training.pipeline_parse import converted
from quotetrack.training.pipeline_parse import mixture as parsed_docs
from quotetrack.training.pipeline_trees import open_gum, read_conllu

LAYERS = (1, 2, 3)  # whose states the heads read; the upper ones know who speaks, the lower ones what is a noun
WIDTH = 384
UNKNOWN = -1  # a label that nothing is learned from
WORDS = 900_000  # half from trees, half from corpora of names
EPOCHS, BATCH, RATE, WARM_UP, DROPOUT = 5, 1024, 2e-3, 100, 0.15

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@frozen(eq=False)
class Lesson:
    """Is what the lower layers see and the heads should say of each piece: labels are `UNKNOWN` where none is known.

    `states`: [pieces, layers * width] float16; `labels`: [pieces, 3] tag, sentence start, part in a name.
    """

    states: NDArray[np.float16]
    labels: Ints


class Encoder:
    """Runs a model directory's network as the finder does, and returns what its lower layers see."""

    def __init__(self, folder: Path, width: int) -> None:
        self.tagger = Tagger.load(folder)
        self.outputs = [layer_output(number) for number in LAYERS]
        self.width = len(LAYERS) * width
        self.session = open_layers(folder, LAYERS)

    def read(self, text: str) -> tuple[Encoded, NDArray[np.float16]]:
        """Return a text's pieces and their states [pieces, layers * width]."""
        encoded = self.tagger.encode(text, MarkIndex(text))
        merged = Merge(len(encoded.ids), self.width)
        for start, inputs in network_inputs(encoded):
            states = self.session.run(self.outputs, inputs)
            merged.add(start, np.concatenate([state[0, 1:-1] for state in states], axis=1))
        return encoded, merged.rows.astype(np.float16)


def labels_of(doc: Doc, encoded: Encoded, tags: dict[str, int]) -> Ints:
    """Return the labels [pieces, 3] that a gold Doc gives to pieces; a tree's tags are numbered as they come."""
    labels = np.full((len(encoded.ids), 3), UNKNOWN, np.int64)
    starts = np.array([token.idx for token in doc])
    at, _ = anchors(encoded.starts, starts, starts + np.array([len(token) for token in doc]))
    if doc.has_annotation("TAG"):
        labels[:, 1] = 0
        for sentence in doc.sents:
            first = next((token for token in sentence if not token.is_space), None)
            if first is not None:
                labels[at[first.i], 1] = 1
    named = doc.has_annotation("ENT_IOB")
    for token, piece in zip(doc, at, strict=True):
        if token.is_space:
            continue
        if token.tag_ and labels[piece, 0] == UNKNOWN:
            labels[piece, 0] = tags.setdefault(token.tag_, len(tags))
        if named and token.ent_iob_:
            inside = token.ent_iob_ == "I"
            labels[piece, 2] = 0 if token.ent_iob_ == "O" else 1 + 2 * NAMES.index(token.ent_type_) + inside
    return labels


def alternately(first: Iterator[Doc], second: Iterator[Doc], words: int) -> Iterator[Doc]:
    """Yield Docs from both, each half of the words."""
    spent = [0, 0]
    while sum(spent) < words:
        pick = int(spent[1] < spent[0])
        doc = next((first, second)[pick])
        spent[pick] += len(doc)
        yield doc


def lesson(encoder: Encoder, docs: Iterator[Doc], tags: dict[str, int]) -> Lesson:
    """Read gold Docs with the encoder."""
    states, labels = [], []
    for doc in docs:
        encoded, seen = encoder.read(doc.text)
        if len(seen):
            wanted = labels_of(doc, encoded, tags)
            kept = (wanted != UNKNOWN).any(1)
            states.append(seen[kept])
            labels.append(wanted[kept])
    return Lesson(np.concatenate(states), np.concatenate(labels))


class Heads(nn.Module):
    """Is one hidden layer over standardised states, and a score for each tag, sentence start and part of a name."""

    def __init__(self, width: int, outputs: int) -> None:
        super().__init__()
        self.inner = nn.Linear(width, WIDTH)
        self.outer = nn.Linear(WIDTH, outputs)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """Return scores [pieces, outputs]."""
        hidden = nn.functional.gelu(self.inner(self.drop(states)))
        scores: torch.Tensor = self.outer(self.drop(hidden))
        return scores


def fit(given: Lesson, tags: int, *, seed: int) -> dict[str, Floats]:
    """Learn the heads and return their weights, the standardisation of the states folded in."""
    torch.manual_seed(seed)
    states, labels = torch.from_numpy(given.states), torch.from_numpy(given.labels)
    sample = states[torch.randperm(len(states))[:50_000]].float()
    mean, spread = sample.mean(0), sample.std(0) + 1e-3
    columns = score_columns(tags)
    heads = Heads(states.shape[1], columns[-1].stop)
    optimiser = torch.optim.AdamW(heads.parameters(), lr=RATE, weight_decay=0.01)
    loss_of = nn.CrossEntropyLoss(ignore_index=UNKNOWN)
    steps = EPOCHS * (len(states) // BATCH)
    step = 0
    for epoch in range(EPOCHS):
        total = np.zeros(3)
        for batch in torch.randperm(len(states)).split(BATCH):  # type: ignore[no-untyped-call]
            scores = heads((states[batch].float() - mean) / spread)
            losses = [loss_of(scores[:, one], labels[batch, kind]) for kind, one in enumerate(columns)]
            losses = [loss for loss in losses if not loss.isnan()]  # a batch may hold no label of a kind
            for group in optimiser.param_groups:
                group["lr"] = RATE * min(1.0, (step + 1) / WARM_UP) * max(0.0, 1 - step / max(1, steps))
            optimiser.zero_grad()
            torch.stack(losses).sum().backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            step += 1
            total += [float(loss.detach()) for loss in losses] if len(losses) == 3 else 0.0
        means = " ".join(f"{name} {value:.4f}" for name, value in zip(("tag", "sentence", "name"), total, strict=True))
        print(f"epoch {epoch + 1}: {means} (sums over {max(1, steps // EPOCHS)} batches)", flush=True)
    weight = heads.inner.weight.detach() / spread
    bias = heads.inner.bias.detach() - weight @ mean
    outer = heads.outer
    out = {"inner.weight": weight, "inner.bias": bias, "outer.weight": outer.weight, "outer.bias": outer.bias}
    return {f"grammar.{name}": tensor.detach().numpy() for name, tensor in out.items()}


def main(arguments: Sequence[str]) -> int:
    """Run the recipe."""
    parser = argparse.ArgumentParser(prog="grammar", description=str(__doc__).splitlines()[0])
    parser.add_argument("--model", type=Path, required=True, help="directory of the attribution model")
    parser.add_argument("--ewt", type=Path, required=True, help="en_ewt-ud-train.conllu")
    parser.add_argument(
        "--gum", type=Path, required=True, help="en_gum-ud-train.conllu; documents under NC are left out"
    )
    parser.add_argument("--names", type=Path, help="directory of names corpora (see docs/pipeline-model.md)")
    parser.add_argument("--out", type=Path, required=True, help="directory to write the model to")
    parser.add_argument("--words", type=int, default=WORDS, help="words to learn from (%(default)s)")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(arguments)
    torch.set_num_threads(1)
    vocab = English().vocab
    documents = read_conllu(given.ewt) + open_gum(read_conllu(given.gum))
    trees = parsed_docs(converted(documents), vocab, given.seed)
    names = named_docs(sources(given.gum, given.names, vocab), vocab, random.Random(given.seed))
    tags: dict[str, int] = {}
    card, weights = read_card(given.model), read_weights(given.model)
    shape = read_shape(given.model, weights)
    learned = lesson(Encoder(given.model, shape.width), alternately(trees, names, given.words), tags)
    heads = fit(learned, len(tags), seed=given.seed)
    facts: dict[str, Any] = {k: v for k, v in card.items() if k not in ("name", "files", "settings")}
    write_model(
        {**weights, **heads},
        shape,
        given.out,
        tokenizer=given.model / TOKENIZER,
        name=str(card["name"]),
        grammar=GrammarHeads(tuple(tags), LAYERS),
        facts=facts,
    )
    write_lemmas(given.out / "lemmas.json", learn_lemmas(documents))
    print(json.dumps({"pieces": len(learned.states), "tags": len(tags)}))
    return 0
