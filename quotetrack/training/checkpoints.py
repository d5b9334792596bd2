"""A run's state on disk: written whole or not at all, and refused where it is another recipe's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

from quotetrack.errors import ModelError

CHECKPOINT = "checkpoint.pt"  # in the directory of the model that is being made
SAVE_EVERY = 120.0  # seconds


def save(path: Path, state: dict[str, Any]) -> None:
    """Write a state; a run killed meanwhile finds its former one."""
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(path)


def restore(path: Path, put: Callable[[dict[str, Any]], None], *, device: str = "cpu") -> None:
    """Read a state and hand it to `put`, which takes what it needs.

    Raises:
        ModelError: the file is no checkpoint of this recipe.
    """
    try:
        put(torch.load(path, map_location=device, weights_only=True))
    except (OSError, KeyError, RuntimeError, ValueError) as error:
        raise ModelError(f"{path}: not a checkpoint of this recipe ({error}); start without --resume") from error
