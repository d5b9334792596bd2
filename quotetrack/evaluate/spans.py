"""Scores of spans and links: were the content, the cue and the source found, and do they belong together?

Gold and predicted attributions of an article are paired one to one by the Dice overlap of their contents' letters, best
first; a pair *matches* when the overlap is at least half of both sides. Spans are compared without edge punctuation,
quotation marks and white space, so that conventions about the final period decide nothing.

The rows (`ROWS`):

- ``full``: a match whose sources overlap (or are both empty) and whose cues overlap (or are both empty; ignored in a
  corpus that marks no cues). ``full -cue``: the same without the cue.
- ``content exact``, ``content >=.5`` (matches), ``content tokens`` (words in any content, unpaired).
- ``cue (document)``, ``cue exact``: cues of the article paired in order, sharing a word or equal.
- ``cue | match``, ``source ex | match``, ``source ov | match``, ``kind | match``: inside the matches.
- ``span: content``, ``span: source``, ``span: cue``: contiguous stretches found exactly, each alone: the measure of
  sequence-labelling papers (CofeNet, Wang et al. 2022).

Precision by kind counts what was predicted as that kind, recall what the gold has as that kind.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

from quotetrack.evaluate.documents import Annotation, Document, Offsets
from quotetrack.evaluate.tally import ALL, Side, Tally
from quotetrack.models import KINDS

ROWS = (
    "full",
    "full -cue",
    "content exact",
    "content >=.5",
    "content tokens",
    "cue (document)",
    "cue exact",
    "cue | match",
    "source ex | match",
    "source ov | match",
    "kind | match",
    "span: content",
    "span: source",
    "span: cue",
)
WORD = re.compile(r"\w+(?:['’]\w+)*")
THAT = re.compile(r"that\b\W*", re.IGNORECASE)
EDGE = frozenset(" \t\r\n\u00a0\u200b\u200a\u2009\u202f\ufeff\"'`“”„‟‘’«».,;:!?…-–—()[]")
# words that two sources may share by chance: one that has others must share one of those
FUNCTION_WORDS = frozenset(
    "the a an of in on at to for from by with and or but some many other one who his her their its our my your this "
    "that these those s".split()
)
UNKNOWN = "unknown"


@frozen(eq=False)
class Marked:
    """Is an annotation reduced to what is compared: trimmed stretches, and the letters and words in them.

    Letters and words are sets of offsets. `source_keys` are the words of the source that carry meaning. `index` is the
    annotation's place in its document.
    """

    index: int
    content: tuple[Offsets, ...]
    cue: tuple[Offsets, ...]
    source: tuple[Offsets, ...]
    letters: frozenset[int]
    content_words: frozenset[int]
    cue_words: frozenset[int]
    source_words: frozenset[int]
    source_keys: frozenset[int]
    kind: str | None
    optional: bool


def trimmed(text: str, parts: Iterable[Offsets]) -> tuple[Offsets, ...]:
    """Trim stretches at their edges and join those with no word between them.

    >>> trimmed('“Yes,” she said', [(0, 6)])
    ((1, 4),)
    >>> trimmed("one, two", [(0, 4), (5, 8)])
    ((0, 8),)
    """
    out: list[Offsets] = []
    for start, end in sorted(parts):
        while start < end and text[start] in EDGE:
            start += 1
        while end > start and text[end - 1] in EDGE:
            end -= 1
        if start == end:
            continue
        if out and (start <= out[-1][1] or not WORD.search(text, out[-1][1], start)):
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return tuple(out)


def _words(text: str, parts: Iterable[Offsets]) -> frozenset[int]:
    return frozenset(m.start() for start, end in parts for m in WORD.finditer(text, start, end))


def _without_that(text: str, content: tuple[Offsets, ...]) -> tuple[Offsets, ...]:
    if content:
        start, end = content[0]
        that = THAT.match(text, start, end)
        if that and that.end() < end:
            return trimmed(text, ((that.end(), end), *content[1:]))
    return content


def mark(
    annotation: Annotation, text: str, *, index: int = 0, strip_that: bool = False, speech_only: bool = False
) -> Marked:
    """Reduce an annotation to what is compared."""
    content = trimmed(text, annotation.content)
    if strip_that:
        content = _without_that(text, content)
    # a cue may be punctuation alone: the colon of a transcript
    cue = trimmed(text, annotation.cue) or tuple(sorted(annotation.cue))
    source = trimmed(text, annotation.source)
    source_words = _words(text, source)
    return Marked(
        index=index,
        content=content,
        cue=cue,
        source=source,
        letters=frozenset(i for start, end in content for i in range(start, end) if text[i].isalnum()),
        content_words=_words(text, content),
        cue_words=_words(text, cue) or frozenset(i for start, end in cue for i in range(start, end)),
        source_words=source_words,
        source_keys=frozenset(i for i in source_words if _word_at(text, i) not in FUNCTION_WORDS),
        kind=annotation.kind,
        optional=speech_only and annotation.kind == "indirect" and annotation.cue_class != "speech",
    )


def _word_at(text: str, start: int) -> str:
    match = WORD.match(text, start)
    return match.group().lower() if match else ""


def pair(gold: Sequence[Marked], predicted: Sequence[Marked]) -> list[tuple[int, int]]:
    """Pair annotations one to one by the overlap of their contents, best first: (gold index, predicted index)."""
    owners: dict[int, list[int]] = defaultdict(list)
    for index, one in enumerate(gold):
        for letter in one.letters:
            owners[letter].append(index)
    candidates = []
    for index, other in enumerate(predicted):
        shared = Counter(owner for letter in other.letters for owner in owners.get(letter, ()))
        for owner, count in shared.items():
            one = gold[owner]
            dice = 2 * count / (len(one.letters) + len(other.letters))
            also = bool(one.cue_words & other.cue_words) + bool(one.source_words & other.source_words)
            candidates.append((-dice, -also, owner, index))
    pairs = []
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    for _, _, owner, index in sorted(candidates):
        if owner not in used_gold and index not in used_predicted:
            used_gold.add(owner)
            used_predicted.add(index)
            pairs.append((owner, index))
    return pairs


def matches(gold: Marked, predicted: Marked) -> bool:
    """Tell whether the contents overlap by at least half of both."""
    shared = len(gold.letters & predicted.letters)
    return shared >= 0.5 * len(gold.letters) and shared >= 0.5 * len(predicted.letters)


def source_right(gold: Marked, predicted: Marked) -> bool:
    """Tell whether the sources overlap, or are both empty."""
    if not gold.source and not predicted.source:
        return True
    return _sources_overlap(gold, predicted)


def _sources_overlap(gold: Marked, predicted: Marked) -> bool:
    if gold.source_keys and predicted.source_keys:
        return bool(gold.source_keys & predicted.source_keys)
    return bool(gold.source_words & predicted.source_words)


def cue_right(gold: Marked, predicted: Marked, *, cues: bool = True) -> bool:
    """Tell whether the cues overlap, or are both empty; `cues` is false in a corpus that marks none."""
    return not cues or bool(gold.cue_words & predicted.cue_words) or not (gold.cue or predicted.cue)


def full(gold: Marked, predicted: Marked, *, cues: bool = True) -> bool:
    """Tell whether a pair is right as a whole: content, source and cue."""
    return matches(gold, predicted) and source_right(gold, predicted) and cue_right(gold, predicted, cues=cues)


@frozen(eq=False)
class Aligned:
    """Is an article's gold and predictions, reduced, filtered and paired."""

    gold: tuple[Marked, ...]
    predicted: tuple[Marked, ...]
    pairs: tuple[tuple[int, int], ...]
    optional_words: frozenset[int] = frozenset()


def align(
    gold: Document, predicted: Document | None, *, strip_that: bool = False, speech_only: bool = False
) -> Aligned:
    """Reduce and pair an article's gold and predictions.

    With `speech_only`, indirect gold whose cue is not of speech is optional: missing it is no error, and a prediction
    paired with it, or lying half or more in such contents, is not counted.
    """
    text = gold.text or ""
    marked = [
        mark(a, text, index=i, strip_that=strip_that, speech_only=speech_only) for i, a in enumerate(gold.annotations)
    ]
    answers = predicted.annotations if predicted else ()
    ours = [mark(a, text, index=i, strip_that=strip_that) for i, a in enumerate(answers)]
    marked = [g for g in marked if g.letters]
    ours = [p for p in ours if p.letters]
    outside = {i for start, end in gold.discard for i in range(start, end)}
    if outside:
        ours = [p for p in ours if len(p.letters & outside) < 0.5 * len(p.letters)]
    pairs = pair(marked, ours)
    optional_words: frozenset[int] = frozenset()
    if any(g.optional for g in marked):
        optional = [g for g in marked if g.optional]
        letters = frozenset[int]().union(*(g.letters for g in optional))
        optional_words = optional_words.union(*(g.content_words for g in optional))
        partner = {p: g for g, p in pairs}
        keep_predicted = [
            i
            for i, p in enumerate(ours)
            if (not marked[partner[i]].optional if i in partner else len(p.letters & letters) < 0.5 * len(p.letters))
        ]
        keep_gold = [i for i, g in enumerate(marked) if not g.optional]
        new_gold = {old: new for new, old in enumerate(keep_gold)}
        new_predicted = {old: new for new, old in enumerate(keep_predicted)}
        pairs = [(new_gold[g], new_predicted[p]) for g, p in pairs if g in new_gold and p in new_predicted]
        marked = [marked[i] for i in keep_gold]
        ours = [ours[i] for i in keep_predicted]
    partner = {p: g for g, p in pairs}
    # a prediction that tells no kind has that of its partner
    ours = [
        p if p.kind else evolve(p, kind=marked[partner[i]].kind if i in partner else UNKNOWN)
        for i, p in enumerate(ours)
    ]
    return Aligned(tuple(marked), tuple(ours), tuple(pairs), optional_words)


def tally(aligned: Aligned, *, cues: bool = True) -> Tally:
    """Count one article for every row and kind."""
    counts: Tally = Counter()

    def count(row: str, items: Iterable[Marked], side: Side) -> None:
        for item in items:
            counts[row, ALL, side] += 1
            counts[row, item.kind or UNKNOWN, side] += 1

    def right(row: str, one: Marked, other: Marked) -> None:
        count(row, [one], "right gold")
        count(row, [other], "right predicted")

    for row in ("full", "full -cue", "content exact", "content >=.5"):
        count(row, aligned.gold, "gold")
        count(row, aligned.predicted, "predicted")
    for g, p in aligned.pairs:
        one, other = aligned.gold[g], aligned.predicted[p]
        if one.content == other.content:
            right("content exact", one, other)
        if not matches(one, other):
            continue
        right("content >=.5", one, other)
        if source_right(one, other):
            right("full -cue", one, other)
            if cue_right(one, other, cues=cues):
                right("full", one, other)
        inside = (
            ("cue | match", one.cue, other.cue, bool(one.cue_words & other.cue_words)),
            ("source ex | match", one.source, other.source, bool(one.source) and one.source == other.source),
            ("source ov | match", one.source, other.source,
             bool(one.source and other.source) and _sources_overlap(one, other)),
            ("kind | match", one.kind, other.kind, one.kind == other.kind and one.kind is not None),
        )  # fmt: skip
        for row, there, here, agrees in inside:
            count(row, [one] if there else [], "gold")
            count(row, [other] if here else [], "predicted")
            if agrees:
                right(row, one, other)
    _tally_stretches(aligned, counts)
    _tally_words(aligned, counts)
    _tally_cues(aligned, counts)
    return counts


def _both(counts: Tally, row: str, kind: str, gold: int, predicted: int, shared_gold: int, shared: int) -> None:
    for side, number in (("gold", gold), ("predicted", predicted), ("right gold", shared_gold),
                         ("right predicted", shared)):  # fmt: skip
        counts[row, kind, side] += number  # type: ignore[index]


def _tally_stretches(aligned: Aligned, counts: Tally) -> None:
    for role in ("content", "source", "cue"):
        there = {part for item in aligned.gold for part in getattr(item, role)}
        here = {part for item in aligned.predicted for part in getattr(item, role)}
        shared = len(there & here)
        _both(counts, f"span: {role}", ALL, len(there), len(here), shared, shared)


def _union(items: Iterable[Marked]) -> frozenset[int]:
    return frozenset[int]().union(*(item.content_words for item in items))


def _tally_words(aligned: Aligned, counts: Tally) -> None:
    there = _union(aligned.gold)
    forgiven = aligned.optional_words - there
    here = _union(aligned.predicted) - forgiven
    shared = len(there & here)
    _both(counts, "content tokens", ALL, len(there), len(here), shared, shared)
    for kind in KINDS:
        theirs = _union(g for g in aligned.gold if g.kind == kind)
        ours = _union(p for p in aligned.predicted if p.kind == kind) - forgiven
        _both(counts, "content tokens", kind, len(theirs), len(ours), len(theirs & here), len(ours & there))


def _tally_cues(aligned: Aligned, counts: Tally) -> None:
    for row, exact in (("cue (document)", False), ("cue exact", True)):
        free = [g for g in aligned.gold if g.cue]
        total, found = len(free), 0
        ours = [p for p in aligned.predicted if p.cue]
        for p in ours:
            hit = next((g for g in free if (g.cue == p.cue if exact else g.cue_words & p.cue_words)), None)
            if hit is not None:
                free.remove(hit)
                found += 1
        _both(counts, row, ALL, total, len(ours), found, found)
