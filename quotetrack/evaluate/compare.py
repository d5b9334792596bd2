"""Two runs side by side: which attributions a change gained and which it lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, get_args

from attrs import frozen

from quotetrack.evaluate import spans
from quotetrack.evaluate.documents import Document, Offsets, lined_up
from quotetrack.evaluate.spans import Marked

Difference = Literal["gained", "lost", "introduced", "removed"]
DIFFERENCES: tuple[Difference, ...] = get_args(Difference)


@frozen
class Change:
    """Is one attribution in which two runs differ, as the words of its parts.

    ``gained`` and ``lost`` are attributions of the gold that only the new or only the old run got right as a whole;
    ``introduced`` and ``removed`` are predictions that only the new or only the old run got wrong.
    """

    difference: Difference
    article: str
    kind: str
    source: str
    cue: str
    content: str


@frozen(eq=False)
class _Run:
    right: frozenset[int]
    wrong: tuple[Marked, ...]
    gold: tuple[Marked, ...]


def _run(gold: Document, predicted: Document | None, cues: bool, strip_that: bool) -> _Run:
    aligned = spans.align(gold, predicted, strip_that=strip_that)
    full = [(g, p) for g, p in aligned.pairs if spans.full(aligned.gold[g], aligned.predicted[p], cues=cues)]
    hits = {p for _, p in full}
    wrong = tuple(item for index, item in enumerate(aligned.predicted) if index not in hits)
    return _Run(frozenset(g for g, _ in full), wrong, aligned.gold)


def compare(
    gold: Sequence[Document], old: Sequence[Document], new: Sequence[Document], *, strip_that: bool = False
) -> Iterator[Change]:
    """Yield what changed between two runs, in the order of the gold's articles.

    Raises:
        InputError: a prediction was made on another text than the gold's.
    """
    cues = any(annotation.cue for document in gold for annotation in document.annotations)
    for (document, before), (_, after) in zip(lined_up(gold, old), lined_up(gold, new), strict=True):
        one = _run(document, before, cues, strip_that)
        other = _run(document, after, cues, strip_that)
        listed: tuple[tuple[Difference, list[Marked]], ...] = (
            ("gained", [one.gold[i] for i in sorted(other.right - one.right)]),
            ("lost", [one.gold[i] for i in sorted(one.right - other.right)]),
            ("introduced", _unlike(other.wrong, one.wrong)),
            ("removed", _unlike(one.wrong, other.wrong)),
        )
        for difference, items in listed:
            for item in items:
                yield _change(difference, document, item)


def _unlike(items: Sequence[Marked], others: Sequence[Marked]) -> list[Marked]:
    return [item for item in items if not any(spans.matches(item, other) for other in others)]


def _change(difference: Difference, document: Document, item: Marked) -> Change:
    text = document.text or ""

    def words(parts: Sequence[Offsets]) -> str:
        return " … ".join(" ".join(text[start:end].split()) for start, end in parts)

    return Change(
        difference, document.id, item.kind or spans.UNKNOWN, words(item.source), words(item.cue), words(item.content)
    )
