"""Counts per article, and what they sum to: precision, recall, F1, with intervals from resampled articles."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence
from typing import Literal

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

# what was right among the predicted, the predicted, what was right among the gold, the gold
Side = Literal["right predicted", "predicted", "right gold", "gold"]
SIDES: tuple[Side, ...] = ("right predicted", "predicted", "right gold", "gold")
Tally = Counter[tuple[str, str, Side]]  # row, kind, side; floats where a row averages
ALL = "all"
LEVEL = 0.95


@frozen
class Score:
    """Is one row of a table, in percent; ``None`` where a figure is undefined.

    A row that has no precision (*of the speakers found, how many …*) has its rate as `recall`, and no `f1`.
    `low` and `high` bound 95 % of the resampled scores.
    """

    row: str
    kind: str
    precision: float | None
    recall: float | None
    f1: float | None
    gold: int
    predicted: int
    low: float | None = None
    high: float | None = None

    @property
    def value(self) -> float | None:
        """Return the figure that sums up the row: F1, or its rate."""
        return self.recall if self.f1 is None else self.f1


def _rates(sides: NDArray[np.float64], rate_only: bool) -> NDArray[np.float64]:
    """Turn sums [..., 4 sides] into percentages [..., 3]: precision, recall, F1; NaN where undefined."""
    right_predicted, predicted, right_gold, gold = (sides[..., i] for i in range(4))
    with np.errstate(divide="ignore", invalid="ignore"):
        precision = np.where(predicted > 0, right_predicted / predicted, np.nan)
        recall = np.where(gold > 0, right_gold / gold, np.nan)
        both = precision + recall
        f1 = np.where(both > 0, 2 * precision * recall / both, np.where(np.isnan(both), np.nan, 0.0))
    if rate_only:
        precision = f1 = np.full_like(recall, np.nan)
    return 100 * np.stack([precision, recall, f1], axis=-1)


def _resamples(articles: int, boot: int, seed: int) -> NDArray[np.float64]:
    """Draw `boot` samples of as many articles, with replacement: how often each article occurs in each."""
    draw = random.Random(seed)
    weights = np.zeros((boot, articles))
    for sample in weights:
        for _ in range(articles):
            sample[draw.randrange(articles)] += 1
    return weights


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def summarize(
    tallies: Sequence[Tally], rows: Sequence[str], kinds: Sequence[str], *, boot: int = 1000, seed: int = 0
) -> tuple[Score, ...]:
    """Sum up articles; rows that nothing was counted for are left out.

    The intervals resample whole articles, since attributions of one article are not independent (document bootstrap,
    percentile method; Efron & Tibshirani 1993, chapter 13).
    """
    columns = [(row, kind, side) for kind in (ALL, *kinds) for row in rows for side in SIDES]
    table = np.array([[tally[column] for column in columns] for tally in tallies], np.float64)
    table = table.reshape(len(tallies), -1, len(SIDES))
    totals = table.sum(0)
    samples = None
    if boot and tallies:
        weights = _resamples(len(tallies), boot, seed)
        samples = np.einsum("bd,drs->brs", weights, table)
    out = []
    for index, (kind, row) in enumerate((kind, row) for kind in (ALL, *kinds) for row in rows):
        counts = totals[index]
        if not (counts[1] or counts[3]):
            continue
        # a row that counts nothing predicted in any article and some gold as right is a rate
        rate_only = bool(counts[1] == 0 and counts[2] > 0)
        precision, recall, f1 = (_known(x) for x in _rates(counts, rate_only))
        low = high = None
        if samples is not None:
            drawn = np.sort(_rates(samples[:, index], rate_only)[:, 1 if rate_only else 2])
            drawn = drawn[~np.isnan(drawn)]
            if len(drawn):
                tail = (1 - LEVEL) / 2
                low = float(drawn[int(tail * len(drawn))])
                high = float(drawn[min(len(drawn) - 1, int((1 - tail) * len(drawn)))])
        out.append(Score(row, kind, precision, recall, f1, int(counts[3]), int(counts[1]), low, high))
    return tuple(out)
