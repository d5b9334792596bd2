"""Does confidence mean what it says: of the attributions with confidence 0.8, are eight in ten right?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from quotetrack.evaluate import spans
from quotetrack.evaluate.documents import Document, lined_up
from quotetrack.evaluate.speakers import Voice, speaker_right

BINS = 10
PRECISION = 0.95  # at which recall is told: wrong once in twenty times, what a careful reader forgives


@frozen
class Judged:
    """Is one prediction: the confidence it was given, and whether it is right as a whole (`spans.full`)."""

    confidence: float
    right: bool


@frozen
class Bin:
    """Is the predictions of like confidence: how many, their mean confidence, the share of them that is right."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


@frozen
class Reliability:
    """Is how far confidence can be trusted.

    `error` is the expected calibration error: the mean distance between confidence and the share that is right, over
    bins of equal width, weighed by their size (Naeini et al. 2015). `recall` is the share of the gold, in percent,
    that is found when only predictions of at least `threshold` are kept, the lowest at which precision is 95 %.
    """

    bins: tuple[Bin, ...]
    error: float
    recall: float
    threshold: float | None


def judge(
    gold: Sequence[Document], predicted: Sequence[Document], *, strip_that: bool = True, voiced: bool = False
) -> list[Judged]:
    """Tell for every prediction that has a confidence whether it is right, with its speaker if `voiced`."""
    cues = any(annotation.cue for document in gold for annotation in document.annotations)
    out = []
    for document, answer in lined_up(gold, predicted):
        if answer is None:
            continue
        for index, right in verdicts(document, answer, cues=cues, strip_that=strip_that, voiced=voiced).items():
            confidence = answer.annotations[index].confidence
            if confidence is not None:
                out.append(Judged(confidence, right))
    return out


def verdicts(
    gold: Document, predicted: Document, *, cues: bool = True, strip_that: bool = True, voiced: bool = False
) -> dict[int, bool]:
    """Tell for each prediction of an article that counts, by its index, whether it is right as a whole.

    `voiced`: the speaker must be right, too, where the gold knows one.
    """
    aligned = spans.align(gold, predicted, strip_that=strip_that)

    def spoken(g: int, p: int) -> bool:
        who = gold.annotations[aligned.gold[g].index].speaker
        answer = predicted.annotations[aligned.predicted[p].index].speaker
        return not voiced or who is None or speaker_right(Voice(who, True, answer))

    hits = {
        p for g, p in aligned.pairs if spans.full(aligned.gold[g], aligned.predicted[p], cues=cues) and spoken(g, p)
    }
    return {item.index: i in hits for i, item in enumerate(aligned.predicted)}


def reliability(judged: Iterable[Judged], gold: int) -> Reliability:
    """Sum up predictions; `gold` is the number of attributions to be found.

    >>> sure = [Judged(0.9, True)] * 9 + [Judged(0.9, False)]
    >>> round(reliability(sure, 10).error, 3)
    0.0
    """
    items = sorted(judged, key=lambda item: -item.confidence)
    grouped: list[list[Judged]] = [[] for _ in range(BINS)]
    for item in items:
        grouped[min(BINS - 1, int(item.confidence * BINS))].append(item)
    bins = []
    error = 0.0
    for number, group in enumerate(grouped):
        if group:
            mean = sum(item.confidence for item in group) / len(group)
            share = sum(item.right for item in group) / len(group)
            bins.append(Bin(number / BINS, (number + 1) / BINS, len(group), mean, share))
            error += abs(mean - share) * len(group) / len(items)
    right, best, threshold = 0, 0, None
    for count, item in enumerate(items, 1):
        right += item.right
        last_of_equals = count == len(items) or items[count].confidence < item.confidence
        if last_of_equals and right >= PRECISION * count and right > best:
            best, threshold = right, item.confidence
    return Reliability(tuple(bins), error, 100 * best / gold if gold else 0.0, threshold)


def figure(result: Reliability) -> str:
    """Draw the reliability diagram as SVG: bars from each bin's confidence to the share that is right."""
    size, margin = 320, 40

    def x(value: float) -> float:
        return round(margin + value * size, 1)

    def y(value: float) -> float:
        return round(margin + (1 - value) * size, 1)

    most = max((one.count for one in result.bins), default=1)
    whole = size + 2 * margin
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" '
        'font-family="sans-serif" font-size="11">',
        "<title>Share of attributions that are right, by confidence</title>",
        f'<rect width="{whole}" height="{whole}" fill="#fff"/>',
    ]
    for one in result.bins:
        width = round(size / BINS * (0.25 + 0.65 * (one.count / most) ** 0.5), 1)
        left = round(x((one.low + one.high) / 2) - width / 2, 1)
        parts.append(
            f'<rect x="{left}" y="{y(one.right)}" width="{width}" height="{round(one.right * size, 1)}" fill="#4c78a8">'
            f"<title>{one.count} attributions, confidence {one.confidence:.2f}, right {one.right:.2f}</title></rect>"
        )
        parts.append(f'<circle cx="{x(one.confidence)}" cy="{y(one.right)}" r="3" fill="#e45756"/>')
    parts.append(f'<path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="#888" stroke-dasharray="4 4"/>')
    parts.append(f'<path d="M{x(0)} {y(1)}V{y(0)}H{x(1)}" stroke="#333" fill="none"/>')
    for tick in range(0, BINS + 1, 2):
        value = tick / BINS
        parts.append(f'<text x="{x(value)}" y="{y(0) + 15}" text-anchor="middle">{value:.1f}</text>')
        parts.append(f'<text x="{x(0) - 6}" y="{y(value) + 4}" text-anchor="end">{value:.1f}</text>')
    parts.append(f'<text x="{x(0.5)}" y="{whole - 6}" text-anchor="middle">confidence</text>')
    parts.append(f'<text x="{x(0)}" y="{margin - 14}">share that is right (bars are wider where there are more)</text>')
    return "\n".join([*parts, "</svg>", ""])
