"""The recipe of the weights that tell people's names before the network reads: ``quotetrack/lang/en/persons.json``.

``python -m quotetrack.training persons --model DIR --train T.jsonl --texts MORE.jsonl --out persons.json`` lets an
attribution network with grammar heads mark the people in texts, the annotated ones also as another outlet might print
them, and fits logistic regressions on what stands around each capitalised word (`quotetrack.lang.persons`). In half of
the articles where a word occurs the word itself is hidden, so that the weights of its surroundings are learned for
names that nobody knows.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from attrs import frozen

from quotetrack.errors import InputError
from quotetrack.find.grammar import LABELS
from quotetrack.find.marks import MarkIndex
from quotetrack.find.pieces import PieceCutter
from quotetrack.find.tagger import Tagger, encode
from quotetrack.find.typography import readable
from quotetrack.lang.persons import Feature, Occurrence, Weights, level, occurrences, told_beside, told_together
from quotetrack.training.attribution_augment import augment
from quotetrack.training.attribution_data import is_held_out, read_training
from quotetrack.training.distil import read_texts

HIDDEN = 0.5  # share of words whose own form is not told
LEAST = 8  # words that have a feature; rarer ones are left out
SMALLEST = 0.1  # weights nearer to zero are left out
STEPS = 100
PERSON = [number for number, label in enumerate(LABELS) if label == "PERSON"]


@frozen(eq=False)
class NameCase:
    """Is one capitalised word in one article: how strongly each feature is told, 0 to 1, and how far it is a name.

    `base` is what the score begins with.
    """

    told: Mapping[Feature, float]
    name: float
    times: int
    base: float = 0.0


@frozen(eq=False)
class Marked:
    """Is a text, the offsets at which words of people's names begin in it, and the words whose form is not told."""

    text: str
    people: frozenset[int]
    hidden: frozenset[str]


def mark(tagger: Tagger, text: str, rng: random.Random) -> Marked:
    """Mark the people in a text as the network reads its own words.

    Raises:
        InputError: the network reads no names.
    """
    encoded = encode(text, PieceCutter(tagger.tokenizer, stand_ins=False), MarkIndex(text))
    people: set[int] = set()
    for section in encoded.sections():
        readings = tagger.run(section).readings
        if readings is None:
            raise InputError(f"{tagger.path}: no grammar heads; give a model made by the recipe `grammar` or `distil`")
        at = section.words[np.isin(readings.name[section.words], PERSON)]
        people.update(section.starts[at].tolist())
    words = sorted({item.word for item in occurrences(text)})
    return Marked(text, frozenset(people), frozenset(word for word in words if rng.random() < HIDDEN))


def cases(marked: Marked, weights: Weights | None = None) -> Iterator[NameCase]:
    """Yield the capitalised words of an article; with `weights`, for the second regression, which knows the first's."""
    found: dict[str, list[Occurrence]] = {}
    for item in occurrences(marked.text):
        if item.features:
            found.setdefault(item.word, []).append(item)
    small = frozenset(marked.text.split())
    told: dict[str, dict[Feature, float]] = {}
    for word, items in found.items():
        both = (feature for item in items for feature in item.features)
        shares = {feature: times / len(items) for feature, times in Counter(both).items()}
        shares |= dict.fromkeys(told_together(word, len(items), small), 1.0)
        told[word] = {f: share for f, share in shares.items() if not _hidden(f, marked.hidden)}
    scores = {} if weights is None else {word: _score(shares, weights) for word, shares in told.items()}
    levels = {word: level(score) for word, score in scores.items()}
    for word, items in found.items():
        name = sum(item.start in marked.people for item in items) / len(items)
        if weights is None:
            yield NameCase(told[word], name, len(items))
        else:
            near = Counter(f for item in items for f in told_beside(item.left, item.right, levels))
            shares = {feature: times / len(items) for feature, times in near.items()}
            yield NameCase(shares, name, len(items), scores[word])


def _hidden(feature: Feature, words: frozenset[str]) -> bool:
    name, value = feature
    return name in ("word", "left", "right") and value.lower() in words


def _score(told: Mapping[Feature, float], weights: Weights) -> float:
    return sum(share * weights.get(feature, 0.0) for feature, share in told.items())


def fit(sample: Sequence[NameCase]) -> dict[Feature, float]:
    """Fit a penalised logistic regression, words that occur often counting more, and leave out what weighs little."""
    counts = Counter(feature for case in sample for feature in case.told)
    known = sorted(feature for feature, count in counts.items() if count >= LEAST)
    column = {feature: number for number, feature in enumerate(known)}
    rows = [[(column[f], share) for f, share in case.told.items() if f in column] for case in sample]
    at = torch.tensor([number for row in rows for number, _ in row])
    shares = torch.tensor([share for row in rows for _, share in row], dtype=torch.float64)
    begins = torch.tensor(np.cumsum([0, *map(len, rows)])[:-1])
    names = torch.tensor([case.name for case in sample], dtype=torch.float64)
    often = torch.tensor([case.times**0.5 for case in sample], dtype=torch.float64)
    bases = torch.tensor([case.base for case in sample], dtype=torch.float64)
    weights = torch.zeros((len(known), 1), dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=STEPS, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        scores = torch.nn.functional.embedding_bag(at, weights, begins, mode="sum", per_sample_weights=shares)[:, 0]
        total = 0.5 * weights.square().sum() + torch.nn.functional.binary_cross_entropy_with_logits(
            bases + scores, names, often, reduction="sum"
        )
        total.backward()  # type: ignore[no-untyped-call]
        return total

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    return {f: round(w, 2) for f, w in zip(known, weights[:, 0].tolist(), strict=True) if abs(w) >= SMALLEST}


def main(arguments: Sequence[str]) -> int:
    """Run the recipe."""
    parser = argparse.ArgumentParser(prog="python -m quotetrack.training persons", description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="an attribution model with grammar heads")
    parser.add_argument("--train", type=Path, nargs="+", required=True, help="annotated articles: JSONL or brat folder")
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help='other texts, JSON lines: {"id", "text"}')
    parser.add_argument("--names", type=Path, help="JSONL of names in the training articles, for augmentation")
    parser.add_argument("--hold-out", action="store_true", help="leave out one article in 20, as other recipes do")
    parser.add_argument("--out", type=Path, required=True, help="the file of weights to write")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(arguments)
    torch.set_num_threads(1)
    rng = random.Random(given.seed)
    tagger = Tagger.load(given.model)
    examples = [e for e in read_training(given.train, names=given.names) if not (given.hold_out and is_held_out(e.id))]
    articles = [*examples, *(augment(e, rng) for e in examples), *(e for path in given.texts for e in read_texts(path))]
    marked = [mark(tagger, readable(article.text), rng) for article in articles]
    sample = [case for article in marked for case in cases(article)]
    weights = fit(sample)
    weights |= fit([case for article in marked for case in cases(article, weights)])
    stored: dict[str, dict[str, float]] = {}
    for (name, value), weight in weights.items():
        stored.setdefault(name, {})[value] = weight
    given.out.write_text(json.dumps(stored, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(json.dumps({"texts": len(marked), "words": len(sample), "weights": len(weights)}))
    return 0
