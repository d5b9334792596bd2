"""Scores and marks in, attributions out: which words are content, cue and source, and what hangs on what.

The network says whether words are quoted, reported or neither and who they hang on; the marks decide what typography
knows better: where quoted content begins and ends, and that words split by *he said* are one quotation. Direct,
indirect or mixed is decided here and only here.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

import numpy as np
from attrs import Factory, define, evolve, frozen

from quotetrack.find.crf import BEGIN, LEAST, Marginals, viterbi
from quotetrack.find.edges import kind_of, merge, parts_of, with_name
from quotetrack.find.found import Certainty, Found, Offsets
from quotetrack.find.layout import Turn, turns
from quotetrack.find.marks import WORD, MarkIndex, Stretch
from quotetrack.find.tagger import Floats, Scores
from quotetrack.models import Kind

SOURCE, CUE, CONTENT = 0, 1, 2
UNCUED = math.log(0.2)  # that a quotation without a cue has a speaker in the text


@frozen
class Piece:
    """Is a run of words with one tag: `role` is SOURCE, CUE or CONTENT; words `first` to `last`, both included."""

    role: int
    first: int
    last: int
    start: int
    end: int
    score: float = 0.0  # log-probability of the role: the mean over a content's words, the surest word of the others
    whole: float = 0.0  # log-probability that just these words are one run


@define
class Draft:
    """Is an attribution in the making."""

    cue: Piece | None
    source: Piece | None = None
    content: list[Offsets] = Factory(list)
    pieces: list[Piece] = Factory(list)  # the content's, as the network saw them
    link: float = 0.0
    verbatim: bool = False  # the layout says that these are the speaker's own words


def pieces(scores: Scores, path: Sequence[int], moves: Floats) -> list[Piece]:
    """Group tagged words into pieces."""
    out: list[Piece] = []
    word, count = 0, len(path)
    if not any(path):
        return out
    chances = Marginals(scores.tags, moves)
    while word < count:
        tag = path[word]
        if tag == 0:
            word += 1
            continue
        role = (tag - 1) // 2
        stop = word + 1
        while stop < count and path[stop] == BEGIN[role] + 1:
            stop += 1
        start, end = scores.encoded.word_span(word, stop - 1)
        sure = chances.role(role, word, stop - 1)
        score = math.log(max(LEAST, float(sure.sum()) / len(sure) if role == CONTENT else float(sure.max())))
        out.append(Piece(role, word, stop - 1, start, end, score, math.log(chances.whole(role, word, stop - 1))))
        word = stop
    return out


View = tuple[int, list[float], int]  # the first candidate that a window sees, the scores from it on, their weight
Link = tuple[int | None, float]  # which candidate (None: none of them), and the log-probability of that choice


def links(
    scores: Scores, items: Sequence[Piece], candidates: Sequence[Piece], reach: Sequence[Offsets] | None = None
) -> list[Link | None]:
    """Return for each item the candidate that it points at, its scores averaged over the windows that see both.

    Without `reach` a cue points at a source, or at no source. With it a content points at a cue, which begins between
    the offsets that `reach` gives for this content. ``None`` where no window sees an item together with a candidate.
    """
    nowhere = reach is None
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
    if reach is None:
        return [_choose(views, 0, len(candidates), nowhere=True) for views in seen]
    begins = [c.start for c in candidates]
    spans = ((bisect_left(begins, start), bisect_left(begins, end)) for start, end in reach)
    return [_choose(views, *span, nowhere=False) for views, span in zip(seen, spans, strict=True)]


def _choose(views: Sequence[View], low: int, high: int, *, nowhere: bool) -> Link | None:
    """Take the best of the candidates `low` to `high`, or with `nowhere` none of them, by the mean of all views."""
    if not views:
        return None
    start, means = views[0][:2] if len(views) == 1 else _mean(views, nowhere=nowhere)
    if not nowhere:
        means = means[max(low - start, 0) : max(high - start, 0)]
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


def assemble(text: str, scores: Scores, found: Sequence[Piece], marks: MarkIndex) -> list[Draft]:
    """Hang contents on cues and cues on sources, as the pointers say; a cue without content is dropped.

    A cue stands in the paragraph of its content, unless it introduces it with a colon or the quotation goes on from the
    paragraph before (`cue_reach`). A pointer of unquoted content that leaves its paragraph means that there was no cue
    to point at, and the content is dropped. A content ends with its paragraph, unless the next one begins with a mark:
    a headline does not run into the dateline.
    """
    contents = [p for p in found if p.role == CONTENT]
    sources = [p for p in found if p.role == SOURCE]
    cues = [p for p in found if p.role == CUE]
    drafts = [Draft(cue) for cue in cues]
    floating = []
    reach = [cue_reach(text, content, marks) for content in contents]
    for content, link in zip(contents, links(scores, contents, cues, reach), strict=True):
        quoted = marks.at(content.start) is not None
        if link is None or link[0] is None:
            if not quoted or _words_in(text, content.start, content.end) <= NAME_WORDS:
                continue
            floating.append(draft := Draft(None, link=UNCUED))
        else:
            draft = drafts[link[0]]
            cue = cues[link[0]]
            away = marks.paragraph(cue.start) != marks.paragraph(content.start)
            if away and not quoted and ":" not in text[cue.end - 1 : cue.end + 1]:
                continue
            draft.link += link[1]
        stop = (marks.quotation_end if quoted else marks.paragraph_end)(content.start, content.end)
        draft.content.append((content.start, stop))
        draft.pieces.append(content)
    for draft, link in zip(drafts, links(scores, cues, sources), strict=True):
        if link is not None and link[0] is not None:
            draft.source = sources[link[0]]
            draft.link += link[1]
    floating += [loose for draft in drafts for loose in set_free(text, draft, marks)]
    return [d for d in drafts if d.content] + floating


# a sentence between two parts: the end of one, words, another end
SENTENCE_BETWEEN = re.compile(r"[.?!][”’\"')\]]*\s+[^.?!]*\w[^.?!]*[.?!]")


def set_free(text: str, draft: Draft, marks: MarkIndex) -> list[Draft]:
    """Take off a draft the quotations that a sentence of the reporter parts from all that follows of it.

    In *“Where is it?” The hall fell silent. “I spent it,” she said* the question is not hers.
    """
    others = [part.start for part in (draft.cue, draft.source) if part is not None]
    free = []
    for span, piece in list(zip(draft.content, draft.pieces, strict=True)):
        follows = min((at for at in (*others, *(start for start, _ in draft.content)) if at >= span[1]), default=None)
        if follows is None or marks.at(span[0]) is None or marks.paragraph(span[0]) != marks.paragraph(follows):
            continue
        if SENTENCE_BETWEEN.search(text, max(span[0], span[1] - 3), follows):
            draft.content.remove(span)
            draft.pieces.remove(piece)
            free.append(Draft(None, content=[span], pieces=[piece], link=UNCUED))
    return free


def cue_reach(text: str, content: Piece, marks: MarkIndex) -> Offsets:
    """Return between which offsets the cue of a content begins.

    Only a quotation that opens its paragraph may hang on words of another one: it goes on from the paragraph before, or
    a colon introduces it. One that follows other words hangs on those, or goes on in the next paragraph.
    """
    stretch = marks.at(content.start)
    if stretch is None:
        return 0, len(text)
    start, end = marks.paragraph_span(content.start)
    if not text[start : stretch.start].strip():
        return 0, len(text)
    return start, len(text) if stretch.continues else end


def _words_in(text: str, start: int, end: int) -> int:
    return len(WORD.findall(text, start, end))


def snap(text: str, drafts: Sequence[Draft], marks: MarkIndex) -> None:
    """Move content edges that stand inside a quoted stretch to its marks.

    The network is sure that words are quoted, less sure where the quotation ends; the marks know. A stretch that is at
    least half covered by one attribution, and holds no word of another, is covered whole.
    """
    cover: dict[Stretch, dict[int, int]] = {}
    for number, draft in enumerate(drafts):
        others = [(p.start, p.end, OTHER) for p in (draft.cue, draft.source) if p is not None]
        for start, end, owner in [*((start, end, number) for start, end in draft.content), *others]:
            for stretch in marks.between(start, end):
                left, right = max(start, stretch.inner_start), min(end, stretch.inner_end)
                if words := _words_in(text, left, right):
                    owners = cover.setdefault(stretch, {})
                    owners[owner] = owners.get(owner, 0) + words
    for stretch, owners in cover.items():
        ((owner, words), *rest) = owners.items()
        if not rest and owner != OTHER and 2 * words >= _words_in(text, stretch.inner_start, stretch.inner_end):
            drafts[owner].content = merge(text, [*drafts[owner].content, (stretch.start, stretch.end)])


SENTENCE_END = re.compile(r"[.?!:][”’\"')\]]*\s*\Z")
TOPIC = re.compile(r"\b(?:of|about)\s*\Z")
ASIDE = 200  # characters between a content and its cue: the speaker's name and titles


def drop_asides(text: str, drafts: Iterable[Draft], marks: MarkIndex) -> None:
    """Cut off the reporter's own words beside a quotation that is complete before the cue.

    That is the sentence before it (*Why now? “It is time,” he said*), and what it is about (*“A mess,” he said of the
    deal*).
    """
    for draft in drafts:
        cue = draft.cue
        if cue is None:
            continue
        parts = []
        complete = False
        for start, end in sorted(draft.content):
            opening = next((s.start for s in marks.between(start, end) if s.start > start), None)
            if cue.start - ASIDE < end <= cue.start:
                if opening is not None and marks.at(start) is None and SENTENCE_END.search(text, start, opening):
                    start = opening
                quotation = marks.at(start)
                complete = quotation is not None and end <= quotation.end
            elif complete and start >= cue.end and marks.at(start) is None and TOPIC.search(text, cue.start, start):
                if opening is None:
                    continue
                start = opening
            parts.append((start, end))
        draft.content = parts


RESUMED = re.compile(r",\s*\Z")


def give_back(text: str, drafts: Iterable[Draft], marks: MarkIndex) -> None:
    """Give a quotation back the part that its source runs into: *“This,” said Ada Obi, of Lagos, “is new.”*"""
    for draft in drafts:
        cue, source = draft.cue, draft.source
        if cue is None or source is None or source.start < cue.end:
            continue
        if not any(end <= cue.start and marks.at(start) is not None for start, end in draft.content):
            continue
        for stretch in marks.between(source.start, source.end):
            comma = RESUMED.search(text, source.start, max(source.start, stretch.start))
            if comma is not None and stretch.end >= source.end:
                draft.source = evolve(source, end=comma.start())
                draft.content = merge(text, [*draft.content, (stretch.start, stretch.end)])
                break


OTHER = -1  # in place of an attribution's number: the words are a cue's or a source's


FUNCTION_WORDS = frozenset(
    "a an the this that these those what which who whom whose it its of on in at to for from by with as and or but so "
    "he she they we i you his her their our my your him them us me one".split()
)


NAMING = re.compile(
    r"\b(?:so-called|words?|terms?|phrase|name[ds]?|nicknamed?|titled?|entitled|dubbed|christened|known|called|labell?ed)\b",
    re.IGNORECASE,
)
NAME_WORDS = 4  # a longer content is a sentence that somebody said


def drop_names(text: str, drafts: Iterable[Draft]) -> list[Draft]:
    """Drop what only bears a name: the *so-called “smart” meters*, a ship *named ‘Hope’*."""
    return [
        draft
        for draft in drafts
        if draft.source is not None
        or draft.cue is None
        or NAMING.search(text, draft.cue.start, draft.cue.end) is None
        or sum(_words_in(text, start, end) for start, end in draft.content) > NAME_WORDS
    ]


DATELINE = re.compile(  # LUGO — · SAN MARCO, Calif. (AP) — · DHAKA, March 3 –
    r"[A-Z][A-Z.'’ -]+(?:, [A-Z][\w. ]{1,20})?(?: \([^()\n]{1,30}\))? ?(?:—|–|--|-)\s+"
)


def drop_datelines(text: str, drafts: Iterable[Draft]) -> None:
    """Cut the dateline off a content that begins with its paragraph: nobody said it."""
    for draft in drafts:
        for number, (start, end) in enumerate(draft.content):
            line = DATELINE.match(text, start, end)
            if line is not None and text[max(start - 1, 0) : start] in ("", "\n"):
                draft.content[number] = (line.end(), end)


def drop_fragments(text: str, drafts: Iterable[Draft], marks: MarkIndex) -> None:
    """Drop unquoted parts of nothing but function words from a content that has more: *said of the “…”*."""
    for draft in drafts:
        kept = [
            (start, end)
            for start, end in draft.content
            if marks.at(start) is not None
            or not all(m.group().lower() in FUNCTION_WORDS for m in WORD.finditer(text, start, end))
        ]
        draft.content = kept or draft.content


def lay_over(drafts: Sequence[Draft], laid_out: Sequence[Turn]) -> list[Draft]:
    """Let the attributions that the layout makes replace the network's reading of the same words."""
    if not laid_out:
        return list(drafts)
    spans = sorted(part for turn in laid_out for part in turn.content)
    starts = [start for start, _ in spans]
    heads = sorted(turn.cue[0] for turn in laid_out)

    def covered(start: int, end: int) -> int:
        first, last = max(bisect_right(starts, start) - 1, 0), bisect_right(starts, end)
        return sum(max(0, min(end, right) - max(start, left)) for left, right in spans[first:last])

    def on_head(cue: Piece) -> bool:
        return bisect_left(heads, cue.start) < bisect_left(heads, cue.end)

    kept = []
    for draft in drafts:
        outside = 2 * sum(covered(*part) for part in draft.content) <= sum(end - start for start, end in draft.content)
        if draft.cue is None:
            if outside:
                kept.append(draft)
        elif not on_head(draft.cue) and (outside or covered(draft.cue.start, draft.cue.end)):
            kept.append(draft)  # beside the turns, or someone quoted by the one who has the word
    for turn in laid_out:
        kept.append(
            Draft(Piece(CUE, 0, 0, *turn.cue), Piece(SOURCE, 0, 0, *turn.source), list(turn.content), verbatim=True)
        )
    return kept


def _found(text: str, draft: Draft, marks: MarkIndex) -> Found | None:
    content = parts_of(text, draft.content, marks)
    if not content:
        return None
    kind: Kind = "direct" if draft.verbatim else kind_of(text, content, marks)
    cue = () if draft.cue is None else ((draft.cue.start, draft.cue.end),)
    source = () if draft.source is None else ((draft.source.start, draft.source.end),)
    if source and cue:
        source = (with_name(text, source[0], cue[0]),)
    seen = draft.pieces or [Piece(CONTENT, 0, 0, *content[0])]
    certainty = Certainty(
        content=sum(p.score for p in seen) / len(seen),
        cue=draft.cue.score if draft.cue else UNCUED,
        source=draft.source.score if draft.source else 0.0,
        link=draft.link,
        whole=max(p.whole for p in seen),
    )
    return Found(content, cue, source, kind, certainty)


def read(text: str, scores: Scores, marks: MarkIndex, moves: Floats) -> list[Draft]:
    """Turn the network's scores of one section into drafts."""
    return assemble(text, scores, pieces(scores, viterbi(scores.tags, moves), moves), marks)


def settle(text: str, drafts: list[Draft], marks: MarkIndex) -> tuple[Found, ...]:
    """Turn the drafts of a whole article into attributions, in text order: marks and layout have their say."""
    drafts = drop_names(text, drafts)
    drop_datelines(text, drafts)
    drop_asides(text, drafts, marks)
    give_back(text, drafts, marks)
    snap(text, drafts, marks)
    drop_fragments(text, drafts, marks)
    found = [_found(text, draft, marks) for draft in lay_over(drafts, turns(text, marks))]
    return tuple(sorted((item for item in found if item is not None), key=lambda item: (item.content, item.cue)))


def decode(text: str, scores: Scores, marks: MarkIndex, moves: Floats) -> tuple[Found, ...]:
    """Turn the scores of an article of one section, and its marks, into attributions, in text order."""
    return settle(text, read(text, scores, marks, moves), marks)
