"""The training loop: seeded batches by words, linear warm-up and decay, averaged weights."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import Adam

BATCH = (300, 1000)  # words in the first and in the later batches
RATE = 0.001
WARM_UP = 100  # steps
DROPOUT = 0.1
REPORT = 250  # steps


def batches(docs: Iterator[Doc]) -> Iterator[list[Doc]]:
    """Yield batches of about so many words, growing over the first thousand steps."""
    step = 0
    batch: list[Doc] = []
    for doc in docs:
        batch.append(doc)
        if sum(map(len, batch)) >= BATCH[0] + (BATCH[1] - BATCH[0]) * min(1.0, step / 1000):
            yield batch
            batch = []
            step += 1


def rate(step: int, steps: int, top: float) -> float:
    """Return the learning rate of a step: up to `top` and down again."""
    if step < WARM_UP:
        return top * (step + 1) / WARM_UP
    return top * max(0.02, (steps - step) / max(1, steps - WARM_UP))


def unannotated(gold: Doc) -> Example:
    """Return an example to learn from: the gold doc and a copy with its words alone."""
    words = [token.text for token in gold]
    return Example(Doc(gold.vocab, words=words, spaces=[bool(token.whitespace_) for token in gold]), gold)


def fit(
    nlp: Language, docs: Iterator[Doc], *, steps: int, seed: int, dropout: float = DROPOUT, top: float = RATE
) -> None:
    """Train an initialised pipeline on gold docs for so many steps and leave it with its averaged weights."""
    random.seed(seed)
    optimizer = Adam(top, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    began = time.monotonic()
    losses: dict[str, float] = {}
    words = 0
    for step, batch in enumerate(batches(docs)):
        if step == steps:
            break
        optimizer.learn_rate = rate(step, steps, top)
        examples = [unannotated(doc) for doc in batch]
        nlp.update(examples, sgd=optimizer, losses=losses, drop=dropout)
        words += sum(map(len, batch))
        if (step + 1) % REPORT == 0:
            shown = "  ".join(f"{name} {value / REPORT:.1f}" for name, value in losses.items())
            print(f"step {step + 1}  {words:,} words  {time.monotonic() - began:.0f} s  {shown}", flush=True)
            losses = {}
    with nlp.use_params(optimizer.averages):
        averaged = nlp.to_bytes()
    nlp.from_bytes(averaged)
