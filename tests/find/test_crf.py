"""How sure the chain of tags is, against counting every sequence of a short one."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.find.crf import INSIDE, Marginals, running_products, transitions, viterbi
from quotetrack.find.tagger import log_softmax

SOURCE, CUE, CONTENT = 0, 1, 2


def table(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(seed)
    tags = log_softmax(draw.normal(0, 2, (count, 7)).astype(np.float32))
    return tags, transitions(draw.normal(0, 1, (7, 7)).tolist())


def counted(tags: np.ndarray, moves: np.ndarray) -> dict[tuple[int, ...], float]:
    """Weigh every possible sequence."""
    weights = {}
    for path in product(range(7), repeat=len(tags)):
        steps = list(pairwise(path))
        if path[0] not in INSIDE and all(moves[step] > -100 for step in steps):
            score = sum(float(tags[i, tag]) for i, tag in enumerate(path)) + sum(float(moves[s]) for s in steps)
            weights[path] = np.exp(score)
    total = sum(weights.values())
    return {path: weight / total for path, weight in weights.items()}


@pytest.mark.parametrize("count", [1, 2, 4])
def test_marginals_are_those_of_all_sequences(count: int) -> None:
    tags, moves = table(count, count)
    chances = counted(tags, moves)
    marginals = Marginals(tags, moves)
    expected = sum(chance for path, chance in chances.items() if path[-1] in (3, 4))
    assert marginals.role(CUE, count - 1, count - 1)[0] == pytest.approx(expected, abs=1e-6)
    for first in range(count):
        for last in range(first, count):
            run = (5, *(6,) * (last - first))
            expected = sum(
                c for p, c in chances.items() if p[first : last + 1] == run and p[last + 1 : last + 2] != (6,)
            )
            assert marginals.whole(CONTENT, first, last) == pytest.approx(expected, abs=1e-6)


def test_the_best_sequence_is_the_likeliest_of_all() -> None:
    tags, moves = table(4, 7)
    chances = counted(tags, moves)
    assert tuple(viterbi(tags, moves)) == max(chances, key=lambda path: chances[path])


@given(st.integers(0, 60), st.integers(0, 1000))
@settings(max_examples=30)
def test_blocks_give_what_one_step_after_another_gives(count: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    steps, row = draw.random((count, 7, 7)), np.full(7, 1 / 7)
    expected = [row]
    for step in steps:
        row = row @ step
        row = row / row.sum()
        expected.append(row)
    np.testing.assert_allclose(running_products(steps, expected[0]), np.array(expected), rtol=1e-9)


def test_a_very_long_text_stays_a_probability() -> None:
    tags, moves = table(5000, 3)
    every = Marginals(tags, moves).role(SOURCE, 0, 4999)
    assert ((every >= 0) & (every <= 1 + 1e-9)).all()
