"""Scores and marks in, attributions out: which words are content, cue and source, and what hangs on what.

The network says whether words are quoted, reported or neither and who they hang on; the marks decide what typography
knows better: where quoted content begins and ends, and that words split by *he said* are one quotation. Direct,
indirect or mixed is decided here and only here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from attrs import evolve

from quotetrack.find.crf import BEGIN, LEAST, Marginals, viterbi
from quotetrack.find.drafts import CONTENT, CUE, SOURCE, Draft, Piece
from quotetrack.find.edges import ENDS, kind_of, opens_paragraph, parts_of, sentence_ends, with_given_name, with_name
from quotetrack.find.floating import UNCUED, in_dialogue, passed_over, stands_alone
from quotetrack.find.found import Certainty, Found, Offsets
from quotetrack.find.layout import turns
from quotetrack.find.links import links
from quotetrack.find.marks import MarkIndex
from quotetrack.find.mend import (
    NAME_WORDS,
    drop_asides,
    drop_datelines,
    drop_fragments,
    drop_headings,
    drop_labelled,
    drop_names,
    drop_openers,
    end_with_marks,
    give_back,
    keep_to_own_sentence,
    lay_over,
    snap,
    take_up,
    with_relatives,
    without_listeners,
    words_in,
)
from quotetrack.find.tagger import Floats, Scores
from quotetrack.models import Kind


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
        chance = np.add.reduce(sure) / len(sure) if role == CONTENT else np.maximum.reduce(sure)
        score = math.log(max(LEAST, float(chance)))
        out.append(Piece(role, word, stop - 1, start, end, score, math.log(chances.whole(role, word, stop - 1))))
        word = stop
    return out


def assemble(text: str, scores: Scores, found: Sequence[Piece], marks: MarkIndex) -> list[Draft]:
    """Hang contents on cues and cues on sources, as the pointers say; a cue without content is dropped.

    A cue stands in the paragraph of its content, unless it introduces it with a colon or the quotation goes on from the
    paragraph before (`cue_reach`). A pointer of unquoted content that leaves its paragraph means that there was no cue
    to point at, and the content is dropped. A content ends with its paragraph, unless the next one begins with a mark:
    a headline does not run into the dateline.
    """
    contents: list[Piece] = []
    reach: list[Offsets] = []
    for p in found:
        if p.role == CONTENT:
            whole, *rest = apart(text, scores, p, marks)
            contents += (whole, *rest)
            both = [marks.at(whole.start) is not None and marks.at(part.start) is not None for part in rest]
            reach.append(cue_reach(text, whole, marks))
            reach += (cue_reach(text, part, marks, cut_off=not q) for part, q in zip(rest, both, strict=True))
    sources = [part for p in found if p.role == SOURCE for part in cut(scores, p, marks.paragraphs_in(p.start, p.end))]
    cues = [p for p in found if p.role == CUE]
    drafts = [Draft(cue) for cue in cues]
    floating = []
    for content, link in zip(contents, links(scores, contents, cues, reach, nowhere=False), strict=True):
        quoted = marks.at(content.start) is not None
        if link is None or link[0] is None:
            if not quoted:
                continue
            if words_in(text, content.start, content.end) <= NAME_WORDS and not stands_alone(
                text, content.start, marks
            ):
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
    near = [source_reach(text, cue, marks) for cue in cues]
    for draft, link in zip(drafts, links(scores, cues, sources, near, nowhere=True), strict=True):
        if link is not None and link[0] is not None:
            draft.source = sources[link[0]]
            draft.link += link[1]
    floating += [loose for draft in drafts for loose in set_free(text, draft, marks)]
    return [d for d in drafts if d.content] + floating


def beside(text: str, left: int, right: int, marks: MarkIndex) -> bool:
    """Tell whether the quotation at one offset is complete, and the one at the other follows it in its paragraph."""
    first, second = marks.at(left), marks.at(right)
    return (
        first is not None
        and second is not None
        and first.closed
        and first.end <= second.start
        and not text[first.end : second.start].strip()
        and text[first.inner_end - 1] in ENDS
        and marks.paragraph(first.start) == marks.paragraph(second.start)
    )


FULL_STOP = re.compile(r"[.?!]\s*\Z")
NEAR_END = 20  # characters: the white space between two paragraphs


def apart(text: str, scores: Scores, content: Piece, marks: MarkIndex) -> list[Piece]:
    """Part quotations that stand side by side, *“Is it over?” “It is.”*, or each closed in a paragraph of its own.

    They have two speakers, unless the network hangs both on one cue. So have a reporter's sentence that ends its
    paragraph and the quotation that opens the next one.
    """
    quoted = pairwise(marks.between(content.start, content.end))
    places = [b.start for a, b in quoted if beside(text, a.start, b.start, marks)]
    for start in marks.paragraphs_in(content.start, content.end):
        before = marks.last_before(start)
        if before is None or before.end <= content.start:
            ended = FULL_STOP.search(text, max(content.start, start - NEAR_END), start) is not None
        else:
            ended = not before.continues and before.start >= content.start - 1
        if ended:
            places.append(start)
    return cut(scores, content, sorted(places))


def cut(scores: Scores, piece: Piece, places: Sequence[int]) -> list[Piece]:
    """Cut a piece before the words that begin at some offsets or behind them."""
    if not places:
        return [piece]
    out = []
    first = piece.first
    for place in (*places, piece.end):
        word = first
        while word <= piece.last and scores.encoded.word_span(word, word)[0] < place:
            word += 1
        if word > first:
            start, end = scores.encoded.word_span(first, word - 1)
            out.append(evolve(piece, first=first, last=word - 1, start=start, end=end))
            first = word
    return out


# a sentence between two parts: the end of one, words, another end
SENTENCE_BETWEEN = re.compile(r"[.?!][”’\"')\]]*\s+[^.?!]*\w[^.?!]*[.?!]")


def set_free(text: str, draft: Draft, marks: MarkIndex) -> list[Draft]:
    """Take off a draft the quotations that a sentence of the reporter parts from all that follows of it.

    In *“Where is it?” The hall fell silent. “I spent it,” she said* the question is not hers, nor where the answer
    stands right beside it.
    """
    others = [part.start for part in (draft.cue, draft.source) if part is not None]
    free = []
    for span, piece in list(zip(draft.content, draft.pieces, strict=True)):
        follows = min((at for at in (*others, *(start for start, _ in draft.content)) if at >= span[1]), default=None)
        if follows is None or marks.at(span[0]) is None or marks.paragraph(span[0]) != marks.paragraph(follows):
            continue
        answered = draft.cue is not None and draft.cue.start >= span[1] and beside(text, span[0], follows, marks)
        if answered or SENTENCE_BETWEEN.search(text, max(span[0], span[1] - 3), follows):
            draft.content.remove(span)
            draft.pieces.remove(piece)
            free.append(Draft(None, content=[span], pieces=[piece], link=UNCUED))
    return free


DASH = re.compile(r"\s*[-–—―]")


def cue_reach(text: str, content: Piece, marks: MarkIndex, *, cut_off: bool = False) -> Offsets:
    """Return between which offsets the cue of a content begins.

    Only a quotation that opens its paragraph may hang on words of another one: it goes on from the paragraph before, or
    a colon introduces it there. One that follows other words hangs on those, or goes on in the next paragraph. One that
    is closed has its cue no later than in its own paragraph, but for a dash before the name; what was cut off another
    content has it in its own paragraph.
    """
    stretch = marks.at(content.start)
    start, end = marks.paragraph_span(content.start)
    if cut_off:
        return start, end
    if stretch is None:
        return 0, len(text)
    if opens_paragraph(text, stretch, marks):
        if in_dialogue(text, stretch, marks):
            return start, end
        last = marks.at(content.end - 1) or stretch
        _, stop = marks.paragraph_span(content.end - 1)
        return _goes_back(start, marks), stop if last.closed and DASH.match(text, stop) is None else len(text)
    return start, len(text) if stretch.continues else end


BACK = 50  # paragraphs of one quotation, at most


def _goes_back(start: int, marks: MarkIndex) -> int:
    """Return where the paragraph before one that opens with a quotation begins, or before all that open with one."""
    for _ in range(BACK):
        start, _ = marks.paragraph_span(max(start - 1, 0))
        if marks.at(start) is None:
            break
    return start


NEAR = 400  # characters between a cue and its source: the words that a quotation puts between them


def source_reach(text: str, cue: Piece, marks: MarkIndex) -> Offsets:
    """Return between which offsets the source of a cue begins: a verb has its subject in its own sentence.

    The sentences inside a quotation do not count: *Obi, asked “Why? When?”, said nothing.*
    """
    start, end = marks.paragraph_span(cue.start)
    for place in sentence_ends(text, max(start, cue.start - NEAR), cue.start, marks):
        start = place
    return start, next(sentence_ends(text, cue.start, min(end, cue.end + NEAR), marks), end)


def _found(text: str, draft: Draft, marks: MarkIndex) -> Found | None:
    content = parts_of(text, draft.content, marks)
    if not content:
        return None
    kind: Kind = "direct" if draft.verbatim else kind_of(text, content, marks)
    cue = () if draft.cue is None else ((draft.cue.start, draft.cue.end),)
    source = () if draft.source is None else ((draft.source.start, draft.source.end),)
    if source:
        source = (with_given_name(text, source[0]),)
    if source and cue:
        source = (with_name(text, source[0], cue[0]),)
    seen = draft.pieces or [Piece(CONTENT, 0, 0, *content[0])]
    certainty = Certainty(
        content=sum(p.score for p in seen) / len(seen),
        cue=draft.cue.score if draft.cue else 0.0 if draft.verbatim else UNCUED,
        source=draft.source.score if draft.source else 0.0,
        link=draft.link,
        whole=max(p.whole for p in seen),
    )
    return Found(content, cue, source, kind, certainty, draft.supposed)


def read(text: str, scores: Scores, marks: MarkIndex, moves: Floats) -> list[Draft]:
    """Turn the network's scores of one section into drafts."""
    return assemble(text, scores, pieces(scores, viterbi(scores.tags, moves), moves), marks)


def settle(text: str, drafts: list[Draft], marks: MarkIndex) -> tuple[Found, ...]:
    """Turn the drafts of a whole article into attributions, in text order: marks and layout have their say."""
    drafts = drop_labelled(text, drop_names(text, drafts))
    drop_datelines(text, drafts)
    drop_asides(text, drafts, marks)
    give_back(text, drafts, marks)
    snap(text, drafts, marks)
    end_with_marks(text, drafts, marks)
    keep_to_own_sentence(text, drafts, marks)
    take_up(text, drafts, marks)
    drop_fragments(text, drafts, marks)
    drop_openers(text, drafts)
    with_relatives(text, drafts)
    without_listeners(text, drafts)
    drafts += passed_over(text, drafts, marks)
    drop_headings(text, drafts)
    found = [_found(text, draft, marks) for draft in lay_over(drafts, turns(text, marks))]
    return tuple(sorted((item for item in found if item is not None), key=lambda item: (item.content, item.cue)))


def decode(text: str, scores: Scores, marks: MarkIndex, moves: Floats) -> tuple[Found, ...]:
    """Turn the scores of an article of one section, and its marks, into attributions, in text order."""
    return settle(text, read(text, scores, marks, moves), marks)
