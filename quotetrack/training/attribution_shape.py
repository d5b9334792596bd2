"""The size of the attribution network and the names of its heads, for those who train it and those who write it out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from attrs import frozen

HEAD_WIDTH = 32  # of MiniLM's attention heads; weights do not tell, cards of other networks do
HEADS = ("tag", "q", "k", "q2", "k2")


@frozen
class Shape:
    """Is the size of a network; the default is that of all-MiniLM-L6-v2."""

    vocabulary: int = 30522
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    link: int = 128
    features: int = 64


class Sized(Protocol):
    """Is an array of any library."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Return the length of each axis."""


def shape_of(weights: Mapping[str, Sized], *, heads: int | None = None) -> Shape:
    """Return the size of the network that has these weights, so that smaller encoders train by the same recipe.

    Args:
        weights: under our names.
        heads: attention heads; default: those of MiniLM.
    """
    vocabulary, width = weights["words.weight"].shape
    link = weights["q.weight"].shape[0] if "q.weight" in weights else Shape().link
    return Shape(
        vocabulary=vocabulary,
        width=width,
        layers=sum(name.endswith(".norm2.weight") for name in weights),
        heads=heads or max(1, width // HEAD_WIDTH),
        inner=weights["layers.0.inner.weight"].shape[0],
        positions=weights["positions.weight"].shape[0],
        link=link,
    )
