"""The tags of a text as a chain: the best sequence, and how sure each word and each run of words in it is.

A linear-chain conditional random field (Lafferty et al. 2001): every word scores seven tags, every step from one tag to
the next has a score. `viterbi` reads off the best sequence, `Marginals` how probable its parts are, over all sequences.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from quotetrack.find.tagger import LABELS, Floats

BEGIN = [1, 3, 5]  # of source, cue and content
INSIDE = [2, 4, 6]
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
    if not len(tags):
        return []
    first = tags[0].astype(np.float64)
    first[INSIDE] = IMPOSSIBLE
    best = running_products(moves[None].astype(np.float64) + tags[1:, None, :], first, best_ways)
    before = (best[:-1, :, None] + moves).argmax(1).tolist()
    path = [int(best[-1].argmax())]
    for row in reversed(before):
        path.append(row[path[-1]])
    return path[::-1]


def all_ways(left: Table, right: Table) -> Table:
    """Multiply matrices of probabilities [rows, n, …] and [n, columns, …]; scaled so that each product sums to one."""
    product = np.matmul(left, right, axes=[(0, 1), (0, 1), (0, 1)])
    scaled: Table = product / np.maximum(np.add.reduce(product, (0, 1)), 1e-300)
    return scaled


def best_ways(left: Table, right: Table) -> Table:
    """Multiply matrices of log-probabilities as `all_ways` does, but keep the best way instead of the sum of all."""
    best: Table = np.maximum.reduce(left[:, :, None] + right[None], 1)
    return best


def running_products(steps: Table, first: Table, times: Callable[[Table, Table], Table] = all_ways) -> Table:
    """Return the rows ``first``, ``first @ steps[0]``, ``first @ steps[0] @ steps[1]``, … with `times` for ``@``.

    Blocks of some square root of the length are multiplied side by side, so that the loop is short.
    """
    count, width = len(steps), len(first)
    size = max(1, math.isqrt(count))
    blocks = -(-count // size)
    padded = np.zeros((blocks * size, width, width))  # what stands behind the last step is never read
    padded[:count] = steps
    table = np.ascontiguousarray(padded.reshape(blocks, size, width, width).transpose(2, 3, 1, 0))
    for at in range(1, size):
        table[:, :, at] = times(table[:, :, at - 1], table[:, :, at])
    rows = [first[None, :, None]]
    for block in range(blocks):
        rows.append(times(rows[-1], table[:, :, -1, block : block + 1]))
    begins = np.stack(rows[:-1], -1) if blocks else np.zeros((1, width, 1, 0))
    out = times(begins, table)[0].transpose(2, 1, 0).reshape(-1, width)[:count]
    return np.concatenate([first[None], out])


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
        first[INSIDE] = 0.0
        chances = running_products(self._follow, first / max(float(first.sum()), 1e-300))
        self._begin = chances[:, BEGIN].T
        self._roles = np.ascontiguousarray(self._begin + chances[:, INSIDE].T)
        self._on = self._follow[:, INSIDE, INSIDE].T  # the chance to go on inside

    def role(self, role: int, first: int, last: int) -> Table:
        """Return for each of words `first` to `last` the probability that it has the role (begin or inside)."""
        return self._roles[role, first : last + 1]

    def whole(self, role: int, first: int, last: int) -> float:
        """Return the probability that words `first` to `last` are one run of the role, no more and no less."""
        begin, inside = BEGIN[role], INSIDE[role]
        chance = float(self._begin[role, first])
        if last > first:
            chance *= float(self._follow[first, begin, inside])
            chance *= float(np.multiply.reduce(self._on[role, first + 1 : last]))
        if last < len(self._follow):
            chance *= 1.0 - float(self._follow[last, inside if last > first else begin, inside])
        return max(chance, LEAST)
