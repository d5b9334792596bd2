"""Averages runs of the attribution recipe into one model: ``python -m quotetrack.training attribution-average``.

Runs that share their starting weights, or a part of their way, end in one valley: the mean of their weights scores
better than each, at the cost of one (model soups, Wortsman et al. 2022).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch

from quotetrack.errors import InputError, ModelError
from quotetrack.training.attribution_export import write_model
from quotetrack.training.attribution_shape import shape_of


def averaged_weights(checkpoints: Sequence[Path]) -> dict[str, torch.Tensor]:
    """Return the mean of the averaged weights of several runs' checkpoints.

    Raises:
        ModelError: a file is no checkpoint of the recipe.
        InputError: the runs are of networks of different sizes.
    """
    total: dict[str, torch.Tensor] = {}
    for path in checkpoints:
        try:
            state = torch.load(path, map_location="cpu", weights_only=True)
            weights = {**state["network"], **state["average"]}
        except (OSError, KeyError, TypeError, RuntimeError) as error:
            raise ModelError(f"{path}: not a checkpoint of this recipe ({error})") from error
        if total and {n: t.shape for n, t in total.items()} != {n: t.shape for n, t in weights.items()}:
            raise InputError(f"{path}: a network of another size than {checkpoints[0]}")
        for name, tensor in weights.items():
            total[name] = total.get(name, 0.0) + tensor / len(checkpoints)
    return total


def main(arguments: Sequence[str]) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m quotetrack.training attribution-average", description=__doc__)
    parser.add_argument("--runs", type=Path, nargs="+", required=True, help="checkpoint.pt files of the recipe's runs")
    parser.add_argument("--tokenizer", type=Path, required=True, help="the tokenizer.json that the runs were given")
    parser.add_argument("--out", type=Path, required=True, help="the model directory to write")
    given = parser.parse_args(arguments)
    weights = {name: tensor.numpy() for name, tensor in averaged_weights(given.runs).items()}
    facts = {"averaged": len(given.runs)}
    write_model(weights, shape_of(weights), given.out, tokenizer=given.tokenizer, name=given.out.name, facts=facts)
    return 0
