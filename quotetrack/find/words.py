"""The words of an article as flat columns: forms, tags, sentence, paragraph, inside quotation marks or not.

Pipelines differ in how they cut *vice-presidential*, *R-Ariz.* or *Crouse-Mays*; the rules on names and titles read
these words instead, cut by one regular expression on the text itself, and take only tags, lemmas and sentence starts
from the pipeline. One pass, linear in the text.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from sys import intern
from typing import TYPE_CHECKING

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from quotetrack.find.marks import MarkIndex, paragraphs
from quotetrack.lang.lexicon import load_lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc

WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:-[^\W_]+)?"  # U.S., G.K., U.S.-led
    r"|--+"
    r"|['’]s\b(?![-’'])"  # a possessive on its own
    r"|[^\W_](?:[^\W]|[-‐‑’'&/@](?=[^\W_]))*"  # words, with hyphens, apostrophes, R&D, Reuters/Ipsos
    r"|\S"
)
CLITIC = re.compile(r"['’](?:s|S|ll|re|ve|d|m)$")


@frozen
class Words:
    """Holds one entry a word in every column; `quoted` is true inside quotation marks."""

    text: str
    start: tuple[int, ...]
    end: tuple[int, ...]
    form: tuple[str, ...]
    lower: tuple[str, ...]
    tag: tuple[str, ...]
    lemma: tuple[str, ...]
    label: tuple[str, ...]
    sent: tuple[int, ...]
    para: tuple[int, ...]
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
        """Return the article's text from word `first` up to word `last`, exclusive."""
        return self.text[self.start[first] : self.end[last - 1]] if last > first else ""


def _pieces(text: str) -> list[tuple[int, int]]:
    """Cut the text into words; abbreviations keep their period, a possessive becomes a word of its own."""
    known = load_lexicon().abbreviations
    out: list[tuple[int, int]] = []
    for match in WORD.finditer(text):
        start, end = match.span()
        form = match.group()
        if form == "." and out and out[-1][1] == start:
            before = text[out[-1][0] : start]
            if len(before) < 12 and (before + "." in known or (len(before) == 1 and before.isupper())):
                out[-1] = (out[-1][0], end)
                continue
        tail = CLITIC.search(form)
        if tail and tail.start() > 0:
            out.append((start, start + tail.start()))
            out.append((start + tail.start(), end))
            continue
        out.append((start, end))
    return out


def _columns(doc: Doc) -> tuple[NDArray[np.int64], list[str], list[str], list[str], list[int]]:
    """Return the tokens' ends, tags, lemmas and entity types, and where sentences start, without making a `Token`."""
    table = doc.to_array(["IDX", "LENGTH", "TAG", "LEMMA", "ENT_TYPE", "SENT_START"])
    strings = doc.vocab.strings
    known = {number: intern(strings[number]) for number in np.unique(table[:, 2:5]).tolist()}
    tags, lemmas, labels = ([known[number] for number in table[:, column].tolist()] for column in (2, 3, 4))
    idx = table[:, 0].astype(np.int64)
    return idx + table[:, 1].astype(np.int64), tags, lemmas, labels, idx[table[:, 5] == 1].tolist()


def read_words(doc: Doc, text: str) -> Words:
    """Lay a parsed article out as columns of words."""
    pieces = _pieces(text)
    token_ends, tags, lemmas, labels, firsts = _columns(doc)
    spans = paragraphs(text)
    para_starts = [start for start, _ in spans]
    # a sentence never runs across paragraphs, whatever the parser thinks of headlines and bylines
    titles = load_lexicon().titles | load_lexicon().honorifics
    cut_titles = {
        start
        for (before, stop), (start, _) in itertools.pairwise(pieces)
        if text[before:stop] in titles and text[stop - 1] == "."
    }  # nor between Gov. and the name, whatever it thinks of periods
    sentence_starts = sorted({*firsts} - cut_titles | {*para_starts})
    marks = MarkIndex(text)
    starts, ends = [start for start, _ in pieces], [end for _, end in pieces]
    at = np.minimum(np.searchsorted(token_ends, ends), max(0, len(tags) - 1)).tolist()
    # a long article says the same few thousand words again and again
    forms = [intern(text[start:end]) for start, end in pieces]
    sent = np.searchsorted(sentence_starts, starts, side="right").tolist()
    para = np.searchsorted(para_starts, starts, side="right").tolist()
    quoted = [marks.at(start) is not None for start in starts]
    opens = [
        i == 0
        or sent[i] != sent[i - 1]
        or (forms[i - 1] in "\"“”''`«»(" and (i == 1 or sent[i - 2] != sent[i] or forms[i - 2] in ".?!:,"))
        or forms[i - 1] in ":?!"
        for i in range(len(pieces))
    ]
    return Words(
        text=text,
        start=tuple(starts),
        end=tuple(ends),
        form=tuple(forms),
        lower=tuple(intern(form.lower().replace("’", "'")) for form in forms),
        tag=tuple(tags[k] for k in at),
        lemma=tuple(lemmas[k] for k in at),
        label=tuple(labels[k] for k in at),
        sent=tuple(sent),
        para=tuple(para),
        quoted=tuple(quoted),
        sentence_start=tuple(opens),
        marks=marks,
    )
