"""Where the parts of a content begin and end, and what kind it is: what marks and punctuation alone decide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from quotetrack.find.found import Offsets
from quotetrack.find.marks import WORD, MarkIndex, Stretch
from quotetrack.models import Kind

# with a capital or before a finite verb it is a pronoun: “That is a lie,” he said; he said that was a lie
THAT = re.compile(
    r"that\b(?!\s[“‘\"']?(?:is|was|are|were|has|had|does|did|will|would|can|could|may|might|must|should)(?:n['’]t)?\b|['’]s\b)"
    r"[\s,]*"
)
EDGE = set(' \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u2028\u2029\u200b\ufeff"“”„‟«»‹›`,;:-–—…')
EDGE_SINGLE = set("'‘’‚‛")
ABBREVIATION = re.compile(r"\b(?:[A-Za-z]\.)+[A-Za-z]\.\Z")
APPOSITION = re.compile(r",\s(?P<name>(?:[A-Z][\w.'’-]*\s){0,3}[A-Z][\w'’-]+),\s")
# where a sentence surely ends: behind a word in lower case, which no abbreviation of names and titles is, or a number
SENTENCE_END = re.compile(
    r"(?:\b(?:[a-z]{3,}|no|so|it|us|me|him|up|in|on|do|\d{2,})\.|[?!])[”’\"')\]]*\s+(?=[\"“‘'(\[]?[A-Z])"
)
OPEN_BRACKETS, CLOSE_BRACKETS = "([{", ")]}"


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


def with_name(text: str, source: Offsets, cue: Offsets) -> Offsets:
    """Return a source with the name in apposition that stands between it and its cue.

    >>> text = "Her opposite number, Pat Cummins, disagreed."
    >>> text[slice(*with_name(text, (0, 19), (34, 43)))]
    'Her opposite number, Pat Cummins'
    """
    name = APPOSITION.fullmatch(text, source[1], cue[0]) if source[1] < cue[0] else None
    return source if name is None else (source[0], name.end("name"))


# a given name and a nickname, behind which the family name follows
GIVEN_NAME = re.compile(
    r"(?:\b[A-Z][\w.'’-]{0,20}\s){1,3}"
    r"(?:[\"“][A-ZÀ-Þ][\w .'’-]{0,20}(?<!\.)[\"”]|['‘][A-ZÀ-Þ][\w .-]{0,20}(?<!\.)['’]|\([A-ZÀ-Þ][\w .-]{0,20}\))\s\Z"
)
GIVEN_NAMES = 80  # characters


def with_given_name(text: str, source: Offsets) -> Offsets:
    """Return a source that begins behind a nickname with the names before it.

    >>> text = "“No,” Marcus “Mad Dog” Lee said."
    >>> text[slice(*with_given_name(text, (23, 26)))]
    'Marcus “Mad Dog” Lee'
    """
    start, end = source
    if not text[start : start + 1].isupper() or text[max(start - 2, 0) : start - 1] not in "\"”'’)":
        return source
    found = GIVEN_NAME.search(text, max(0, start - GIVEN_NAMES), start)
    return source if found is None else (found.start(), end)


def sentence_ends(text: str, start: int, stop: int, marks: MarkIndex) -> Iterator[int]:
    """Yield where sentences between two offsets end, but for those inside a quotation that goes on."""
    for match in SENTENCE_END.finditer(text, start, stop):
        stretch = marks.at(match.start())
        if stretch is None or stretch.end <= match.end():
            yield match.end()


ENDS = ".?!…"  # of a sentence
BEGINNING = re.compile(r"(?:\A|[.?!…:][”’\"')\]]*)\s*\Z")  # behind the end of a sentence, or a colon
NEAR = 20  # characters that a mark stands from a word, at most


def begins_sentence(text: str, stretch: Stretch, marks: MarkIndex) -> bool:
    """Tell whether a quotation opens its paragraph, or stands behind a sentence that ended, or a colon."""
    first, _ = marks.paragraph_span(stretch.start)
    return BEGINNING.search(text[max(first, stretch.start - NEAR) : stretch.start]) is not None


def opens_paragraph(text: str, stretch: Stretch, marks: MarkIndex) -> bool:
    """Tell whether no word stands before a quotation in its paragraph."""
    first, _ = marks.paragraph_span(stretch.start)
    start = stretch.start
    while start > first and text[start - 1].isspace():
        start -= 1
    return start == first


def kind_of(text: str, parts: Iterable[Offsets], marks: MarkIndex) -> Kind:
    """Return ``direct`` when every word of the parts stands between quotation marks, ``indirect`` when none does."""
    inside = outside = False
    for start, end in parts:
        near = marks.between(start, end)
        for match in WORD.finditer(text, start, end):
            if marks.at(match.start()) is not None:
                inside = True
            else:
                outside = True
            if inside and outside:
                return "mixed"
            if not near or (near[0].start <= start and end <= near[0].end):
                break  # all of the part is like its first word
    return "direct" if inside else "indirect"


def merge(text: str, spans: Iterable[Offsets]) -> list[Offsets]:
    """Join parts that touch or have no word between them."""
    out: list[Offsets] = []
    for start, end in sorted(spans):
        if out and (start <= out[-1][1] or not WORD.search(text, out[-1][1], start)):
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def without(spans: Sequence[Offsets], start: int, end: int) -> list[Offsets]:
    """Return what is left of spans outside [start, end).

    >>> without([(0, 9), (20, 30)], 5, 25)
    [(0, 5), (25, 30)]
    """
    left = [(s, min(e, start)) for s, e in spans if s < start]
    return left + [(max(s, end), e) for s, e in spans if e > end]


def parts_of(text: str, content: Iterable[Offsets], marks: MarkIndex) -> tuple[Offsets, ...]:
    """Return the parts that the format asks for: split where a quotation re-opens, trimmed, without *that*."""
    out: list[Offsets] = []
    for start, end in merge(text, content):
        near = marks.between(start, end)
        cuts = [s.inner_end for s in near if s.continues and s.inner_end < end]
        cuts += [a.inner_end for a, b in pairwise(near) if not a.continues and not text[a.end : b.start].strip()]
        cuts.sort()
        for left, right in zip([start, *cuts], [*cuts, end], strict=True):
            part = trim(text, left, right)
            if not out:
                that = THAT.match(text, *part)
                if that and WORD.search(text, that.end(), part[1]):
                    part = trim(text, that.end(), part[1])
            if WORD.search(text, *part):
                out.append(part)
    return tuple(out)
