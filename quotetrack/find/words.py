"""The words of an article as flat columns: forms, tags, sentence, paragraph, inside quotation marks or not.

Pipelines differ in how they cut *vice-presidential*, *R-Ariz.* or *Crouse-Mays*; the rules on names and titles read
these words instead, cut by one regular expression on the text itself, and take only tags, lemmas and sentence starts
from the pipeline. One pass, linear in the text.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from sys import intern
from typing import TYPE_CHECKING, TypeAlias

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
Numbers: TypeAlias = "array[int]"  # of 32 bits
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
        """Return the article's text from word `first` up to word `last`, exclusive."""
        return self.text[self.start[first] : self.end[last - 1]] if last > first else ""


def _pieces(text: str) -> tuple[Numbers, Numbers]:
    """Cut the text into words; abbreviations keep their period, a possessive becomes a word of its own."""
    known = load_lexicon().abbreviations
    starts, ends = array("i"), array("i")
    for match in WORD.finditer(text):
        start, end = match.span()
        form = match.group()
        if form == "." and ends and ends[-1] == start:
            before = text[starts[-1] : start]
            if len(before) < 12 and (before + "." in known or (len(before) == 1 and before.isupper())):
                ends[-1] = end
                continue
        tail = CLITIC.search(form) if "'" in form or "’" in form else None
        if tail and tail.start() > 0:
            starts.extend((start, start + tail.start()))
            ends.extend((start + tail.start(), end))
            continue
        starts.append(start)
        ends.append(end)
    return starts, ends


def _readings(doc: Doc, ends: Numbers) -> tuple[list[str], list[str], list[str], list[int]]:
    """Return the tag, lemma and entity type of the token at each word's end, and where sentences start.

    No `Token` is made: that would take longer than all the rest.
    """
    table = doc.to_array(["IDX", "LENGTH", "TAG", "LEMMA", "ENT_TYPE", "SENT_START"])
    token_ends = table[:, 0].astype(np.int64) + table[:, 1].astype(np.int64)
    sentences = table[table[:, 5] == 1, 0].tolist()
    at = np.minimum(np.searchsorted(token_ends, ends), max(0, len(table) - 1))
    strings = doc.vocab.strings
    columns = []
    for column in (2, 3, 4):
        numbers, which = np.unique(table[:, column], return_inverse=True)
        known = [intern(strings[number]) for number in numbers.tolist()]
        columns.append([known[k] for k in which[at].tolist()])
    return columns[0], columns[1], columns[2], sentences


def read_words(doc: Doc, text: str) -> Words:
    """Lay a parsed article out as columns of words."""
    starts, ends = _pieces(text)
    # a long article says the same few thousand words again and again
    forms = [intern(text[start:end]) for start, end in zip(starts, ends, strict=True)]
    tags, lemmas, labels, firsts = _readings(doc, ends)
    para_starts = [start for start, _ in paragraphs(text)]
    # a sentence never runs across paragraphs, whatever the parser thinks of headlines and bylines
    titles = load_lexicon().titles | load_lexicon().honorifics
    cut_titles = {
        starts[i + 1] for i, form in enumerate(forms[:-1]) if form[-1] == "." and form in titles
    }  # nor between Gov. and the name, whatever it thinks of periods
    sentence_starts = sorted({*firsts} - cut_titles | {*para_starts})
    marks = MarkIndex(text)
    sent = _numbers(np.searchsorted(sentence_starts, starts, side="right"))
    para = _numbers(np.searchsorted(para_starts, starts, side="right"))
    quoted = [marks.at(start) is not None for start in starts]
    opens = [
        i == 0
        or sent[i] != sent[i - 1]
        or (forms[i - 1] in "\"“”''`«»(" and (i == 1 or sent[i - 2] != sent[i] or forms[i - 2] in ".?!:,"))
        or forms[i - 1] in ":?!"
        for i in range(len(forms))
    ]
    return Words(
        text=text,
        start=starts,
        end=ends,
        form=tuple(forms),
        lower=tuple(intern(form.lower().replace("’", "'")) for form in forms),
        tag=tuple(tags),
        lemma=tuple(lemmas),
        label=tuple(labels),
        sent=sent,
        para=para,
        quoted=tuple(quoted),
        sentence_start=tuple(opens),
        marks=marks,
    )


def _numbers(values: NDArray[np.int64]) -> Numbers:
    return array("i", values.astype(np.int32).tobytes())
