"""What hangs on what: the candidate that a piece points at, over all windows that see both."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

from quotetrack.find.drafts import Piece
from quotetrack.find.found import Offsets
from quotetrack.find.tagger import Scores

View = tuple[int, list[float], int]  # the first candidate that a window sees, the scores from it on, their weight
Link = tuple[int | None, float]  # which candidate (None: none of them), and the log-probability of that choice


def links(
    scores: Scores, items: Sequence[Piece], candidates: Sequence[Piece], reach: Sequence[Offsets], *, nowhere: bool
) -> list[Link | None]:
    """Return for each item the candidate that it points at, its scores averaged over the windows that see both.

    A content points at a cue; with `nowhere` a cue points at a source, or at no source. What an item points at begins
    between the offsets that `reach` gives for it. ``None`` where no window sees an item together with a candidate.
    """
    encoded = scores.encoded
    total = len(encoded.ids)
    first = [int(encoded.words[p.first]) for p in items]
    stop = [int(encoded.words[p.last + 1]) if p.last + 1 < len(encoded.words) else total for p in items]
    heads = np.array([int(encoded.words[c.first]) for c in candidates], np.int64)
    root = math.sqrt(scores.windows[0].cue.shape[1]) if scores.windows else 1.0
    seen: list[list[View]] = [[] for _ in items]
    low = 0
    for window in scores.windows:
        while low < len(items) and stop[low] <= window.start:
            low += 1
        left, right = (int(place) for place in np.searchsorted(heads, (window.start, window.end)))
        here = heads[left:right] - window.start
        if nowhere:
            rows, keys = window.target, window.source[np.concatenate([[0], here + 1])]
        else:
            rows, keys = window.content, window.cue[here]
        if not len(keys):
            continue
        for item in range(low, bisect_left(first, window.end)):
            begin, end = max(first[item], window.start), min(stop[item], window.end)
            mean = np.add.reduce(rows[begin - window.start : end - window.start]) / np.float32(end - begin)
            values = (keys @ mean / root).tolist()
            weight = 1 + min(
                begin - window.start if window.start else total, window.end - end if window.end < total else total
            )
            seen[item].append((left, values, weight))
    begins = [c.start for c in candidates]
    spans = ((bisect_left(begins, start), bisect_left(begins, end)) for start, end in reach)
    return [_choose(views, *span, nowhere=nowhere) for views, span in zip(seen, spans, strict=True)]


def _choose(views: Sequence[View], low: int, high: int, *, nowhere: bool) -> Link | None:
    """Take the best of the candidates `low` to `high`, or with `nowhere` none of them, by the mean of all views."""
    if not views:
        return None
    start, means = views[0][:2] if len(views) == 1 else _mean(views, nowhere=nowhere)
    none = means[:nowhere]  # the first one is the score of no candidate at all
    means = none + means[max(low - start, 0) + nowhere : max(high - start, 0) + nowhere]
    start = max(low, start)
    if not means:
        return None
    top = max(means)
    best = means.index(top)
    spread = sum(math.exp(value - top) for value in means)
    return (None if nowhere and not best else start + best - nowhere), -math.log(spread)


def _mean(views: Sequence[View], *, nowhere: bool) -> tuple[int, list[float]]:
    """Return the mean of what overlapping windows say of each candidate that any of them sees, by weight."""
    start = min(left for left, _, _ in views)
    size = max(left - start + len(values) for left, values, _ in views)
    sums, weights = [0.0] * size, [0] * size
    for left, values, weight in views:
        for at, value in enumerate(values, start=left - start):
            slot = 0 if nowhere and at == left - start else at
            sums[slot] += value * weight
            weights[slot] += weight
    return start, [total / max(weight, 1) for total, weight in zip(sums, weights, strict=True)]
