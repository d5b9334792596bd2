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
from attrs import Factory, define, frozen

from quotetrack.find.found import Certainty, Found, Offsets
from quotetrack.find.layout import Turn, turns
from quotetrack.find.marks import WORD, MarkIndex, Stretch
from quotetrack.find.tagger import LABELS, Floats, Scores
from quotetrack.models import Kind

SOURCE, CUE, CONTENT = 0, 1, 2
BEGIN = (1, 3, 5)
IMPOSSIBLE = -1e4
THAT = re.compile(r"that\b[\s,]*")  # with a capital it is a pronoun: “That is a lie,” he said
EDGE = set(' \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u2028\u2029\u200b\ufeff"“”„‟«»‹›`,;:-–—…')
EDGE_SINGLE = set("'‘’‚‛")
ABBREVIATION = re.compile(r"\b(?:[A-Za-z]\.)+[A-Za-z]\.\Z")
OPEN_BRACKETS, CLOSE_BRACKETS = "([{", ")]}"


def transitions(learned: Sequence[Sequence[float]] | None = None) -> Floats:
    """Return the scores [7, 7] of one tag after another; an inside tag follows only its own begin or inside."""
    scores = np.zeros((len(LABELS), len(LABELS)), np.float32) if learned is None else np.array(learned, np.float32)
    for before in range(len(LABELS)):
        for inside in (2, 4, 6):
            if before not in (inside - 1, inside):
                scores[before, inside] = IMPOSSIBLE
    return scores


def viterbi(tags: Floats, moves: Floats) -> list[int]:
    """Return the best sequence of tags: `tags` [words, 7] log-probabilities, `moves` [7, 7] from `transitions`."""
    count = len(tags)
    if not count:
        return []
    score = tags[0].copy()
    score[[2, 4, 6]] = IMPOSSIBLE
    back = np.zeros((count, len(LABELS)), np.int64)
    columns = np.arange(len(LABELS))
    for word in range(1, count):
        table = score[:, None] + moves
        best = table.argmax(0)
        back[word] = best
        score = table[best, columns] + tags[word]
    path = [int(score.argmax())]
    for word in range(count - 1, 0, -1):
        path.append(int(back[word, path[-1]]))
    return path[::-1]


@frozen
class Piece:
    """Is a run of words with one tag: `role` is SOURCE, CUE or CONTENT; words `first` to `last`, both included."""

    role: int
    first: int
    last: int
    start: int
    end: int
    score: float = 0.0  # mean log-probability of its words' tags
    weakest: float = 0.0
    edges: float = 0.0


@define
class Draft:
    """Is an attribution in the making."""

    cue: Piece | None
    source: Piece | None = None
    content: list[Offsets] = Factory(list)
    pieces: list[Piece] = Factory(list)  # the content's, as the network saw them
    link: float = 0.0
    verbatim: bool = False  # the layout says that these are the speaker's own words


def pieces(scores: Scores, path: Sequence[int]) -> list[Piece]:
    """Group tagged words into pieces."""
    out = []
    word, count = 0, len(path)
    chosen: list[float] = scores.tags[np.arange(count), path].tolist() if count else []
    while word < count:
        tag = path[word]
        if tag == 0:
            word += 1
            continue
        role = (tag - 1) // 2
        stop = word + 1
        while stop < count and path[stop] == BEGIN[role] + 1:
            stop += 1
        sure = chosen[word:stop]
        start, end = scores.encoded.word_span(word, stop - 1)
        edges = (sure[0] + sure[-1]) / 2
        out.append(Piece(role, word, stop - 1, start, end, sum(sure) / len(sure), min(sure), edges))
        word = stop
    return out


Link = tuple[int | None, float]  # which candidate (None: none of them), and the log-probability of that choice


def links(scores: Scores, items: Sequence[Piece], candidates: Sequence[Piece], *, nowhere: bool) -> list[Link | None]:
    """Return for each item the candidate that it points at, its scores averaged over the windows that see both.

    With `nowhere` a cue points at a source, or at no source; without it a content points at a cue. ``None`` where no
    window sees an item together with a candidate.
    """
    encoded = scores.encoded
    total = len(encoded.ids)
    first = [int(encoded.words[p.first]) for p in items]
    stop = [int(encoded.words[p.last + 1]) if p.last + 1 < len(encoded.words) else total for p in items]
    heads = np.array([int(encoded.words[c.first]) for c in candidates], np.int64)
    sums: list[dict[int, list[float]]] = [{} for _ in items]
    low = 0
    for window in scores.windows:
        while low < len(items) and stop[low] <= window.start:
            low += 1
        left, right = np.searchsorted(heads, (window.start, window.end))
        names = [-1] * nowhere + list(range(int(left), int(right)))
        if not names:
            continue
        if nowhere:
            rows, keys = window.target, window.source[[0, *(heads[left:right] - window.start + 1)]]
        else:
            rows, keys = window.content, window.cue[heads[left:right] - window.start]
        for item in range(low, len(items)):
            if first[item] >= window.end:
                break
            begin, end = max(first[item], window.start), min(stop[item], window.end)
            values = keys @ rows[begin - window.start : end - window.start].mean(0) / math.sqrt(keys.shape[1])
            weight = 1 + min(
                begin - window.start if window.start else total, window.end - end if window.end < total else total
            )
            for name, value in zip(names, values.tolist(), strict=True):
                pair = sums[item].setdefault(name, [0.0, 0.0])
                pair[0] += value * weight
                pair[1] += weight
    out: list[Link | None] = []
    for seen in sums:
        if not seen:
            out.append(None)
            continue
        means = {name: total_score / weight for name, (total_score, weight) in seen.items()}
        best = max(means, key=lambda name: (means[name], -name))
        spread = sum(math.exp(value - means[best]) for value in means.values())
        out.append((None if best < 0 else best, -math.log(spread)))
    return out


def assemble(text: str, scores: Scores, found: Sequence[Piece], marks: MarkIndex) -> list[Draft]:
    """Hang contents on cues and cues on sources, as the pointers say; a cue without content is dropped.

    A cue stands in the paragraph of its content, unless it introduces it with a colon or the quotation goes on from the
    paragraph before. A pointer of unquoted content that leaves its paragraph means that there was no cue to point at,
    and the content is dropped. Unquoted content ends with its paragraph: a headline does not run into the dateline.
    """
    contents = [p for p in found if p.role == CONTENT]
    sources = [p for p in found if p.role == SOURCE]
    cues = [p for p in found if p.role == CUE]
    drafts = [Draft(cue) for cue in cues]
    floating = []
    for content, link in zip(contents, links(scores, contents, cues, nowhere=False), strict=True):
        quoted = marks.at(content.start) is not None
        if link is None or link[0] is None:
            if not quoted:
                continue
            floating.append(draft := Draft(None))
        else:
            draft = drafts[link[0]]
            cue = cues[link[0]]
            away = marks.paragraph(cue.start) != marks.paragraph(content.start)
            if away and not quoted and ":" not in text[cue.end - 1 : cue.end + 1]:
                continue
            draft.link += link[1]
        stop = content.end if quoted else marks.paragraph_end(content.start, content.end)
        draft.content.append((content.start, stop))
        draft.pieces.append(content)
    for draft, link in zip(drafts, links(scores, cues, sources, nowhere=True), strict=True):
        if link is not None and link[0] is not None:
            draft.source = sources[link[0]]
            draft.link += link[1]
    return [d for d in drafts if d.content] + floating


def trim(text: str, start: int, end: int) -> Offsets:
    """Cut outer quotation marks, edge punctuation and white space off a part of a content.

    A closing ``?`` or ``!`` stays, so do brackets and single marks whose partner stands inside, and the period of an
    abbreviation.

    >>> text = '“We’ll see (maybe),” he said.'
    >>> text[slice(*trim(text, 0, 20))]
    'We’ll see (maybe)'
    """
    inside = set(text[start:end])
    quoted = end > start and (text[end - 1] in EDGE_SINGLE or text[end : end + 1] in EDGE_SINGLE)
    while start < end and _sheds_left(text, start, inside, quoted=quoted):
        start += 1
    while end > start and _sheds_right(text, start, end, inside):
        end -= 1
    return start, end


def _sheds_left(text: str, start: int, inside: set[str], *, quoted: bool) -> bool:
    """Tell whether the first character goes; `quoted`: a single mark stands at the other end."""
    char = text[start]
    if char in EDGE_SINGLE:  # but keep the apostrophe of *'tis*
        return quoted or not text[start + 1 : start + 2].isalnum()
    if char in OPEN_BRACKETS:
        return CLOSE_BRACKETS[OPEN_BRACKETS.index(char)] not in inside
    return char in EDGE or char in ".!?" or char in CLOSE_BRACKETS


def _sheds_right(text: str, start: int, end: int, inside: set[str]) -> bool:
    """Tell whether the last character goes."""
    char = text[end - 1]
    if char in EDGE_SINGLE:  # but keep the possessive of *the players'*
        return not (text[end - 2 : end - 1] in ("s", "S") and text[end : end + 1] == " ")
    if char == ".":
        return ABBREVIATION.search(text, max(start, end - 12), end) is None
    if char in CLOSE_BRACKETS:
        return OPEN_BRACKETS[CLOSE_BRACKETS.index(char)] not in inside
    return char in EDGE or char in OPEN_BRACKETS


def kind_of(text: str, parts: Iterable[Offsets], marks: MarkIndex) -> Kind:
    """Return ``direct`` when every word of the parts stands between quotation marks, ``indirect`` when none does."""
    inside = outside = False
    for start, end in parts:
        for match in WORD.finditer(text, start, end):
            if marks.at(match.start()) is not None:
                inside = True
            else:
                outside = True
            if inside and outside:
                return "mixed"
    return "direct" if inside else "indirect"


def _words_in(text: str, start: int, end: int) -> int:
    return sum(1 for _ in WORD.finditer(text, start, end))


def _merge(text: str, spans: Iterable[Offsets]) -> list[Offsets]:
    """Join parts that touch or have no word between them."""
    out: list[Offsets] = []
    for start, end in sorted(spans):
        if out and (start <= out[-1][1] or not WORD.search(text, out[-1][1], start)):
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


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
            drafts[owner].content = _merge(text, [*drafts[owner].content, (stretch.start, stretch.end)])


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


def drop_fragments(text: str, drafts: Iterable[Draft]) -> None:
    """Drop parts of nothing but function words from a content that has more: *said of the “…”*."""
    for draft in drafts:
        kept = [
            (start, end)
            for start, end in draft.content
            if not all(m.group().lower() in FUNCTION_WORDS for m in WORD.finditer(text, start, end))
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


def parts_of(text: str, content: Iterable[Offsets], marks: MarkIndex) -> tuple[Offsets, ...]:
    """Return the parts that the format asks for: split where a quotation re-opens, trimmed, without *that*."""
    out: list[Offsets] = []
    for start, end in _merge(text, content):
        cuts = [s.inner_end for s in marks.between(start, end) if s.continues and s.inner_end < end]
        for left, right in zip([start, *cuts], [*cuts, end], strict=True):
            part = trim(text, left, right)
            if not out:
                that = THAT.match(text, *part)
                if that and WORD.search(text, that.end(), part[1]):
                    part = trim(text, that.end(), part[1])
            if WORD.search(text, *part):
                out.append(part)
    return tuple(out)


def _found(text: str, draft: Draft, marks: MarkIndex) -> Found | None:
    content = parts_of(text, draft.content, marks)
    if not content:
        return None
    kind: Kind = "direct" if draft.verbatim else kind_of(text, content, marks)
    cue = () if draft.cue is None else ((draft.cue.start, draft.cue.end),)
    source = () if draft.source is None else ((draft.source.start, draft.source.end),)
    seen = draft.pieces or [Piece(CONTENT, 0, 0, *content[0])]
    certainty = Certainty(
        content=sum(p.score for p in seen) / len(seen),
        cue=draft.cue.score if draft.cue else 0.0,
        source=draft.source.score if draft.source else 0.0,
        link=draft.link,
        weakest=min(p.weakest for p in seen),
        edges=sum(p.edges for p in seen) / len(seen),
    )
    return Found(content, cue, source, kind, certainty)


def read(text: str, scores: Scores, marks: MarkIndex, moves: Floats) -> list[Draft]:
    """Turn the network's scores of one section into drafts."""
    return assemble(text, scores, pieces(scores, viterbi(scores.tags, moves)), marks)


def settle(text: str, drafts: list[Draft], marks: MarkIndex) -> tuple[Found, ...]:
    """Turn the drafts of a whole article into attributions, in text order: marks and layout have their say."""
    drafts = drop_names(text, drafts)
    drop_datelines(text, drafts)
    snap(text, drafts, marks)
    drop_fragments(text, drafts)
    found = [_found(text, draft, marks) for draft in lay_over(drafts, turns(text, marks))]
    return tuple(sorted((item for item in found if item is not None), key=lambda item: (item.content, item.cue)))


def decode(text: str, scores: Scores, marks: MarkIndex, moves: Floats) -> tuple[Found, ...]:
    """Turn the scores of an article of one section, and its marks, into attributions, in text order."""
    return settle(text, read(text, scores, marks, moves), marks)
