"""Whose a floating quotation is where a sentence beside it tells what somebody does: *She shrugged. “Fine.”*

Writers of dialogue and features leave out *said* there (an action beat): the one who acts in the same paragraph speaks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from attrs import evolve

from quotetrack.find.clauses import NOUNS, SURE, phrase_end, untrailed
from quotetrack.find.edges import opens_paragraph
from quotetrack.find.found import Found, Offsets
from quotetrack.find.marks import MarkIndex
from quotetrack.find.tokens import Tokens
from quotetrack.lang.lexicon import Lexicon
from quotetrack.lang.nouns import load_person_nouns

PRONOUNS = frozenset(("he", "she", "they", "i", "we"))
NO_ONE = frozenset(("nobody", "none", "everybody", "everyone", "nothing", "everything"))
PERCEIVES = frozenset(("hear", "see", "read", "watch", "notice"))  # what follows is what they hear or read
LONG = 400  # characters: a longer sentence tells more than what somebody does
FIRST = frozenset(("and", "but", "then", "so", "now", "again"))  # may stand before the subject


def beats(tokens: Tokens, found: Sequence[Found], lexicon: Lexicon, marks: MarkIndex) -> tuple[Found, ...]:
    """Give a quotation without cue and source the one who acts in the sentence before it, or else behind it.

    The sentence behind counts where the quotation opens its paragraph and asks nothing; whoever acts then is the one
    who is asked. Two that stand around one such sentence are one attribution. A quotation that is only supposed to be
    speech, with nobody who acts beside it, is none.
    """
    out: list[Found] = []
    taken = sorted(part for item in found for part in (*item.content, *item.cue))
    for item in found:
        if item.cue or item.source or item.kind != "direct":
            out.append(item)
            continue
        first, last = item.content[0][0], item.content[-1][1]
        source = _before(tokens, first, taken, lexicon, marks)
        stretch = marks.at(first)
        opens = stretch is not None and opens_paragraph(tokens.text, stretch, marks)
        if source is None and opens and tokens.text[last - 1] != "?":
            source = _behind(tokens, last, taken, lexicon, marks)
        if source is None:
            out += () if item.supposed else (item,)
        elif out and out[-1].source == (source,) and not out[-1].cue:
            out[-1] = evolve(out[-1], content=(*out[-1].content, *item.content))
        else:
            out.append(evolve(item, source=(source,), certainty=SURE))
    return tuple(out)


def _before(tokens: Tokens, at: int, taken: Sequence[Offsets], lexicon: Lexicon, marks: MarkIndex) -> Offsets | None:
    stretch = marks.at(at)
    token = bisect_left(tokens.start, at if stretch is None else stretch.start) - 1
    return None if token < 0 else _actor(tokens, token, at, taken, lexicon, marks)


def _behind(tokens: Tokens, at: int, taken: Sequence[Offsets], lexicon: Lexicon, marks: MarkIndex) -> Offsets | None:
    stretch = marks.at(at - 1)
    token = bisect_left(tokens.start, at if stretch is None else stretch.end)
    return None if token >= len(tokens) else _actor(tokens, token, at, taken, lexicon, marks)


def _actor(
    tokens: Tokens, token: int, at: int, taken: Sequence[Offsets], lexicon: Lexicon, marks: MarkIndex
) -> Offsets | None:
    """Return the subject of a token's sentence, if that is all the writer's own and stands in the paragraph of `at`."""
    first, stop = tokens.sentence(token)
    begin, finish = tokens.start[token], tokens.end[token]
    before = marks.last_before(begin)
    behind = next((s for s in marks.between(finish, finish + LONG) if s.start >= finish), None)
    if before is not None:
        first = max(first, bisect_left(tokens.start, before.end))
    if behind is not None:
        stop = min(stop, bisect_left(tokens.start, behind.start))
    if not first <= token < stop or tokens.end[stop - 1] - tokens.start[first] > LONG:
        return None
    start, end = tokens.start[first], tokens.end[stop - 1]
    where = bisect_left(taken, (start, start))
    if (where < len(taken) and taken[where][0] < end) or (where > 0 and taken[where - 1][1] > start):
        return None
    if {marks.paragraph(start), marks.paragraph(end - 1)} != {marks.paragraph(at)}:
        return None
    if tokens.lower(first) in FIRST:
        first += 1
    after = phrase_end(tokens, first)
    if first == after or not _is_person(tokens, after - 1, lexicon):
        return None
    verb = after + 1 if after < stop and tokens.tag[after] == "RB" else after
    if verb >= stop or tokens.tag[verb] not in ("VBD", "VBZ", "VBP") or tokens.lemma[verb].lower() in PERCEIVES:
        return None
    return untrailed(tokens.text, (tokens.start[first], tokens.end[after - 1]))


def _is_person(tokens: Tokens, token: int, lexicon: Lexicon) -> bool:
    low, lemma = tokens.lower(token), tokens.lemma[token].lower()
    return low not in NO_ONE and (
        low in PRONOUNS
        or tokens.label[token] == "PERSON"
        or (tokens.tag[token] in NOUNS and any(lemma in nouns for nouns in (lexicon.roles, load_person_nouns())))
    )
