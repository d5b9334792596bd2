"""The words of an article as flat columns: forms, tags, sentence, paragraph, inside quotation marks or not.

Pipelines differ in how they cut *vice-presidential*, *R-Ariz.* or *Crouse-Mays*; the rules on names and titles read
these words instead, cut by one regular expression on the text itself, and take only tags, lemmas and sentence starts
from the pipeline. One pass, linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from quotetrack.find.marks import MarkIndex
from quotetrack.find.tokens import Numbers, Tokens, numbers_of
from quotetrack.find.typography import with_colons
from quotetrack.lang.chunks import CHUNK, ChunkMemo, laid_out
from quotetrack.lang.lexicon import load_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc

WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:-[^\W_]+)?"  # U.S., G.K., U.S.-led
    r"|--+"
    r"|['’]s\b(?![-’'])"  # a possessive on its own
    r"|[^\W_]\w*(?:[-‐‑’'&/@](?=[^\W_])\w*)*"  # words, with hyphens, apostrophes, R&D, Reuters/Ipsos
    r"|\S"
)
INTRODUCES = frozenset(":?!")
OPENS = frozenset("\"“”'`«»(")
BEFORE_QUOTATION = frozenset(".?!:,")
DASHES = frozenset(("-", "–", "—", "―", "--"))
DATELINE = 10  # words, at most
ORDERS = frozenset("One Two Three".split())  # the No. One
CLITIC = re.compile(r"['’](?:s|S|ll|re|ve|d|m)$")


@frozen
class Words:
    """Holds one entry a word in every column; `quoted` is true inside quotation marks.

    Numbers stand in arrays: as Python objects they would take most of the memory of a very long article.
    """

    text: str
    start: Numbers
    end: Numbers
    form: tuple[str, ...]
    lower: tuple[str, ...]
    tag: tuple[str, ...]
    lemma: tuple[str, ...]
    label: tuple[str, ...]
    sent: Numbers
    para: Numbers
    quoted: tuple[bool, ...]
    sentence_start: tuple[bool, ...]
    marks: MarkIndex = field(repr=False)

    def __len__(self) -> int:
        return len(self.form)

    def within(self, start: int, end: int) -> tuple[int, int]:
        """Return the words that overlap the characters [start, end) as a half-open range."""
        first = bisect_right(self.end, start)
        return first, max(first, bisect_left(self.start, end))

    def phrase(self, first: int, last: int) -> str:
        """Return the words from `first` up to `last`, exclusive, on one line whatever the article's line ends."""
        return " ".join(self.text[self.start[first] : self.end[last - 1]].split()) if last > first else ""


def _cut(chunk: str) -> tuple[str, ...]:
    """Cut what stands between white space into words; abbreviations keep their period, a possessive becomes a word."""
    known = load_lexicon().abbreviations
    words: list[str] = []
    for match in WORD.finditer(chunk):
        form = match.group()
        if form == "." and words:
            before = words[-1]
            if len(before) < 12 and (before + "." in known or (len(before) == 1 and before.isupper())):
                words[-1] = before + "."
                continue
        tail = CLITIC.search(form) if "'" in form or "’" in form else None
        if tail and tail.start() > 0:
            words += (form[: tail.start()], tail.group())
        else:
            words.append(form)
    return tuple(words)


_cuts = ChunkMemo(partial(map, _cut))


@lru_cache(maxsize=16_384)
def _lower(form: str) -> str:
    low = form.lower().replace("’", "'")
    return form if low == form else low  # held once


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    """Return the titles that end in a period or are initials: *Gov.*, *PM*."""
    lexicon = load_lexicon()
    return frozenset(title for title in lexicon.titles | lexicon.honorifics if title[-1] == "." or title.isupper())


def read_words(doc: Doc | Tokens, text: str) -> Words:
    """Lay a parsed article out as columns of words."""
    tokens = Tokens.of(doc)
    chunks = CHUNK.findall(with_colons(text))
    forms, starts = laid_out(chunks, _cuts(chunks))
    ends = starts + np.fromiter(map(len, forms), np.int64, len(forms))
    at = np.minimum(np.searchsorted(np.frombuffer(tokens.end, np.int32), ends), max(0, len(tokens) - 1)).tolist()
    marks = MarkIndex(text)
    inside, answers = _beside_periods(forms, starts)
    firsts = {tokens.start[k] for k in tokens.sentences}
    # a sentence never runs across paragraphs, whatever the parser thinks of headlines and bylines
    sentence_starts = sorted(firsts - inside | answers | {*marks.paragraphs})
    sent = np.searchsorted(sentence_starts, starts, side="right")
    return Words(
        text=text,
        start=numbers_of(starts),
        end=numbers_of(ends),
        form=tuple(forms),
        lower=tuple(map(_lower, forms)),
        tag=tuple(map(tokens.tag.__getitem__, at)),
        lemma=tuple(map(tokens.lemma.__getitem__, at)),
        label=tuple(map(tokens.label.__getitem__, at)),
        sent=numbers_of(sent),
        para=numbers_of(np.searchsorted(marks.paragraphs, starts, side="right")),
        quoted=tuple(marks.inside(starts).tolist()),
        sentence_start=_opens(forms, sent),
        marks=marks,
    )


def _beside_periods(forms: Sequence[str], starts: NDArray[np.int64]) -> tuple[set[int], set[int]]:
    """Return where no sentence begins, whatever the parser thinks of periods, and where one does.

    Not after *Gov.* or the *No.* of a number; but after *No.*, an answer.
    """
    titles = _titles()
    inside, answers = set(), set()
    for i, (form, after) in enumerate(pairwise(forms), start=1):
        if form in titles or (form == "No." and after[0].isdigit()):
            inside.add(int(starts[i]))
        elif form == "No." and after[0].isupper() and after not in ORDERS:
            answers.add(int(starts[i]))  # No. Paper burns
    return inside, answers


def _opens(forms: Sequence[str], sent: NDArray[np.int64]) -> tuple[bool, ...]:
    """Tell which words begin a sentence, those after a colon and those that a quotation begins with, too."""
    opens = np.diff(sent, prepend=-1) != 0
    for i, form in enumerate(forms[:-1], start=1):
        if form in INTRODUCES or (
            form in OPENS and (i == 1 or sent[i - 2] != sent[i] or forms[i - 2] in BEFORE_QUOTATION)
        ):
            opens[i] = True
        elif form in DASHES and (first := behind_dateline(forms, sent, i - 1)):
            opens[first] = True
    return tuple(opens.tolist())


def behind_dateline(forms: Sequence[str], sent: Sequence[int] | NDArray[np.int64], dash: int) -> int:
    """Return the word behind a dateline that ends with this dash, 0 for none: *MOGADISHU - Residents fled*."""
    first = dash
    while first > 0 and dash - first < DATELINE:
        before = forms[first - 1]
        if sent[first - 1] != sent[first] and (before == "." or before[-1] != "."):  # Calif. ends none
            break
        first -= 1
    place = forms[first]
    if first == dash or dash - first == DATELINE or len(place) < 3 or not place.isupper():
        return 0
    return 0 if any(form.islower() for form in forms[first:dash]) or dash + 1 >= len(forms) else dash + 1
