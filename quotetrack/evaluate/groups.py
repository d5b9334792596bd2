"""Where it goes well and where it does not: the score of each publisher, and how much is found of each class of cue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from quotetrack.evaluate import spans
from quotetrack.evaluate.documents import Document
from quotetrack.evaluate.tally import ALL, SIDES, Score, Tally, summarize

ROWS = ("full", "content exact", "content >=.5")


def by_publisher(documents: Sequence[Document], tallies: Sequence[Tally], *, boot: int) -> tuple[Score, ...]:
    """Return the rows for each publisher as their `kind`; none where the articles are not of several.

    Args:
        documents: the gold articles.
        tallies: what `spans.tally` counted in each.
        boot: how many times the articles are resampled for the intervals.
    """
    known = sorted({document.publisher for document in documents if document.publisher})
    if len(known) < 2:
        return ()
    parts: list[Tally] = [
        Counter({(row, document.publisher or "", side): counts[row, ALL, side] for row in ROWS for side in SIDES})
        for document, counts in zip(documents, tallies, strict=True)
    ]
    found = summarize(parts, ROWS, known, boot=boot)
    return tuple(score for score in found if score.kind != ALL)


def by_cue_class(
    documents: Sequence[Document], aligned: Sequence[spans.Aligned], *, cues: bool, boot: int
) -> tuple[Score, ...]:
    """Return how much of the gold of each class of cue is found, the class as `kind`; none where there is but one.

    Args:
        documents: the gold articles.
        aligned: what `spans.align` made of each.
        cues: whether the gold marks cues.
        boot: how many times the articles are resampled for the intervals.
    """
    classes = sorted({annotation.cue_class for document in documents for annotation in document.annotations})
    if len(classes) < 2:
        return ()
    tallies = []
    for document, item in zip(documents, aligned, strict=True):
        counts: Tally = Counter()
        partner = dict(item.pairs)
        for g, one in enumerate(item.gold):
            other = item.predicted[partner[g]] if g in partner else None
            same = other is not None and one.content == other.content
            near = other is not None and spans.matches(one, other)
            right = other is not None and spans.full(one, other, cues=cues)
            for row, hit in zip(ROWS, (right, same, near), strict=True):
                counts[row, document.annotations[one.index].cue_class, "gold"] += 1
                counts[row, document.annotations[one.index].cue_class, "right gold"] += hit
        tallies.append(counts)
    return tuple(score for score in summarize(tallies, ROWS, classes, boot=boot) if score.kind != ALL)
