"""The clause around a cue, in which its adverbials stand: without contents, other sentences, others' clauses."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from attrs import frozen

from quotetrack.find.found import Found, Offsets
from quotetrack.find.tokens import FINITE, Tokens
from quotetrack.lang.lexicon import load_lexicon

NEAR = 80  # characters around the cue in which its adverbials stand
BLANKED = "\x00"  # in place of each character of a content
SENTENCE_BEFORE = re.compile(r"[a-z0-9\x00”\"’)]{2}[.?!]['”\"’)]*\s+(?=[A-Z“\"\x00])")
SENTENCE_END = re.compile(r"[.?!](?=\s+[A-Z“\"\x00]|\s*$)|;")
# What joins a clause with a subject of its own.
JOINS = frozenset("and but while whereas yet so though although".split())
OPENS = frozenset("that who whom which whose whether as when where after before because since if until".split())
RELATIVE = frozenset("who whom whose which".split())
LONGEST = 25  # words of a relative clause
STOPS = frozenset(". , : `` ''".split())
FRONTED = 4  # words with which a sentence may open before its subject: *Late on Monday,*


@frozen
class Contents:
    """Holds the parts of all contents of an article, by where they begin and by where they end."""

    by_start: Sequence[Offsets]
    by_end: Sequence[tuple[int, int]]

    @classmethod
    def of(cls, found: Sequence[Found]) -> Contents:
        """Sort the parts of the contents."""
        parts = sorted({part for item in found for part in item.content})
        return cls(parts, sorted((end, start) for start, end in parts))

    def reaching(self, left: int, right: int) -> Iterator[Offsets]:
        """Return the parts of which one edge lies in [left, right)."""
        yield from self.by_start[bisect_left(self.by_start, (left, -1)) : bisect_left(self.by_start, (right, -1))]
        low, high = bisect_right(self.by_end, (left, right)), bisect_left(self.by_end, (right, -1))
        yield from ((start, end) for end, start in self.by_end[low:high] if start < left)


def clause_around(tokens: Tokens, item: Found, taken: Contents | None = None) -> tuple[str, int]:
    """Return the text around the cue (or source) with the contents blanked, and where it begins.

    Args:
        tokens: the article's.
        item: the attribution.
        taken: the contents of all attributions; those that do not hold the cue itself are blanked, too.
    """
    parts = item.cue or item.source
    if not parts:
        return "", 0
    spans = (*parts, *item.source)
    start, end = min(a for a, _ in spans), max(b for _, b in spans)
    if end - start > 6 * NEAR:
        start, end = parts[0][0], max(parts[0][1], parts[-1][1])
    within = tokens.within(max(0, start - NEAR), end + NEAR)  # never the whole text of a long article
    if not within:
        return "", 0
    left, right = tokens.start[within[0]], tokens.end[within[-1]]
    others = () if taken is None else taken.reaching(left, right)
    blanked = [
        *item.content,
        *_asides(tokens, item, left, right),
        *(part for part in others if not any(part[0] <= a < part[1] for a, _ in spans)),
    ]
    window = tokens.text[left:right]
    for a, b in blanked:
        a, b = max(a, left) - left, min(b, right) - left
        if a < b:
            window = window[:a] + BLANKED * (b - a) + window[b:]
    # the clause ends where a paragraph or another sentence begins
    before = max(start - left, 0)
    cut = window.rfind("\n", 0, before)
    for match in SENTENCE_BEFORE.finditer(window, 0, before + 1):
        cut = max(cut, match.end() - 1)
    stop = window.find("\n", end - left)
    limit = len(window) if stop < 0 else stop
    ends = SENTENCE_END.search(window[end - left :])
    if ends is not None and not _abbreviated(window, end - left + ends.start()):
        limit = min(limit, end - left + ends.start())
    limit = min(limit, _joined_after(tokens, window, left, end, left + limit) - left)
    subject = bool(item.source) and start == item.source[0][0]
    opens, joint = _joined_before(tokens, window, left, cut + 1 + left, start) if subject else (start, start)
    clause = BLANKED * (cut + 1) + window[cut + 1 : limit]
    return clause[: opens - left] + BLANKED * (joint - opens) + clause[joint - left :], left


def _abbreviated(text: str, at: int) -> bool:
    word = re.search(r"(\w+)$", text[max(0, at - 10) : at])
    return word is not None and f"{word.group(1)}." in load_lexicon().abbreviations


def _joined_before(tokens: Tokens, window: str, left: int, first: int, start: int) -> tuple[int, int]:
    """Return the clause of another subject that a conjunction before the source ends: *Rovers won, but Lund said*.

    A day with which the sentence opens is left out of it: *On Monday, Rovers won and Lund said*.
    """
    around = [t for t in tokens.within(first, start) if window[tokens.start[t] - left] != BLANKED]
    at = len(around) - 1
    while at >= 0 and (tokens.tag[around[at]] in STOPS or tokens.tag[around[at]] == "RB"):
        at -= 1
    verb = next((k for k in range(max(at, 0)) if tokens.tag[around[k]] in FINITE), None)
    if verb is None or tokens.lower(around[at]) not in JOINS:
        return start, start
    comma = next((k for k in range(1, min(FRONTED, verb) + 1) if tokens.form[around[k]] == ","), None)
    opens = around[0 if comma is None or tokens.tag[around[0]] not in ("IN", "RB", "NNP") else comma]
    return tokens.start[opens], tokens.end[around[at]]


def _joined_after(tokens: Tokens, window: str, left: int, end: int, last: int) -> int:
    """Return where another clause is joined on: *Lund said it was late, and Berg left on Monday*; `last` if nowhere."""
    around = [-1 if window[tokens.start[t] - left] == BLANKED else t for t in tokens.within(end, last)]
    subject = False  # as she and her aides left: a clause whose verb is still to come
    for k, token in enumerate(around):
        if token < 0:
            subject = False  # that, and its content
            continue
        subject = (subject or tokens.lower(token) in OPENS) and tokens.tag[token] not in FINITE
        if subject or tokens.lower(token) not in JOINS:
            continue
        for follows in around[k + 1 :]:
            if follows < 0 or tokens.tag[follows] in STOPS or tokens.lower(follows) in OPENS:
                break
            if tokens.tag[follows] in FINITE:
                return tokens.start[token]
    return last


def _asides(tokens: Tokens, item: Found, first: int, last: int) -> Iterator[Offsets]:
    """Find relative clauses set off by commas that tell of something else: *Lund, who resigned on Monday, said*."""
    lexicon = load_lexicon()
    own = (*item.source, *item.cue)
    for token in tokens.within(first, last):
        start = tokens.start[token]
        if tokens.lower(token) not in RELATIVE or not token or tokens.form[token - 1] != ",":
            continue
        rest = range(token, min(token + LONGEST, len(tokens)))
        end = next((t for t in rest if tokens.form[t] in (",", ".", ";") or tokens.opens(t)), rest.stop)
        stop = tokens.start[end] if end < len(tokens) else tokens.end[-1]
        speaks = any(tokens.lemma[t].lower() in lexicon.speech or tokens.lemma[t] == "speak" for t in range(token, end))
        if not speaks and not any(a < stop and start < b for a, b in own):
            yield start, stop
