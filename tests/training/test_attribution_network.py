"""The losses are what they claim to be, checked against sums over every possible sequence."""

from __future__ import annotations

import itertools
import math

import pytest

pytest.importorskip("torch")

import torch

from quotetrack.training.attribution_network import ILLEGAL, Network, coarse, crf_loss, link_loss
from quotetrack.training.attribution_shape import Shape, shape_of

TINY = Shape(vocabulary=160, width=32, layers=2, heads=1, inner=64, positions=64, link=8)


def _likelihood_by_hand(scores: torch.Tensor, tags: list[int], moves: torch.Tensor) -> float:
    def total(path: tuple[int, ...]) -> float:
        steps = sum(float(moves[a, b]) for a, b in itertools.pairwise(path))
        return steps + sum(float(scores[i, tag]) for i, tag in enumerate(path))

    every = [total(path) for path in itertools.product(range(scores.shape[1]), repeat=len(tags))]
    best = max(every)
    return best + math.log(sum(math.exp(value - best) for value in every)) - total(tuple(tags))


@pytest.mark.parametrize("length", [1, 2, 3, 5, 6])
def test_crf_loss_equals_the_sum_over_all_sequences(length: int) -> None:
    torch.manual_seed(length)
    scores, moves = torch.randn(1, length, 3), torch.randn(3, 3)
    tags = torch.randint(0, 3, (1, length))
    loss = crf_loss(scores, tags, torch.ones(1, length, dtype=torch.bool), moves)
    assert float(loss) * length == pytest.approx(_likelihood_by_hand(scores[0], tags[0].tolist(), moves), abs=1e-4)


def test_crf_loss_ignores_padding_and_windows_without_scored_words() -> None:
    torch.manual_seed(0)
    scores, moves = torch.randn(3, 6, 3), torch.randn(3, 3)
    tags = torch.randint(0, 3, (3, 6))
    mask = torch.tensor([[1] * 6, [1, 1, 1, 0, 0, 0], [0] * 6], dtype=torch.bool)
    by_hand = _likelihood_by_hand(scores[0], tags[0].tolist(), moves)
    by_hand += _likelihood_by_hand(scores[1, :3], tags[1, :3].tolist(), moves)
    assert float(crf_loss(scores, tags, mask, moves)) * 9 == pytest.approx(by_hand, abs=1e-4)


def test_impossible_steps_stay_impossible() -> None:
    moves = Network(TINY).legal_transitions()
    assert moves[0, 4] == ILLEGAL  # O, then inside a cue
    assert moves[3, 4] == moves[4, 4] == 0.0
    assert moves[5, 4] == ILLEGAL


def test_a_long_content_counts_as_much_as_a_short_one() -> None:
    key = torch.eye(8)[None]
    query = torch.zeros(1, 8, 8)
    query[0, 4:7, 1] = 40.0  # three pieces, sure of piece 1, and right
    query[0, 7, 2] = 40.0  # one piece, sure of piece 2, and wrong
    target = torch.tensor([[-1, -1, -1, -1, 1, 1, 1, 3]])
    mask = torch.ones(1, 8, dtype=torch.long)
    wrong = float(link_loss(query[:, 7:], key, torch.tensor([[3]]), mask))
    assert float(link_loss(query, key, target, mask)) == pytest.approx(wrong / 2, rel=1e-3)


def test_nothing_to_point_at_costs_nothing() -> None:
    query = torch.randn(1, 4, 8, requires_grad=True)
    loss = link_loss(query, torch.randn(1, 4, 8), torch.full((1, 4), -1), torch.ones(1, 4, dtype=torch.long))
    loss.backward()
    assert float(loss) == 0.0


def test_rounding_keeps_values_to_half_a_step_and_lets_gradients_through() -> None:
    values = torch.randn(2, 5, 7, requires_grad=True)
    rounded = coarse(values)
    steps = (values.detach().flatten(1).amax(1) - values.detach().flatten(1).amin(1)) / 255
    assert bool(((rounded - values).abs().flatten(1).amax(1) <= 0.51 * steps).all())
    rounded.sum().backward()
    assert torch.equal(values.grad, torch.ones_like(values))


def test_padding_changes_no_score() -> None:
    torch.manual_seed(0)
    network = Network(TINY, dropout=0.0).eval()
    ids, mask, features = torch.randint(0, 160, (1, 9)), torch.ones(1, 9, dtype=torch.long), torch.zeros(1, 9).long()
    alone = network(ids, mask, features)
    padded = network(*(torch.cat([t, torch.zeros(1, 4).long()], 1) for t in (ids, mask, features)))
    for one, other in zip(alone, padded, strict=True):
        assert torch.allclose(one, other[:, :9], atol=1e-5)


def test_the_size_is_read_from_the_weights() -> None:
    assert shape_of(Network(TINY).state_dict()) == TINY
