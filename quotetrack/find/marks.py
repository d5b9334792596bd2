"""Quotation marks on the raw text: which stretches stand between marks.

Typography only: whether a stretch is speech is decided later. The scanner reads curly, straight, single, doubled
(``''``), low and angle marks, tells apostrophes from closing marks, follows nesting and quotations that re-open at each
paragraph, and closes what was never closed at the end of its paragraph. One pass, linear in the text, never raises.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

Family = Literal["double", "single", "angle"]
Open = Literal["no", "end", "again"]  # left open at the paragraph's end, or where the next sentence opens it again

MARK = re.compile(r"''|``|[\"“”„‟«»‹›‘’‚‛'`]")
BLANK_LINE = re.compile(r"\n[^\S\n]*\r?\n\s*|\r[^\S\n]*\r(?!\n)\s*|\u2029")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
LINE_END = re.compile(r"\r\n?|\n|\u2028|\u2029")
# Words that begin with an apostrophe: the mark before them opens nothing ('tis, the '90s, rock 'n' roll).
ELISION = re.compile(r"(?:tis|twas|twill|em|til|till|cause|cos|bout|round|neath|nuff|ere|n|\d0s|\d\ds?)\b", re.I)
OPENS_AFTER = set('([{-–—/…:"“„«‘¿¡*_>')
CLOSES_BEFORE = set(")]}.,;:!?-–—/…\"”»’'*_<")
SENTENCE_BEFORE = re.compile(r"[.?!…]\s+\Z")
SET_OFF = set(">•*")  # may stand before a paragraph that goes on with a quotation
TERMINAL = set(".,!?;:…-–—)")


@frozen
class Stretch:
    """Is a quoted stretch: `start`/`end` include its marks, `inner_start`/`inner_end` exclude them.

    `depth` is 0 for an outermost stretch. `closed` is false where the text has no closing mark; `continues` is true
    where the next paragraph re-opens the same quotation, or the next sentence if paragraphs were run together.
    """

    start: int
    inner_start: int
    inner_end: int
    end: int
    depth: int
    family: Family
    closed: bool = True
    continues: bool = False


@frozen
class Mark:
    """Is one mark with what its typography allows."""

    start: int
    end: int
    family: Family
    can_open: bool
    can_close: bool
    typed: bool  # the character itself says which way it faces
    closes_first: bool = False  # where it may do both, an open quotation is closed


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the paragraphs: split at blank lines, or at every line end in a text that has none.

    >>> paragraphs("One.\\n\\nTwo\\nand more.")
    [(0, 4), (6, 19)]
    >>> paragraphs("One.\\nTwo.")
    [(0, 4), (5, 9)]
    """
    breaks = [(m.start(), m.end()) for m in BLANK_LINE.finditer(text.rstrip())]
    if not breaks:
        breaks = [(m.start(), m.end()) for m in LINE_END.finditer(text)]
    out = []
    start = 0
    for left, right in breaks:
        if left > start:
            out.append((start, left))
        start = right
    if start < len(text):
        out.append((start, len(text)))
    return out


def _mark(text: str, match: re.Match[str]) -> Mark | None:
    """Classify one mark by its own shape and its two neighbours; ``None`` for an apostrophe or a stray prime."""
    start, end = match.span()
    char = match.group()
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    starts = before.isspace() or before in OPENS_AFTER  # it stands where a quotation may begin
    stops = after.isspace() or after in CLOSES_BEFORE
    if char in "«»":
        return Mark(start, end, "angle", char == "«", char == "»", True)
    if char in "‹›":
        return Mark(start, end, "single", char == "‹", char == "›", True)
    if char in ("“", "„", "‟", "``"):
        # “ also closes „German“ quotations and some editors' slips: “like this“
        closing = not starts and stops
        return Mark(start, end, "double", not closing, closing, True)
    if char == "”":
        # ”like this” (Swedish, slips): it may open where only an opening mark makes sense
        return Mark(start, end, "double", before.isspace() and not stops, True, True)
    if char in ('"', "''"):
        if before.isdigit() and not starts and stops and char == '"' and start >= 2 and text[start - 2] in "′' ":
            return None  # 5' 10": inches
        spaced = before.isspace() and after.isspace()
        can_open = spaced or (not after.isspace() and (starts or not stops))
        return Mark(
            start, end, "double", can_open, spaced or not before.isspace(), False, spaced or not before.isspace()
        )
    # single marks: apostrophes first
    if before.isalnum() and after.isalnum():
        return None
    if char in ("‘", "‚", "‛", "`"):
        if starts and not after.isspace() and not ELISION.match(text, end, end + 12):
            return Mark(start, end, "single", True, False, True)
        # ‘ typed for a closing mark or an apostrophe
        return Mark(start, end, "single", False, stops, True) if not starts else None
    opening = starts and not after.isspace() and not (after in CLOSES_BEFORE and after not in '"“') and char == "'"
    if opening and ELISION.match(text, end, end + 12):
        opening = False
    closing = not before.isspace() and stops
    if not (opening or closing):
        return None
    return Mark(start, end, "single", opening, closing, False)


def _strong_closes(text: str, marks: Sequence[Mark]) -> list[bool]:
    """Tell for each mark whether it or a later one closes single marks and is no possessive (*the teachers' union*).

    A single closing mark is strong after punctuation, or where punctuation follows, or after a letter other than s.
    """
    out = [False] * (len(marks) + 1)
    for i in range(len(marks) - 1, -1, -1):
        out[i] = out[i + 1] or (marks[i].family == "single" and marks[i].can_close and _is_strong(text, marks[i]))
    return out


def _is_strong(text: str, mark: Mark) -> bool:
    before = text[mark.start - 1] if mark.start else " "
    after = text[mark.end] if mark.end < len(text) else " "
    return before in TERMINAL or before not in "sSzZxX" or after in TERMINAL


def _left_open(marks: Sequence[Mark]) -> list[int]:
    """Tell for each mark how many double marks that it and later ones open are left open; closing ones count back."""
    out = [0] * (len(marks) + 1)
    for i in range(len(marks) - 1, -1, -1):
        double = marks[i].typed and marks[i].family == "double"
        out[i] = out[i + 1] + (marks[i].can_open - marks[i].can_close if double else 0)
    return out


def _paragraph(text: str, start: int, end: int) -> Iterator[tuple[Mark, Mark | None, int, Open]]:
    """Pair the marks of one paragraph: opening, closing or None, where it ends, and whether it is left open."""
    marks = [m for m in (_mark(text, match) for match in MARK.finditer(text, start, end)) if m is not None]
    strong = _strong_closes(text, marks)
    left_open = _left_open(marks)
    stack: list[Mark] = []
    open_now = {"double": 0, "single": 0, "angle": 0}

    def drop_to(
        family: Family, mark: Mark | None, at: int, left: Open = "no"
    ) -> Iterator[tuple[Mark, Mark | None, int, Open]]:
        while stack:
            top = stack.pop()
            open_now[top.family] -= 1
            if top.family == family:
                yield top, mark, at, left
                return
            if top.family != "single":  # an unclosed single mark inside a closed quotation was an apostrophe
                yield top, None, at, "no"

    for i, mark in enumerate(marks):
        inside = open_now[mark.family] > 0
        if mark.can_close and inside and (mark.closes_first or not mark.can_open):
            if mark.family == "single" and not _is_strong(text, mark) and strong[i + 1]:
                continue  # a plural possessive inside a single-quoted stretch
            yield from drop_to(mark.family, mark, mark.start)
        elif mark.can_open:
            if mark.family == "single":
                closes = strong[i + 1] or any(m.family == "single" and m.can_close for m in marks[i + 1 : i + 9])
                if inside or not (closes or mark.start == start):
                    continue  # nothing closes it here: an apostrophe, unless the paragraph opens with it
            elif inside:
                anew = SENTENCE_BEFORE.search(text, max(start, mark.start - 4), mark.start) is not None
                starved = mark.typed and anew and left_open[i] + open_now[mark.family] > 0
                if starved or (not mark.typed and open_now["single"] == 0):  # the former one was never closed
                    yield from drop_to(mark.family, None, mark.start, "again" if anew else "no")
            stack.append(mark)
            open_now[mark.family] += 1
    while stack:
        top = stack.pop()
        yield top, None, end, "no" if stack else "end"


def scan(text: str) -> tuple[Stretch, ...]:
    """Find the quoted stretches of a text, outermost and nested, in text order.

    >>> [(s.inner_start, s.inner_end) for s in scan('He said “no,” then left.')]
    [(9, 12)]
    >>> scan("the teachers' union and the '90s")
    ()
    """
    found: list[tuple[int, int, int, int, Family, bool, bool]] = []
    spans = paragraphs(text)
    for number, (start, end) in enumerate(spans):
        for opening, closing, at, left in _paragraph(text, start, end):
            if closing is not None:
                inner, outer, closed, continues = closing.start, closing.end, True, False
            else:
                stop = at
                while stop > opening.end and text[stop - 1].isspace():
                    stop -= 1
                reopened = left == "again" or (
                    left == "end" and number + 1 < len(spans) and _opens(text, spans[number + 1][0], opening.family)
                )
                if opening.family == "single" and not reopened:
                    continue
                inner, outer, closed, continues = stop, stop, False, reopened
            if inner > opening.end:
                found.append((opening.start, opening.end, inner, outer, opening.family, closed, continues))
    found.sort(key=lambda s: (s[0], -s[3]))
    out: list[Stretch] = []
    ends: list[int] = []
    for first, inner_start, inner_end, last, family, closed, continues in found:
        while ends and ends[-1] <= first:
            ends.pop()
        out.append(Stretch(first, inner_start, inner_end, last, len(ends), family, closed, continues))
        ends.append(last)
    return tuple(out)


def _opens(text: str, at: int, family: Family) -> bool:
    while at < len(text) and (text[at].isspace() or text[at] in SET_OFF):
        at += 1
    match = MARK.match(text, at)
    mark = _mark(text, match) if match else None
    return mark is not None and mark.family == family and mark.can_open


def outermost(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Keep the stretches that stand in no other."""
    return tuple(s for s in stretches if s.depth == 0)


class MarkIndex:
    """Answers, for any offset, what the marks say about it (binary search over the outermost stretches).

    `paragraphs` holds the offsets at which paragraphs begin.
    """

    def __init__(self, text: str) -> None:
        self.paragraphs = [start for start, _ in paragraphs(text)]
        self.stretches = scan(text)
        self.outer = outermost(self.stretches)
        self._length = len(text)
        self._starts = [s.start for s in self.outer]
        self._ends = [s.end for s in self.outer]

    def at(self, offset: int) -> Stretch | None:
        """Return the outermost stretch in which the character at `offset` stands, its marks included."""
        i = bisect_right(self._starts, offset) - 1
        if i >= 0 and offset < self._ends[i]:
            return self.outer[i]
        return None

    def last_before(self, offset: int) -> Stretch | None:
        """Return the last outermost stretch that begins before `offset`."""
        i = bisect_left(self._starts, offset) - 1
        return self.outer[i] if i >= 0 else None

    def inside(self, offsets: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return for many offsets whether the character there stands in a stretch, its marks included."""
        if not self.outer:
            return np.zeros(len(offsets), bool)
        at = np.searchsorted(self._starts, offsets, side="right") - 1
        return (at >= 0) & (offsets < np.array(self._ends)[at])

    def paragraph(self, offset: int) -> int:
        """Return the number of the paragraph in which the character at `offset` stands."""
        return bisect_right(self.paragraphs, offset)

    def paragraph_end(self, start: int, end: int) -> int:
        """Return `end`, or where the paragraph after that of `start` begins, whichever comes first."""
        following = bisect_right(self.paragraphs, start)
        return min(end, self.paragraphs[following]) if following < len(self.paragraphs) else end

    def paragraph_span(self, offset: int) -> tuple[int, int]:
        """Return where the paragraph of the character at `offset` begins and where the next one does."""
        following = bisect_right(self.paragraphs, offset)
        start = self.paragraphs[following - 1] if following else 0
        return start, self.paragraphs[following] if following < len(self.paragraphs) else self._length

    def paragraphs_in(self, start: int, end: int) -> Sequence[int]:
        """Return where paragraphs begin behind `start` and before `end`."""
        return self.paragraphs[bisect_right(self.paragraphs, start) : bisect_left(self.paragraphs, end)]

    def quotation_end(self, start: int, end: int) -> int:
        """Return `end`, or where the first paragraph ends after which no mark opens a new one, whichever is first."""
        stop = self.paragraph_end(start, end)
        while stop < end and (stretch := self.at(stop)) is not None and stretch.start <= stop:
            stop = self.paragraph_end(stop, end)
        return stop

    def between(self, start: int, end: int) -> Sequence[Stretch]:
        """Return the outermost stretches that share a character with the given offsets."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        return [s for s in self.outer[first : bisect_right(self._starts, end)] if s.end > start and s.start < end]

    def state(self, offset: int) -> int:
        """Return 0 outside, 1 inside, 2 on the opening mark, 3 on the closing mark of an outermost stretch."""
        stretch = self.at(offset)
        if stretch is None:
            return 0
        if offset < stretch.inner_start:
            return 2
        return 3 if offset >= stretch.inner_end else 1
