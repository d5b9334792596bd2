"""The tags of a text as a chain: the best sequence, and how sure each word and each run of words in it is.

A linear-chain conditional random field (Lafferty et al. 2001): every word scores seven tags, every step from one tag to
the next has a score. `viterbi` reads off the best sequence, `Marginals` how probable its parts are, over all sequences.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from quotetrack.find.tagger import LABELS, Floats

INSIDE = (2, 4, 6)
IMPOSSIBLE = -1e4
LEAST = 1e-12  # a smaller probability is none

Table = NDArray[np.float64]


def transitions(learned: Sequence[Sequence[float]] | None = None) -> Floats:
    """Return the scores [7, 7] of one tag after another; an inside tag follows only its own begin or inside."""
    scores = np.zeros((len(LABELS), len(LABELS)), np.float32) if learned is None else np.array(learned, np.float32)
    for before in range(len(LABELS)):
        for inside in INSIDE:
            if before not in (inside - 1, inside):
                scores[before, inside] = IMPOSSIBLE
    return scores


def viterbi(tags: Floats, moves: Floats) -> list[int]:
    """Return the best sequence of tags: `tags` [words, 7] log-probabilities, `moves` [7, 7] from `transitions`."""
    count = len(tags)
    if not count:
        return []
    score = tags[0].copy()
    score[list(INSIDE)] = IMPOSSIBLE
    back = np.zeros((count, len(LABELS)), np.int64)
    columns = np.arange(len(LABELS))
    for word in range(1, count):
        table = score[:, None] + moves
        best = table.argmax(0)
        back[word] = best
        score = table[best, columns] + tags[word]
    path = [int(score.argmax())]
    for word in range(count - 1, 0, -1):
        path.append(int(back[word, path[-1]]))
    return path[::-1]


def running_products(steps: Table, first: Table) -> Table:
    """Return the rows ``first``, ``first @ steps[0]``, ``first @ steps[0] @ steps[1]``, … each scaled to sum to one.

    Blocks of some square root of the length are multiplied side by side, so that the loop is short.
    """
    count, width = len(steps), len(first)
    size = max(1, math.isqrt(count))
    blocks = -(-count // size)
    padded = np.tile(np.eye(width), (blocks * size, 1, 1))
    padded[:count] = steps
    padded = padded.reshape(blocks, size, width, width)
    for at in range(1, size):
        product = padded[:, at - 1] @ padded[:, at]
        padded[:, at] = product / np.maximum(product.sum((1, 2), keepdims=True), 1e-300)
    row = first
    begins = np.zeros((blocks, 1, 1, width))
    for block in range(blocks):
        begins[block, 0, 0] = row
        row = row @ padded[block, -1]
        row = row / max(float(row.sum()), 1e-300)
    out = np.concatenate([first[None], (begins @ padded).reshape(-1, width)[:count]])
    scaled: Table = out / np.maximum(out.sum(1, keepdims=True), 1e-300)
    return scaled


class Marginals:
    """Answers how probable tags and runs of tags are, over all sequences (forward-backward; Rabiner 1989)."""

    def __init__(self, tags: Floats, moves: Floats) -> None:
        emit = np.exp(tags.astype(np.float64))
        step = np.exp(np.maximum(moves.astype(np.float64), -60.0))
        ways = step[None] * emit[1:, None, :]  # [words - 1, before, after]
        ahead = running_products(ways[::-1].transpose(0, 2, 1), np.ones(len(LABELS)))[::-1]
        # the chance of each tag given the one before it, and all words after it
        follow = ways * ahead[1:, None, :]
        self._follow = follow / np.maximum(follow.sum(2, keepdims=True), 1e-300)
        first = emit[0] * ahead[0]
        first[list(INSIDE)] = 0.0
        self._tags = running_products(self._follow, first / max(float(first.sum()), 1e-300))

    def role(self, role: int, first: int, last: int) -> Table:
        """Return for each of words `first` to `last` the probability that it has the role (begin or inside)."""
        both: Table = self._tags[first : last + 1, 2 * role + 1 : 2 * role + 3].sum(1)
        return both

    def whole(self, role: int, first: int, last: int) -> float:
        """Return the probability that words `first` to `last` are one run of the role, no more and no less."""
        begin, inside = 2 * role + 1, 2 * role + 2
        chance = float(self._tags[first, begin])
        if last > first:
            chance *= float(self._follow[first, begin, inside])
            chance *= float(self._follow[first + 1 : last, inside, inside].prod())
        if last < len(self._follow):
            chance *= 1.0 - float(self._follow[last, inside if last > first else begin, inside])
        return max(chance, LEAST)
